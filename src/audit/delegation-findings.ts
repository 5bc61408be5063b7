import { DelegationError } from '../ceremony/delegations/delegation-error.ts';
import { type DelegationChallenge, parseChallenge } from '../ceremony/delegations/challenge.ts';
import { requireProof } from '../ceremony/delegations/judge-proofs.ts';
import { parseProof } from '../ceremony/delegations/proof.ts';
import type { RecordOf, TranscriptRecord } from '../ceremony/record.ts';
import type { Verifier } from '../keys/verify.ts';
import { keysAnnounced, keysBefore } from './delegated-keys.ts';
import { finding, type PlainCode } from './findings.ts';
import type { Finding } from './report.ts';
import type { FolderFile } from './transcripts.ts';

/** A ceremony folder as delegations are judged by it. */
export interface DelegationMatter {
  /** Of a transcript that was verified. */
  readonly records: readonly TranscriptRecord[];
  /** The digest of its plan. */
  readonly plan: string;
  readonly files: readonly FolderFile[];
  /** These, and what lay there in earlier commits of a Git history. */
  readonly everything: readonly FolderFile[];
  readonly verifier: Verifier;
  /** The transcript, for findings about what is not there. */
  readonly subject: string;
}

/**
 * Holds every delegation to keys from outside against the proofs of those keys: each key answered the challenge that
 * this ceremony made for this role, and for nothing else. On a delegate's side, that its answers hold.
 */
export async function delegationFindings(matter: DelegationMatter): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const record of matter.records) {
    if (record.kind === 'delegation.changed')
      findings.push(...(await changeFindings(matter, record)));
    if (record.kind === 'roles.published') findings.push(...unannounced(matter, record));
    if (record.kind === 'proof.made') findings.push(...(await answerFindings(matter, record)));
  }
  return findings;
}

async function changeFindings(
  matter: DelegationMatter,
  record: RecordOf<'delegation.changed'>,
): Promise<readonly Finding[]> {
  const { change, role, nonce, proofs } = record.data;
  const announced = keysAnnounced(matter, record);
  // The keys of the record, and those of the signed file: a record could say less than what is signed.
  const keys = [...new Set([...record.data.keys, ...(announced?.get(role) ?? [])])];
  const others = [...(announced ?? [])].flatMap(([name, listed]) =>
    name === role ? [] : newKeys(matter, record, name, listed),
  );
  if (change === 'adjust') return [...newKeys(matter, record, role, keys), ...others];
  if (nonce === null) return [...keys.map((key) => missing(matter, record, role, key)), ...others];
  const asked = challengeOf(matter, role, nonce, record.number);
  if ('finding' in asked) return [asked.finding, ...others];
  const findings: Finding[] = [];
  for (const key of keys) {
    const proof = proofs.find(({ path }) => path.endsWith(`/${key.slice(0, 16)}.proof.json`));
    const file = matter.files.find(({ inside }) => inside === proof?.path);
    if (file === undefined) findings.push(missing(matter, record, role, key));
    else findings.push(...(await proofFindings(matter, file, asked.challenge, key)));
  }
  return [...findings, ...others];
}

/**
 * Where a role gets other paths or another threshold, or stands beside the one that is changed, no key may come in.
 * Without anything that says which keys it had, each one is new.
 */
function newKeys(
  matter: DelegationMatter,
  record: RecordOf<'delegation.changed'>,
  role: string,
  keys: readonly string[],
): readonly Finding[] {
  const before = keysBefore(matter, record, role);
  return keys
    .filter((key) => before?.includes(key) !== true)
    .map((key) => missing(matter, record, role, key, before === null));
}

/** The challenge as its file says it, which has to be the one on record before, for this plan. */
function challengeOf(
  { records, plan, files, subject }: DelegationMatter,
  role: string,
  nonce: string,
  before: number,
): { readonly challenge: DelegationChallenge } | { readonly finding: Finding } {
  const record = records.find(
    (each): each is RecordOf<'delegation.challenged'> =>
      each.kind === 'delegation.challenged' && each.data.nonce === nonce && each.number < before,
  );
  const file = files.find(({ inside }) => inside === record?.data.file.path);
  if (record === undefined || file === undefined) {
    return {
      finding: told('delegation.proof-missing', subject, {
        message: `line ${before} of the record delegates ${role}, and the challenge that its keys answered is not there`,
        line: before,
        role,
      }),
    };
  }
  try {
    const challenge = parseChallenge(file.bytes, file.inside);
    const { ceremony, root } = challenge;
    const own =
      ceremony === plan &&
      challenge.role === role &&
      challenge.nonce === nonce &&
      root === record.data.rootSha256;
    if (own) return { challenge };
    return {
      finding: told('delegation.proof-replayed', file.path, {
        message: `the challenge for ${role} is not the one that this ceremony made`,
        line: before,
        role,
        ceremony,
      }),
    };
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    return { finding: invalid(file.path, error, role) };
  }
}

async function proofFindings(
  { verifier }: DelegationMatter,
  { path, inside, bytes }: FolderFile,
  challenge: DelegationChallenge,
  key: string,
): Promise<readonly Finding[]> {
  try {
    const proof = parseProof(bytes, inside);
    await requireProof(
      challenge,
      proof,
      inside,
      async (job) => (await verifier.verify([job]))[0] === true,
    );
    if (proof.key === key) return [];
    return [
      told('delegation.proof-missing', path, {
        message: `this proves key ${proof.key}, and the delegation is to another`,
        role: challenge.role,
        spkiSha256: key,
      }),
    ];
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    return [invalid(path, error, challenge.role)];
  }
}

/** Targets that were published without a record of which delegation they change. */
function unannounced(
  { records, subject }: DelegationMatter,
  { number, data }: RecordOf<'roles.published'>,
): Finding[] {
  const known = records.some(
    (each) =>
      each.number < number &&
      ((each.kind === 'delegation.changed' && each.data.signedSha256 === data.signedSha256) ||
        (each.kind === 'roles.published' && each.data.signedSha256 === data.signedSha256)),
  );
  // Without a change the targets are those that were published with the root: no line names their digest by itself.
  const changed = records.some(({ kind }) => kind === 'delegation.changed');
  if (known || !changed || data.version === 1) return [];
  return [
    told('delegation.proof-missing', subject, {
      message: `line ${number} of the record publishes targets version ${data.version}, and no line says which delegation they change`,
      line: number,
    }),
  ];
}

/** A delegate's own answers: the file is what the record names, and its key made it. */
async function answerFindings(
  { files, verifier }: DelegationMatter,
  { data }: RecordOf<'proof.made'>,
): Promise<readonly Finding[]> {
  const file = files.find(({ inside }) => inside === data.file);
  if (file === undefined) return [];
  try {
    const proof = parseProof(file.bytes, file.inside);
    const { challenge } = proof;
    await requireProof(
      challenge,
      proof,
      file.inside,
      async (job) => (await verifier.verify([job]))[0] === true,
    );
    if (proof.key === data.spki && challenge.role === data.role && challenge.nonce === data.nonce)
      return [];
    return [
      told('delegation.proof-replayed', file.path, {
        message: 'this is not the answer that the record names: key, role or challenge differ',
        role: data.role,
      }),
    ];
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    return [invalid(file.path, error, data.role)];
  }
}

function missing(
  { subject }: DelegationMatter,
  { number }: RecordOf<'delegation.changed'>,
  role: string,
  key: string,
  nothingBefore = false,
): Finding {
  const lost = nothingBefore ? ', nor the targets that were published before' : '';
  return told('delegation.proof-missing', subject, {
    message: `line ${number} of the record delegates ${role} to key ${key}, and no proof of it is there${lost}`,
    line: number,
    role,
    spkiSha256: key,
  });
}

function invalid(
  subject: string,
  { code, message, expected, found }: DelegationError,
  role: string,
) {
  return told(
    code === 'delegation.replayed' ? 'delegation.proof-replayed' : 'delegation.proof-invalid',
    subject,
    {
      message: `the proof for ${role} does not hold: ${message}`,
      role,
      reason: code,
      expected: expected ?? null,
      found: found ?? null,
    },
  );
}

const hints = {
  'delegation.proof-missing':
    'Whether anybody has this key is not known. Ask for the proof, or have the delegation taken back.',
  'delegation.proof-invalid':
    'Do not rely on this delegation. Have the key answer a new challenge, or take the delegation back.',
  'delegation.proof-replayed':
    'The answer was given for something else. Have the key answer the challenge of this ceremony.',
} as const satisfies Partial<Record<PlainCode, string>>;

function told(
  code: keyof typeof hints,
  subject: string,
  { message, ...data }: { readonly message: string } & Record<string, string | number | null>,
): Finding {
  return finding(code, { subject, message, hint: hints[code], data });
}

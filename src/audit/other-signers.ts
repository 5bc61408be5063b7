import { fromHex } from '../encoding/hex.ts';
import { recoverKeys } from '../keys/recover.ts';
import type { SpkiDigest } from '../keys/public-key.ts';
import type { VerifyJob, Verifier } from '../keys/verify.ts';
import type { Metadata } from '../tuf/metadata.ts';
import { finding } from './findings.ts';
import type { KnownKey } from './known-keys.ts';
import type { Finding } from './report.ts';
import { contentOnce, type SignedFile } from './signed-files.ts';
import type { Steps } from './steps.ts';

/** Bounds the work that a hostile file can cause: signatures that are looked into, and questions to the verifier. */
const mostSignatures = 2_000;
const mostTries = 20_000;

/** A signature that no key of its keyid made. */
export interface Failure {
  readonly file: SignedFile;
  readonly index: number;
  readonly keyid: string;
  readonly status: 'invalid' | 'unknown-key';
  readonly signature: Uint8Array;
}

/** Every signature that does not verify, each distinct one of each content once. */
export function failuresOf(files: readonly SignedFile[]): readonly Failure[] {
  const seen = new Set<string>();
  const failures: Failure[] = [];
  for (const file of files) {
    for (const [index, { status, keyid }] of file.signatures.entries()) {
      const sig = file.entries[index]?.sig ?? '';
      if (status !== 'invalid' && status !== 'unknown-key') continue;
      const name = `${file.what} ${keyid} ${sig}`;
      if (!/^(?:[0-9a-fA-F]{2})+$/.test(sig) || seen.has(name)) continue;
      seen.add(name);
      failures.push({ file, index, keyid, status, signature: fromHex(sig) });
      if (failures.length >= mostSignatures) return failures;
    }
  }
  return failures;
}

/**
 * For every signature that does not verify: which key made it? With ECDSA the key follows from signature and bytes,
 * so that a key that nobody knows can be named, too: if several failing signatures lead to it, it made them. That is
 * what a token of the same person, or a mix-up of two files, looks like.
 */
export async function otherSigners(
  failures: readonly Failure[],
  known: readonly KnownKey[],
  verifier: Verifier,
  steps: Pick<Steps, 'within'>,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const bySpki = new Map(known.map((one) => [one.key.digest, one]));
  const recovered: (readonly SpkiDigest[])[] = [];
  const contentOf = contentOnce();
  for (const failure of failures) {
    // A key is recovered in TypeScript, a few milliseconds each.
    await steps.within(recovered.length, `of ${failures.length} signatures that do not verify`);
    recovered.push(candidatesFor(failure, contentOf(failure.file)));
  }
  const signers = signersOf(failures, recovered);
  const verified = await byTrial(failures, known, verifier, signal);
  return failures.flatMap((failure, index): Finding[] => {
    const spkis = recovered[index] ?? [];
    const match = spkis.find((spki) => bySpki.has(spki)) ?? verified.get(index);
    if (match !== undefined) return tellOf(failure, match, bySpki.get(match)?.names ?? []);
    const shared = spkis.find((spki) => (signers.get(spki)?.size ?? 0) > 1);
    return shared === undefined ? [] : tellOf(failure, shared, []);
  });
}

function candidatesFor({ signature }: Failure, { signedBytes }: Metadata): readonly SpkiDigest[] {
  const p256 = signature.length <= 72 ? recoverKeys('ecdsa-p256', signedBytes, signature) : [];
  const p384 = signature.length <= 104 ? recoverKeys('ecdsa-p384', signedBytes, signature) : [];
  return [...p256, ...p384].map(({ digest }) => digest);
}

/** The distinct signatures that lead to a key: one of each leads to a key that nobody has. */
function signersOf(
  failures: readonly Failure[],
  recovered: readonly (readonly SpkiDigest[])[],
): ReadonlyMap<SpkiDigest, ReadonlySet<string>> {
  const found = new Map<SpkiDigest, Set<string>>();
  for (const [index, { file, index: entry }] of failures.entries()) {
    for (const spki of recovered[index] ?? []) {
      const signatures = found.get(spki) ?? new Set();
      found.set(spki, signatures.add(file.entries[entry]?.sig ?? ''));
    }
  }
  return found;
}

/** Schemes that give no key away: every known key of them is tried. */
async function byTrial(
  failures: readonly Failure[],
  known: readonly KnownKey[],
  verifier: Verifier,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, SpkiDigest>> {
  const others = known.filter(({ key }) => key.type === 'ed25519' || key.type === 'rsa');
  const questions = failures
    .flatMap((failure, index) =>
      others
        .filter(({ key }) => (key.type === 'ed25519') === (failure.signature.length === 64))
        .map((candidate) => ({ failure, index, candidate })),
    )
    .slice(0, mostTries);
  const contentOf = contentOnce();
  const jobs = questions.map(({ failure, candidate }): VerifyJob => ({
    key: candidate.key,
    scheme: candidate.scheme,
    bytes: contentOf(failure.file).signedBytes,
    signature: failure.signature,
  }));
  const answers = jobs.length === 0 ? [] : await verifier.verify(jobs, signal);
  return new Map(
    questions.flatMap(({ index, candidate }, question) =>
      answers[question] === true ? [[index, candidate.key.digest] as const] : [],
    ),
  );
}

/** Nothing is told of a key that signed this file under another of its keyids, too: it is counted there. */
function tellOf(
  { file, index, keyid, status }: Failure,
  spki: SpkiDigest,
  names: readonly string[],
): Finding[] {
  const counts = file.signatures.some((one) => one.spkiDigest === spki && one.status === 'valid');
  if (status === 'unknown-key' && (counts || names.length === 0)) return [];
  const who =
    names.length === 0 ? `a key that no file here knows (${spki.slice(0, 8)})` : names.join(', ');
  return [
    finding('signature.made-by-other-key', {
      subject: file.path,
      message: `${file.what} has a signature that another key made: ${who}`,
      hint: 'The bytes are the right ones, the token was not. Ask the keyholder which one was plugged in.',
      data: {
        version: file.version,
        index,
        keyid,
        recoveredSpkiSha256: spki,
        knownAs: [...names],
      },
    }),
  ];
}

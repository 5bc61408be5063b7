import type { AnswerCard, Answers } from '../../../src/contract/delegations.ts';
import { problemOf } from '../../../src/contract/problem.ts';
import type { Claim } from '../../../src/contract/values.ts';
import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import {
  type DelegationChallenge,
  requireFresh,
} from '../../../src/ceremony/delegations/challenge.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { requireEnough, requireProof } from '../../../src/ceremony/delegations/judge-proofs.ts';
import { type DelegationProof, parseProof } from '../../../src/ceremony/delegations/proof.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import type { FileBelow } from '../../ceremonies/files-below.ts';
import { FolderError } from '../../ceremonies/folder-error.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { evidenceBeside, judgeEvidence, requireEvidence } from './evidence-files.ts';
import { lastChallenge } from './make-challenge.ts';
import { type ProofFile, proofFiles, verifiedTwice } from './take-proofs.ts';

const mostCards = 64;
const kinds: Readonly<Record<Scheme, string>> = {
  'ecdsa-sha2-nistp256': 'ECDSA on P-256',
  'ecdsa-sha2-nistp384': 'ECDSA on P-384',
  ed25519: 'Ed25519',
  'rsassa-pss-sha256': 'RSA-PSS',
};

/**
 * Reads the answers of another project and holds each against the last challenge for this role. Nothing is taken in: one
 * that does not hold is shown with the reason, beside the others.
 * @param path the folder that the other project sent
 * @throws DelegationError `delegation.no-challenge`
 */
export async function lookAtAnswers(
  ceremony: OpenCeremony,
  role: string,
  path: string,
): Promise<Answers> {
  const { challenge } = await lastChallenge(ceremony, role);
  const cards: AnswerCard[] = [];
  const proofs: DelegationProof[] = [];
  try {
    requireFresh(challenge, ceremonyTime(ceremony.records, ceremony.now()).slice(0, 10));
    const came = await proofFiles(path, challenge);
    for (const file of came.proofs.slice(0, mostCards)) {
      const judged = await judge(ceremony, challenge, file, came.files);
      cards.push(judged.card);
      if (judged.proof !== null) proofs.push(judged.proof);
      if (judged.error !== null) throw judged.error;
    }
    requireEnough(proofs, 1);
    return { cards, problem: null };
  } catch (error) {
    if (!(error instanceof DelegationError) && !(error instanceof FolderError)) throw error;
    return { cards, problem: problemOf(error) };
  }
}

interface Judged {
  readonly card: AnswerCard;
  readonly proof: DelegationProof | null;
  readonly error: DelegationError | null;
}

async function judge(
  ceremony: OpenCeremony,
  challenge: DelegationChallenge,
  { name, bytes }: ProofFile,
  files: readonly FileBelow[],
): Promise<Judged> {
  let proof: DelegationProof | null = null;
  try {
    proof = parseProof(bytes, name);
    await requireProof(challenge, proof, name, verifiedTwice);
    const now = ceremonyTime(ceremony.records, ceremony.now());
    const evidence = judgeEvidence(
      { plan: ceremony.plan, now },
      proof,
      evidenceBeside(files, proof),
    );
    const claims = [...claimsOf(challenge, proof), ...evidence.map(cut)].slice(0, 32);
    const stopped = refusalOf(evidence, name);
    const state = stopped !== null ? 'stop' : evidence.some(isNote) ? 'note' : 'ok';
    const card = cardOf(name, proof, state, claims);
    return { card, proof: stopped === null ? proof : null, error: stopped };
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    const { message, expected, found } = error;
    const claim = {
      label: 'Answer',
      value: `${message.slice(0, 1).toUpperCase()}${message.slice(1)}`.slice(0, 2000),
      why: `Expected ${expected ?? 'another'}, found ${found ?? 'this'}.`.slice(0, 2000),
      state: 'stop',
    } as const;
    return { card: cardOf(name, proof, 'stop', [claim]), proof: null, error };
  }
}

function isNote({ state }: Claim): boolean {
  return state === 'note';
}

function cut({ label, value, why, state }: Claim): Claim {
  return {
    label: label.slice(0, 200),
    value: value.slice(0, 2000),
    why: why.slice(0, 2000),
    state,
  };
}

function refusalOf(evidence: readonly Claim[], name: string): DelegationError | null {
  try {
    requireEvidence(evidence, name);
    return null;
  } catch (error) {
    if (error instanceof DelegationError) return error;
    throw error;
  }
}

function cardOf(
  file: string,
  proof: DelegationProof | null,
  state: AnswerCard['state'],
  claims: Claim[],
): AnswerCard {
  return {
    file: file.slice(-200),
    holder: (proof?.holder ?? 'Nobody known').slice(0, 200),
    serial: proof?.serial ?? '',
    spkiSha256: proof?.key ?? null,
    state,
    claims,
  };
}

/** What was checked of an answer that holds, and what cannot be. */
function claimsOf({ nonce, role, mode }: DelegationChallenge, proof: DelegationProof): Claim[] {
  return [
    {
      label: 'Challenge',
      value: `Number ${nonce.slice(0, 8)}, of this ceremony`,
      why: `It answers for ${role} under the root in use, ${mode === 'real' ? 'for what counts' : 'in a rehearsal'}, and is good for nothing else.`,
      state: 'ok',
    },
    {
      label: 'Signature',
      value: 'Made by the key that it names',
      why: 'Two implementations verified it just now.',
      state: 'ok',
    },
    { label: 'Kind of key', value: kinds[proof.scheme], why: 'As the answer says.', state: 'ok' },
    {
      label: 'Person',
      value: proof.holder.slice(0, 2000),
      why: 'The other project says so. Nobody else vouches for name and serial.',
      state: 'note',
    },
  ];
}

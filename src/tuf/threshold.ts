import { EncodingError } from '../encoding/encoding-error.ts';
import { fromHex } from '../encoding/hex.ts';
import type { SpkiDigest } from '../keys/public-key.ts';
import type { Verifier, VerifyJob } from '../keys/verify.ts';
import type { TufKey } from './key.ts';
import type { Metadata } from './metadata.ts';
import type { Role } from './role.ts';
import type { SignatureEntry } from './signature-entry.ts';

/**
 * What one entry of `signatures` is worth to one role:
 * - `valid`: made by a key of the role over these bytes;
 * - `invalid`: not, or not even hexadecimal;
 * - `empty`: a place kept for a signature that is still to come;
 * - `unknown-key`: no usable key of that keyid is listed;
 * - `duplicate`: the keyid stood in an earlier entry already, and only the first counts;
 * - `not-in-role`: the key is listed, and the role does not name it.
 */
export type SignatureStatus =
  'valid' | 'invalid' | 'empty' | 'unknown-key' | 'duplicate' | 'not-in-role';

export interface JudgedSignature {
  readonly keyid: string;
  /** The public key that the keyid stands for; null for an unknown key. */
  readonly spkiDigest: SpkiDigest | null;
  readonly status: SignatureStatus;
}

export interface SignatureCount {
  /** Public keys of the role with a valid signature, each once, in the order of the signatures. */
  readonly distinct: readonly SpkiDigest[];
  readonly threshold: number;
  /** True if `distinct` reaches the threshold. */
  readonly met: boolean;
  /** One for each entry of `signatures`, in their order. */
  readonly statuses: readonly JudgedSignature[];
}

/** One file, with one role for which its signatures are to be counted. */
export interface CountQuestion {
  readonly metadata: Metadata;
  /** The keys of the root or delegation that names the role. */
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly role: Role;
}

/**
 * Judges every signature of a metadata file for a role, and counts the distinct public keys that signed
 * (TUF specification 1.0, section 4.2.1, decided by public key in place of keyid: one key under two names counts once).
 *
 * @param keys the keys of the root or delegation that names the role
 * @throws what the verifier throws; never an error because of what the file holds
 */
export async function countSignatures(
  metadata: Metadata,
  keys: ReadonlyMap<string, TufKey>,
  role: Role,
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<SignatureCount> {
  const [count] = await countAll([{ metadata, keys, role }], verifier, signal);
  if (count === undefined) throw new Error('one question has one answer');
  return count;
}

/**
 * The same for many at once: the verifier gets all signatures in one batch, so that it can be busy on every core.
 * @returns one count a question, in their order
 */
export async function countAll(
  questions: readonly CountQuestion[],
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<readonly SignatureCount[]> {
  const judged = questions.map(({ metadata, keys, role }) =>
    metadata.signatures.map((entry) => judge(entry, metadata, keys, role)),
  );
  const jobs = judged.flatMap((entries) => entries.flatMap(({ job }) => job ?? []));
  const answers = (jobs.length === 0 ? [] : await verifier.verify(jobs, signal)).values();
  return questions.map(({ role }, index) => countOf(judged[index] ?? [], role, answers));
}

/** Takes the answers of its own jobs. */
function countOf(
  judged: readonly Judged[],
  { threshold }: Role,
  answers: Iterator<boolean>,
): SignatureCount {
  const statuses = judged.map(({ signature, job }): JudgedSignature => {
    if (job === null) return signature;
    return { ...signature, status: answers.next().value === true ? 'valid' : 'invalid' };
  });
  const distinct = new Set(
    statuses.flatMap(({ status, spkiDigest }) =>
      status === 'valid' && spkiDigest !== null ? [spkiDigest] : [],
    ),
  );
  return { distinct: [...distinct], threshold, met: distinct.size >= threshold, statuses };
}

interface Judged {
  readonly signature: JudgedSignature;
  /** What is left to ask the verifier; null where the status is known without it. */
  readonly job: VerifyJob | null;
}

function judge(
  entry: SignatureEntry,
  metadata: Metadata,
  keys: ReadonlyMap<string, TufKey>,
  role: Role,
): Judged {
  const { keyid, sig } = entry;
  const key = keys.get(keyid);
  const known = (status: SignatureStatus): Judged => ({
    signature: { keyid, spkiDigest: key?.publicKey.digest ?? null, status },
    job: null,
  });
  const first = metadata.signatures.find((other) => other.keyid === keyid);
  if (first !== entry) return known('duplicate');
  if (key === undefined) return known('unknown-key');
  if (!role.keyids.includes(keyid)) return known('not-in-role');
  if (sig === '') return known('empty');
  const signature = signatureBytes(sig);
  if (signature === null) return known('invalid');
  const { publicKey, scheme } = key;
  return {
    signature: { keyid, spkiDigest: publicKey.digest, status: 'invalid' },
    job: { key: publicKey, scheme, bytes: metadata.signedBytes, signature },
  };
}

function signatureBytes(sig: string): Uint8Array | null {
  try {
    return fromHex(sig);
  } catch (error) {
    if (error instanceof EncodingError) return null;
    throw error;
  }
}

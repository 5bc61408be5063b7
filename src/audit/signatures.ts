import type { PublicKey } from '../keys/public-key.ts';
import type { VerifyJob, Verifier } from '../keys/verify.ts';
import { fromHex } from '../encoding/hex.ts';
import type { Scheme } from '../keys/scheme.ts';
import type { Metadata } from '../tuf/metadata.ts';
import type { JudgedSignature, SignatureCount, SignatureStatus } from '../tuf/threshold.ts';
import { finding } from './findings.ts';
import type { Finding } from './report.ts';

/** The status that says most, first: a signature that counts for one of the roles counts. */
const precedence: readonly SignatureStatus[] = [
  'valid',
  'duplicate',
  'invalid',
  'empty',
  'not-in-role',
  'unknown-key',
];

/**
 * One status for each entry of `signatures`, where more than one role has a say: a root is signed for itself and for
 * the version before it, and a keyid that one of them does not know may be the other's.
 */
export function mergeStatuses(
  metadata: Metadata,
  counts: readonly SignatureCount[],
): readonly JudgedSignature[] {
  return metadata.signatures.map(({ keyid, sig }, index): JudgedSignature => {
    const statuses = counts.flatMap((count) => count.statuses[index] ?? []);
    const status = precedence.find((one) => statuses.some((judged) => judged.status === one));
    const decisive = statuses.find((judged) => judged.status === status);
    const named = statuses.find(({ spkiDigest }) => spkiDigest !== null);
    const isEmpty = sig === '' && status !== 'duplicate';
    return {
      keyid,
      spkiDigest: decisive?.spkiDigest ?? named?.spkiDigest ?? null,
      status: isEmpty ? 'empty' : (status ?? 'unknown-key'),
    };
  });
}

/** What there is to say about the signatures of one file. `subject` is its path, `what` its name in sentences. */
export function signatureFindings(
  metadata: Metadata,
  signatures: readonly JudgedSignature[],
  subject: string,
  what: string,
): Finding[] {
  const findings = signatures.flatMap((signature, index): Finding[] => {
    const data = {
      version: metadata.version,
      index,
      keyid: signature.keyid,
      spkiSha256: signature.spkiDigest,
    };
    switch (signature.status) {
      case 'valid':
        return [];
      case 'invalid':
        return [
          finding('signature.invalid', {
            subject,
            message: `${what} has a signature that its key did not make over these bytes`,
            hint: 'It counts for nothing. Ask the keyholder what they signed, and with which token.',
            data,
          }),
        ];
      case 'unknown-key':
        return [
          finding('signature.unknown-key', {
            subject,
            message: `${what} has a signature under a keyid that no key here has`,
            hint: 'It counts for nothing. It may be for a version that is not among these files.',
            data,
          }),
        ];
      case 'duplicate':
        return [
          finding('signature.duplicate', {
            subject,
            message: `${what} lists one keyid twice`,
            hint: 'Only the first is counted. Some clients refuse a file like this.',
            data,
          }),
        ];
      case 'empty':
        return [
          finding('signature.empty', {
            subject,
            message: `${what} keeps a place for a signature that is not there`,
            hint: 'This key did not sign. Nothing is wrong while the threshold holds.',
            data,
          }),
        ];
      case 'not-in-role':
        return [
          finding('signature.not-in-role', {
            subject,
            message: `${what} has a signature of a key that is not in its role`,
            hint: 'It counts for nothing, and does no harm.',
            data,
          }),
        ];
    }
  });
  return [...findings, ...twoKeyids(metadata, signatures, subject, what)];
}

function twoKeyids(
  metadata: Metadata,
  signatures: readonly JudgedSignature[],
  subject: string,
  what: string,
): Finding[] {
  const valid = signatures.filter(({ status }) => status === 'valid');
  const byKey = Map.groupBy(valid, ({ spkiDigest }) => spkiDigest ?? '');
  const twice = [...byKey.values()].filter((same) => same.length > 1);
  if (twice.length === 0) return [];
  return [
    finding('signature.two-keyids', {
      subject,
      message: `${what} lists ${twice.length === 1 ? 'one key' : `${twice.length} keys`} under two keyids each`,
      hint: 'One key is counted once, whatever it is called.',
      data: {
        version: metadata.version,
        every: twice.length === byKey.size,
        keyids: twice.map((same) => same.map(({ keyid }) => keyid)),
      },
    }),
  ];
}

/** A key that this audit has seen, and what it is called. */
export interface KnownKey {
  readonly key: PublicKey;
  readonly scheme: Scheme;
  /** Serials and keyids, for people. */
  readonly names: readonly string[];
}

/** Bounds the work that a hostile file can cause: signatures that do not verify, times keys. */
const mostTries = 20_000;

/**
 * For every signature that does not verify: did another key of this audit make it? That is what a token of the same
 * person, or a mix-up of two files, looks like.
 */
export async function otherSigners(
  invalid: readonly {
    readonly metadata: Metadata;
    readonly index: number;
    readonly subject: string;
    readonly what: string;
  }[],
  known: readonly KnownKey[],
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const questions = invalid.flatMap((entry) => {
    const { sig = '', keyid = '' } = entry.metadata.signatures[entry.index] ?? {};
    if (!/^(?:[0-9a-fA-F]{2})+$/.test(sig)) return [];
    const signature = fromHex(sig);
    return known.map((candidate) => ({ entry, candidate, keyid, signature }));
  });
  const asked = questions.slice(0, mostTries);
  const jobs = asked.map(({ entry, candidate, signature }): VerifyJob => ({
    key: candidate.key,
    scheme: candidate.scheme,
    bytes: entry.metadata.signedBytes,
    signature,
  }));
  const answers = jobs.length === 0 ? [] : await verifier.verify(jobs, signal);
  return asked.flatMap(({ entry, candidate, keyid }, index): Finding[] => {
    if (answers[index] !== true) return [];
    const { metadata, subject, what } = entry;
    return [
      finding('signature.made-by-other-key', {
        subject,
        message: `${what} has a signature that another key made: ${candidate.names.join(', ')}`,
        hint: 'The bytes are the right ones, the token was not. Ask the keyholder which one was plugged in.',
        data: {
          version: metadata.version,
          index: entry.index,
          keyid,
          recoveredSpkiSha256: candidate.key.digest,
          knownAs: [...candidate.names],
        },
      }),
    ];
  });
}

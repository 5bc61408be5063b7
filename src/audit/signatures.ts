import type { SignatureEntry } from '../tuf/signature-entry.ts';
import type { JudgedSignature, SignatureCount, SignatureStatus } from '../tuf/threshold.ts';
import { finding } from './findings.ts';
import type { Finding } from './report.ts';
import type { SignedFile } from './signed-files.ts';

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
  entries: readonly SignatureEntry[],
  counts: readonly SignatureCount[],
): readonly JudgedSignature[] {
  return entries.map(({ keyid, sig }, index): JudgedSignature => {
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

/** What there is to say about the signatures of one file. */
export function signatureFindings(file: SignedFile): Finding[] {
  const { version, signatures, path: subject, what } = file;
  const findings = signatures.flatMap((signature, index): Finding[] => {
    const data = {
      version,
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
  return [...findings, ...twoKeyids(file)];
}

function twoKeyids({ version, signatures, path: subject, what }: SignedFile): Finding[] {
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
        version,
        every: twice.length === byKey.size,
        keyids: twice.map((same) => same.map(({ keyid }) => keyid)),
      },
    }),
  ];
}

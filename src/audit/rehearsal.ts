import type { SpkiDigest } from '../keys/public-key.ts';
import type { Evidence } from './evidence.ts';
import { isVerified } from './evidence-findings.ts';
import { finding } from './findings.ts';
import type { Finding } from './report.ts';
import type { SignedFile } from './signed-files.ts';

/** What is known about keys from all files together. */
export interface MarkedKeys {
  /** Keys that some file lists with `x-practice: true`. */
  readonly practice: ReadonlySet<SpkiDigest>;
  /** Keys that a file which counts lists without that mark, or that a vendor's device vouches for. */
  readonly production: ReadonlySet<SpkiDigest>;
}

/** Sorts keys by their marks. One that carries both is production: a practice key has every mark, everywhere. */
export function markedKeys(
  files: readonly SignedFile[],
  evidence: readonly Evidence[],
): MarkedKeys {
  const practice = new Set<SpkiDigest>();
  const production = new Set<SpkiDigest>(
    evidence.filter(isVerified).flatMap(({ keyCert }) => keyCert?.publicKey.digest ?? []),
  );
  for (const { keys, rehearsal } of files) {
    for (const key of keys) {
      if (key.practice) practice.add(key.publicKey.digest);
      else if (!rehearsal) production.add(key.publicKey.digest);
    }
  }
  return { practice, production };
}

/**
 * A rehearsal signed by a key that counts, or a file that counts signed by a practice key: either way somebody could
 * take the one for the other. A rehearsal's key without the practice mark is a key that counts, also where another file
 * lists it with the mark.
 */
export function rehearsalFindings(
  files: readonly SignedFile[],
  { practice, production }: MarkedKeys,
): Finding[] {
  return files.flatMap(({ path, what, rehearsal, signatures, keys }) => {
    const unmarked = new Set(
      keys.filter((key) => !key.practice).map(({ publicKey }) => publicKey.digest),
    );
    const signers = signatures.flatMap(({ status, spkiDigest }) =>
      status === 'valid' && spkiDigest !== null ? [spkiDigest] : [],
    );
    const wrong = [...new Set(signers)].filter((spki) =>
      rehearsal
        ? production.has(spki) || !practice.has(spki) || unmarked.has(spki)
        : !production.has(spki) && practice.has(spki),
    );
    return wrong.map((spkiSha256) =>
      finding('rehearsal.production-key', {
        subject: path,
        message: rehearsal
          ? `${what} is from a rehearsal, and a key that counts has signed it`
          : `${what} counts, and a practice key has signed it`,
        hint: rehearsal
          ? 'Clients could take it for real. Find out whose token it was, and replace that key.'
          : 'Practice keys are protected by nothing. Take this key out of the role.',
        data: { spkiSha256, rehearsal },
      }),
    );
  });
}

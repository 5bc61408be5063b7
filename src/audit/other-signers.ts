import { fromHex } from '../encoding/hex.ts';
import type { VerifyJob, Verifier } from '../keys/verify.ts';
import { finding } from './findings.ts';
import type { KnownKey } from './known-keys.ts';
import type { Finding } from './report.ts';
import type { SignedFile } from './signed-files.ts';

/** Bounds the work that a hostile file can cause: signatures that do not verify, times keys. */
const mostTries = 20_000;

/**
 * For every signature that does not verify: did another key of this audit make it? That is what a token of the same
 * person, or a mix-up of two files, looks like.
 */
export async function otherSigners(
  files: readonly SignedFile[],
  known: readonly KnownKey[],
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const questions = files.flatMap((file) =>
    file.signatures.flatMap(({ status, keyid }, index) => {
      const sig = file.metadata.signatures[index]?.sig ?? '';
      if (status !== 'invalid' || !/^(?:[0-9a-fA-F]{2})+$/.test(sig)) return [];
      const signature = fromHex(sig);
      return known.map((candidate) => ({ file, index, keyid, candidate, signature }));
    }),
  );
  const asked = questions.slice(0, mostTries);
  const jobs = asked.map(({ file, candidate, signature }): VerifyJob => ({
    key: candidate.key,
    scheme: candidate.scheme,
    bytes: file.metadata.signedBytes,
    signature,
  }));
  const answers = jobs.length === 0 ? [] : await verifier.verify(jobs, signal);
  return asked.flatMap(({ file, index, keyid, candidate }, question): Finding[] => {
    if (answers[question] !== true) return [];
    return [
      finding('signature.made-by-other-key', {
        subject: file.path,
        message: `${file.what} has a signature that another key made: ${candidate.names.join(', ')}`,
        hint: 'The bytes are the right ones, the token was not. Ask the keyholder which one was plugged in.',
        data: {
          version: file.metadata.version,
          index,
          keyid,
          recoveredSpkiSha256: candidate.key.digest,
          knownAs: [...candidate.names],
        },
      }),
    ];
  });
}

import { type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import { toHex } from '../encoding/hex.ts';
import type { Verifier, VerifyJob } from './verify.ts';

/**
 * A verifier that asks another one each distinct question (scheme, key, bytes, signature) once, and
 * remembers the answers as long as it lives. Make one for each audit: the same signature on a root
 * is looked at from its own version and from the next.
 */
export function verifyOnce(verifier: Verifier): Verifier {
  const answers = new Map<string, boolean>();
  return {
    name: verifier.name,
    async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
      const names = questionNames(jobs);
      const open = new Map<string, VerifyJob>();
      for (const [index, job] of jobs.entries()) {
        const name = names[index] ?? '';
        if (!answers.has(name)) open.set(name, job);
      }
      const found = await verifier.verify([...open.values()], signal);
      for (const [index, name] of [...open.keys()].entries()) {
        answers.set(name, found[index] ?? false);
      }
      return names.map((name) => answers.get(name) ?? false);
    },
  };
}

/** Each question by the digests of its parts; never by the identity of a buffer, which can change. */
function questionNames(jobs: readonly VerifyJob[]): readonly string[] {
  const digests = new Map<Uint8Array, Sha256Hex>();
  return jobs.map(({ key, scheme, bytes, signature }) => {
    const digest = digests.get(bytes) ?? sha256Hex(bytes);
    digests.set(bytes, digest);
    return `${scheme} ${key.digest} ${digest} ${toHex(signature)}`;
  });
}

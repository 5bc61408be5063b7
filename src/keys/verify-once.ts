import { type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import { toHex } from '../encoding/hex.ts';
import type { SpkiDigest } from './public-key.ts';
import type { Verifier, VerifyJob } from './verify.ts';

/**
 * So many questions are named at a time: while a part is verified on other threads, the next is named on this one. The
 * first parts are shorter, since every thread waits for them.
 */
const partLength = { first: 32, most: 256 };

/**
 * A verifier that asks another one each distinct question (scheme, key, bytes, signature) once, and
 * remembers the answers as long as it lives. Make one for each audit: the same signature on a root
 * is looked at from its own version and from the next.
 */
export function verifyOnce(verifier: Verifier): Verifier {
  const answers = new Map<string, boolean>();
  const numbers = new Map<SpkiDigest, number>();
  const ask = async (
    names: readonly string[],
    jobs: readonly VerifyJob[],
    signal?: AbortSignal,
  ): Promise<void> => {
    const found = await verifier.verify(jobs, signal);
    for (const [index, name] of names.entries()) answers.set(name, found[index] ?? false);
  };
  return {
    name: verifier.name,
    async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
      const nameOf = questionNames(numbers);
      const all: string[] = [];
      const asked = new Set<string>();
      const running: Promise<void>[] = [];
      try {
        let length = partLength.first;
        while (all.length < jobs.length) {
          const [names, open]: [string[], VerifyJob[]] = [[], []];
          for (const job of jobs.slice(all.length, all.length + length)) {
            const name = nameOf(job);
            all.push(name);
            if (answers.has(name) || asked.has(name)) continue;
            asked.add(name);
            names.push(name);
            open.push(job);
          }
          running.push(ask(names, open, signal));
          length = Math.min(2 * length, partLength.most);
          await running.at(-2);
        }
        await Promise.all(running);
      } finally {
        // Nothing goes on behind the back of a caller who was told that it is over.
        await Promise.allSettled(running);
      }
      return all.map((name) => answers.get(name) ?? false);
    },
  };
}

/**
 * Each question by the digests of its parts; never by the identity of a buffer, which can change later. Names live as
 * long as the verifier, so a key has a number in them in place of its digest.
 * @param numbers of the keys so far, by their digests
 */
function questionNames(numbers: Map<SpkiDigest, number>): (job: VerifyJob) => string {
  // The signatures of one file come one after another.
  let last: { readonly bytes: Uint8Array; readonly digest: Sha256Hex } | null = null;
  return ({ key, scheme, bytes, signature }) => {
    const number = numbers.get(key.digest) ?? numbers.size;
    if (number === numbers.size) numbers.set(key.digest, number);
    if (last?.bytes !== bytes) last = { bytes, digest: sha256Hex(bytes) };
    return `${number} ${scheme} ${last.digest} ${exactText(signature)}`;
  };
}

/** Different bytes give different texts: one character a byte where they are few, which takes half as long. */
function exactText(bytes: Uint8Array): string {
  return bytes.length > 1024 ? toHex(bytes) : Reflect.apply(String.fromCharCode, null, bytes);
}

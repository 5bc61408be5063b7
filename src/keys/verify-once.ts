import { type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import { toHex } from '../encoding/hex.ts';
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
  const ask = async (open: ReadonlyMap<string, VerifyJob>, signal?: AbortSignal): Promise<void> => {
    const found = await verifier.verify([...open.values()], signal);
    for (const [index, name] of [...open.keys()].entries()) {
      answers.set(name, found[index] ?? false);
    }
  };
  return {
    name: verifier.name,
    async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
      const nameOf = questionNames();
      const names: string[] = [];
      const asked = new Set<string>();
      const running: Promise<void>[] = [];
      try {
        let length = partLength.first;
        for (let from = 0; from < jobs.length;) {
          const open = new Map<string, VerifyJob>();
          const part = jobs.slice(from, from + length);
          from += part.length;
          length = Math.min(2 * length, partLength.most);
          for (const job of part) {
            const name = nameOf(job);
            names.push(name);
            if (answers.has(name) || asked.has(name)) continue;
            asked.add(name);
            open.set(name, job);
          }
          running.push(ask(open, signal));
          await running.at(-2);
        }
        await Promise.all(running);
      } finally {
        // Nothing goes on behind the back of a caller who was told that it is over.
        await Promise.allSettled(running);
      }
      return names.map((name) => answers.get(name) ?? false);
    },
  };
}

/** Each question by the digests of its parts; never by the identity of a buffer, which can change later. */
function questionNames(): (job: VerifyJob) => string {
  const digests = new Map<Uint8Array, Sha256Hex>();
  return ({ key, scheme, bytes, signature }) => {
    const digest = digests.get(bytes) ?? sha256Hex(bytes);
    digests.set(bytes, digest);
    return `${scheme} ${key.digest} ${digest} ${exactText(signature)}`;
  };
}

/** Different bytes give different texts: one character a byte where they are few, which takes half as long. */
function exactText(bytes: Uint8Array): string {
  return bytes.length > 1024 ? toHex(bytes) : Reflect.apply(String.fromCharCode, null, bytes);
}

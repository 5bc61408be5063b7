import { namesInWords } from '../../src/ceremony/names-in-words.ts';
import type { Seats } from '../../src/contract/values.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { roleSpkis, type Root } from '../../src/tuf/root.ts';
import { countSignatures } from '../../src/tuf/threshold.ts';

/** Who holds a public key, by name; null where nobody is known for it. */
export type NameOf = (spki: SpkiDigest) => string | null;

/** One threshold and who has signed towards it, verified now. */
export interface Progress {
  /** The version whose keyholders these are. */
  readonly version: number;
  readonly threshold: number;
  readonly met: boolean;
  readonly signed: readonly SpkiDigest[];
  /** Every key of the role, each once. */
  readonly keys: readonly SpkiDigest[];
}

/**
 * Progress of a staged root towards the thresholds of the version before it and of its own, apart
 * (TUF specification 1.0, section 5.3.4). The former is left out for a first root.
 */
export async function progressOf(
  staged: Root,
  previous: Root | null,
  verifier: Verifier,
): Promise<readonly Progress[]> {
  const judges = previous === null ? [staged] : [previous, staged];
  return Promise.all(
    judges.map(async (judge): Promise<Progress> => {
      const role = judge.roles.root;
      const count = await countSignatures(staged.metadata, judge.keys, role, verifier);
      return {
        version: judge.version,
        threshold: role.threshold,
        met: count.met,
        signed: count.distinct,
        keys: roleSpkis(judge, 'root'),
      };
    }),
  );
}

/** A threshold as seats: those who signed first, then you if you are still to sign, then the missing, then the spare. */
export function seatsOf(progress: Progress, you: SpkiDigest | null, nameOf: NameOf): Seats {
  const { keys, signed, threshold, version } = progress;
  const name = (spki: SpkiDigest): string => nameOf(spki) ?? `key ${spki.slice(0, 8)}`;
  const waits = you !== null && keys.includes(you) && !signed.includes(you);
  const others = keys.filter((spki) => !signed.includes(spki) && !(waits && spki === you));
  const still = Math.max(0, threshold - signed.length - (waits ? 1 : 0));
  return {
    title: `Keyholders of version ${version}`,
    threshold,
    signed: signed.length,
    seats: [
      ...signed.map((spki) => ({ name: name(spki), state: 'in' as const })),
      ...(waits && you !== null ? [{ name: name(you), state: 'you' as const }] : []),
      ...others.map((spki, index) => ({
        name: name(spki),
        state: index < still ? ('needed' as const) : ('spare' as const),
      })),
    ],
    sentence: [signedSentence(signed.map(name)), yourSentence(progress, you)].join(' ').trim(),
  };
}

function signedSentence(names: readonly string[]): string {
  return names.length === 0 ? 'Nobody has signed yet.' : `${namesInWords(names)}.`;
}

function yourSentence({ keys, signed, threshold, met }: Progress, you: SpkiDigest | null): string {
  if (you === null) return met ? 'That is enough.' : '';
  if (!keys.includes(you)) return 'You are not one of them.';
  if (signed.includes(you)) return met ? 'With yours, that is enough.' : 'Yours is in.';
  if (met) return 'That is enough. Yours is one more.';
  const left = threshold - signed.length;
  return left === 1 ? 'Yours completes this one.' : '';
}

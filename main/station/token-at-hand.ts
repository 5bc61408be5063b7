import { participantOf } from '../../src/ceremony/roster.ts';
import type { KeyMarks } from '../../src/ceremony/rehearsal.ts';
import { isPracticeLabel } from '../tokens/practice-store.ts';
import type { KeyRef, PresentToken, TokenRef, Tokens, VisibleKey } from '../tokens/token.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import type { TokenQuestion } from './token-view.ts';
import { withRecordedKey } from './yubihsm/recorded-key.ts';

/** A ceremony in so far as it says who sits here, and who chose which token. */
export type Seated = Pick<OpenCeremony, 'plan' | 'records' | 'youOrNull'>;

/** What decides which token this person may use, or null while nobody sits here. */
export function tokenQuestion(ceremony: Seated | null): TokenQuestion | null {
  const you = ceremony?.youOrNull ?? null;
  if (ceremony === null || you === null) return null;
  const taken = new Map<string, string>();
  for (const record of ceremony.records) {
    if (
      record.kind !== 'token.chosen' ||
      record.participant === null ||
      record.participant === you.id
    )
      continue;
    const name = participantOf(ceremony.plan, record.participant)?.name;
    if (name !== undefined) taken.set(record.data.serial, name);
  }
  return { plan: ceremony.plan, you, taken };
}

/** A present token that can be used: it tells a serial of its own. */
export type UsableToken = PresentToken & { readonly ref: TokenRef };

/** The token that this person chose, if it is present now. Two of one serial are none. */
export async function chosenToken(
  tokens: Pick<Tokens, 'list'>,
  ceremony: OpenCeremony,
): Promise<UsableToken | null> {
  const serial = ceremony.state.token?.data.serial;
  if (serial === undefined) return null;
  const present = (await tokens.list()).tokens.filter(
    (token): token is UsableToken =>
      token.ref !== null &&
      String(token.serial) === serial &&
      token.practice === isRehearsal(ceremony),
  );
  const [only, another] = present;
  if (only === undefined || another !== undefined) return null;
  return withRecordedKey(only, ceremony);
}

/** @throws StepError `token.not-present`, naming the serial that has to be plugged in */
export async function requireChosenToken(
  tokens: Pick<Tokens, 'list'>,
  ceremony: OpenCeremony,
): Promise<UsableToken> {
  const token = await chosenToken(tokens, ceremony);
  if (token !== null) return token;
  const serial = ceremony.state.token?.data.serial;
  throw new StepError(
    'token.not-present',
    serial === undefined ? 'no token has been chosen' : 'your token is not plugged in',
    {
      ...(serial === undefined ? {} : { expected: serial }),
      found: serial === undefined ? 'none' : 'not there',
      hint:
        serial === undefined
          ? 'Go back and choose your token.'
          : `Plug in ${serial}. Its number is printed on the back.`,
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    },
  );
}

/**
 * The key of this ceremony on the token, found by its public key: serial and digest have to be those of the record.
 * @throws StepError `key.swapped` if the token holds no such key, with both sides named
 */
export function requireKey(token: UsableToken, spkiDigest: string): KeyRef {
  const key = token.keys.find((each) => each.spkiDigest === spkiDigest);
  if (key?.spkiDigest === undefined || key.spkiDigest === null) {
    throw new StepError('key.swapped', 'the token does not hold the key of this ceremony', {
      expected: `key ${spkiDigest.slice(0, 8)}`,
      found: keysInWords(token.keys),
      place: token.ref.serial,
      hint: 'Plug in the token on which the key was made. Tell the host if it is this one.',
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
  }
  return { ...token.ref, id: key.id, spkiDigest: key.spkiDigest };
}

/**
 * The marks of practice that a token and its key object have. A virtual YubiKey has no label and no place of its own: the
 * certificate of the device stands for both, and every attestation of it ends where that does.
 */
export function marksOf(
  { label, practice, deviceRoot }: Pick<PresentToken, 'label' | 'practice' | 'deviceRoot'>,
  keyObject: boolean,
): KeyMarks {
  return {
    keyObject,
    label: isPracticeLabel(label) || deviceRoot === 'practice-root',
    store: practice,
    attestation: deviceRoot,
  };
}

function isRehearsal(ceremony: OpenCeremony): boolean {
  return ceremony.plan.mode === 'rehearsal';
}

function keysInWords(keys: readonly VisibleKey[]): string {
  if (keys.length === 0) return 'no key';
  return keys
    .map(({ spkiDigest }) =>
      spkiDigest === null ? 'a key that cannot be read' : `key ${spkiDigest.slice(0, 8)}`,
    )
    .join(', ');
}

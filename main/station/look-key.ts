import type { KeyLook, KeyView } from '../../src/contract/keyholder.ts';
import type { Problem } from '../../src/contract/values.ts';
import { halfMade, keyToTakeUp } from './adopt-key.ts';
import { StepError } from './desk.ts';
import { keyClaims } from './evidence-card.ts';
import type { Work } from './handlers.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { pinRules } from './pin-rules.ts';
import { chosenToken, tokenQuestion, type UsableToken } from './token-at-hand.ts';
import { tokenView } from './token-view.ts';
import { mayHoldKey } from './yubihsm/key-behind-pin.ts';
import { isYubikey } from './yubikey/is-yubikey.ts';
import { type YubikeyLook, lookYubikey } from './yubikey/look-yubikey.ts';

const whyItIsThere = {
  'cut-off': 'The making of this key did not come to its end. The key is on the token.',
  'earlier-ceremony': 'This key stands in the root in use, and it is on the token.',
} as const;

/** What the person sees before a key is made: the token, its tries, what will happen, and what stands in the way. */
export async function lookKey(
  work: Pick<Work, 'desk' | 'tokenId'>,
  ceremony: OpenCeremony,
): Promise<KeyLook> {
  const { state } = ceremony;
  const token = await chosenToken(work.desk.tokens, ceremony);
  const serial = state.token?.data.serial ?? '';
  const open = token === null || state.key !== null ? null : token;
  const there = open === null ? null : await keyToTakeUp(ceremony, open);
  const yubikey =
    open !== null && isYubikey(open) ? await lookYubikey(work.desk.tokens, ceremony, open) : null;
  const choose = token !== null && !token.flags.pinInitialised;
  return {
    token: token === null ? null : viewOf(work, ceremony, token, yubikey),
    pin: choose ? 'choose' : 'enter',
    rules: choose ? pinRules(token) : [],
    willDo: yubikey?.willDo ?? [
      ...(endedHalfMade(ceremony, serial)
        ? [
            'Your key was begun before, and only its public half was made. That half stays on the token and can do nothing.',
          ]
        : []),
      ...(choose ? ['Your PIN is set on the token.'] : []),
      `A new key is made on ${serial}. It cannot leave the token.`,
      'The key is read back, and signs a fresh challenge.',
    ],
    made: state.key === null ? null : keyView(ceremony),
    unfinished:
      there === null
        ? null
        : { origin: there.origin, spkiSha256: there.spki, sentence: whyItIsThere[there.origin] },
    mayHold: open === null ? null : await mayHoldKey(ceremony, open),
    setUpFirst: there === null ? (yubikey?.setUpFirst ?? null) : null,
    loses: there === null ? (yubikey?.loses ?? null) : null,
    problem: token === null && state.key === null ? absent(serial) : null,
  };
}

/** What stopped the making of a key on this token last was that only half of one was there. */
function endedHalfMade({ records, you }: OpenCeremony, serial: string): boolean {
  const stop = records.findLast(
    (record) =>
      record.kind === 'act.stopped' &&
      record.participant === you.id &&
      record.data.act === 'key' &&
      record.data.serial === serial,
  );
  return stop?.kind === 'act.stopped' && stop.data.code === halfMade;
}

/** The key of this person as it was recorded. @throws StepError `step.too-early` */
export function keyView(ceremony: OpenCeremony): KeyView {
  const { key } = ceremony.state;
  if (key === null) throw noKey();
  const claims = keyClaims(key);
  return {
    algorithm: claims[0]?.value ?? key.data.scheme,
    spkiSha256: key.data.spki,
    madeAt: key.at,
    claims,
  };
}

export function noKey(): StepError {
  return new StepError('step.too-early', 'no key has been made yet', {
    hint: 'Go back to Key and make it.',
  });
}

function viewOf(
  work: Pick<Work, 'tokenId'>,
  ceremony: OpenCeremony,
  token: UsableToken,
  yubikey: YubikeyLook | null,
): KeyLook['token'] {
  const view = tokenView(token, work.tokenId(token), tokenQuestion(ceremony));
  return yubikey === null ? view : { ...view, tries: yubikey.tries };
}

function absent(serial: string): Problem {
  return {
    code: 'token.not-present',
    message: 'Your token is not plugged in',
    expected: serial,
    found: 'not there',
    place: null,
    hint: `Plug in ${serial}. Its number is printed on the back.`,
    notDone: ['No key was made.', 'No PIN was sent.'],
  };
}

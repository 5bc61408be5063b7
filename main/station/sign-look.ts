import type { SignLook } from '../../src/contract/keyholder.ts';
import type { NetworkState } from '../../src/contract/station.ts';
import type { Problem } from '../../src/contract/values.ts';
import { offlineVerdict } from '../../src/ceremony/offline.ts';
import type { PresentToken } from '../tokens/token.ts';
import { triesInWords } from './count-words.ts';
import type { Desk } from './desk.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { chosenToken, tokenQuestion, type UsableToken } from './token-at-hand.ts';
import { tokenView, triesLeft } from './token-view.ts';
import { touchOf } from './touch-of.ts';
import { isYubikey, wasYubikey } from './yubikey/is-yubikey.ts';

/** How the look names tokens, and whether a token is at work: then it is asked nothing beside that. */
interface SignSight {
  readonly idOf: (token: PresentToken) => string;
  readonly busy: boolean;
}

/** What the person sees before the PIN: the token, its tries, what is signed, and what stands in the way. */
export async function lookSign(
  desk: Desk,
  ceremony: OpenCeremony,
  network: NetworkState,
  { idOf, busy }: SignSight,
): Promise<SignLook> {
  const { state, plan } = ceremony;
  if (
    state.review === null ||
    state.key === null ||
    state.steps.find(({ step }) => step === 'review')?.done !== true
  ) {
    throw new StepError('step.too-early', 'the root has not been reviewed', {
      hint: 'Go back to Review.',
      notDone: ['Nothing was signed.'],
    });
  }
  const { serial } = state.key.data;
  const token = await chosenToken(desk.tokens, ceremony);
  const practice = plan.mode === 'rehearsal';
  const other = token === null ? await mismatch(desk, ceremony, serial) : otherKey(ceremony, token);
  return {
    token: token === null ? null : tokenView(token, idOf(token), tokenQuestion(ceremony)),
    serial,
    tries: token === null ? 'Plug in the token to see its tries' : await tries(desk, token, busy),
    touch: touchOf(ceremony, token),
    pinPad: token?.flags.protectedPath ?? false,
    title: `You are signing ${practice ? 'a practice root' : 'root'} version ${plan.tuf.rootVersion}`,
    sha256: state.review.data.signedSha256,
    mismatch: other,
    problem: wayOut(ceremony, network),
    signed: state.signature !== null,
  };
}

/** A YubiKey tells its tries, without one being used; of other tokens only flags are known. */
async function tries({ tokens }: Desk, token: UsableToken, busy: boolean): Promise<string> {
  if (busy || !isYubikey(token)) return triesLeft(token);
  const { pin } = await tokens.yubikeys.status(token.ref);
  return triesInWords(pin.triesLeft);
}

/** The right token with another key on it: somebody made a new one there, or it is another device with this number. */
function otherKey({ state }: OpenCeremony, token: UsableToken): SignLook['mismatch'] {
  const spki = state.key?.data.spki ?? '';
  // While it is read anew a token may show no key at all; signing looks again before the PIN.
  if (token.keys.length === 0 || token.keys.some(({ spkiDigest }) => spkiDigest === spki))
    return null;
  return {
    what: 'key',
    expected: spki.slice(0, 8),
    found: token.keys
      .map(({ spkiDigest }) => spkiDigest?.slice(0, 8) ?? 'a key')
      .join(', ')
      .slice(0, 200),
    explanation: `${token.ref.serial} does not hold the key that you exported. It holds another one.`,
  };
}

/** Another single token where the planned one should be: both sides, so that the digits can be compared. */
async function mismatch(
  desk: Desk,
  ceremony: OpenCeremony,
  serial: string,
): Promise<SignLook['mismatch']> {
  const rehearsal = ceremony.plan.mode === 'rehearsal';
  // A practice token is a file, and always there: it is in nobody's place where a YubiKey was chosen.
  const yubikey = wasYubikey(ceremony.state.token);
  const others = (await desk.tokens.list()).tokens.filter(
    (token) =>
      token.serial !== null && token.practice === rehearsal && (!yubikey || isYubikey(token)),
  );
  const [other, another] = others;
  if (other?.serial == null || another !== undefined) return null;
  return {
    what: 'token',
    expected: serial,
    found: other.serial,
    explanation: `${serial} holds your key. ${other.serial} is plugged in, and is not used.`,
  };
}

/** In a real ceremony a way out of this machine stops the step, until a deviation says who decided to go on. */
export function wayOut(
  ceremony: Pick<OpenCeremony, 'plan' | 'records'>,
  network: NetworkState,
): Problem | null {
  const verdict = offlineVerdict(ceremony.plan.mode, network.way, ceremony.records);
  if (verdict.allowed) return null;
  return {
    code: 'network.way-out',
    message:
      verdict.reason === 'way-out'
        ? 'This machine has a way out to a network'
        : 'This machine does not tell whether it has a way out',
    expected: 'no way out',
    found: network.sentence,
    place: null,
    hint: 'Take out the cable and switch off every radio. Or record a deviation with the host, and go on.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  };
}

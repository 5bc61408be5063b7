import type { SignLook } from '../../src/contract/keyholder.ts';
import type { NetworkState } from '../../src/contract/station.ts';
import type { Problem } from '../../src/contract/values.ts';
import { offlineVerdict } from '../../src/ceremony/offline.ts';
import type { PresentToken } from '../tokens/token.ts';
import type { Desk } from './desk.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { chosenToken, tokenQuestion } from './token-at-hand.ts';
import { tokenView, triesLeft } from './token-view.ts';

/** What the person sees before the PIN: the token, its tries, what is signed, and what stands in the way. */
export async function lookSign(
  desk: Desk,
  ceremony: OpenCeremony,
  network: NetworkState,
  idOf: (token: PresentToken) => string,
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
  return {
    token: token === null ? null : tokenView(token, idOf(token), tokenQuestion(ceremony)),
    serial,
    tries: token === null ? 'Plug in the token to see its tries' : triesLeft(token),
    touch: practice ? 'screen' : plan.keys.touch === 'never' ? 'none' : 'token',
    pinPad: token?.flags.protectedPath ?? false,
    title: `You are signing ${practice ? 'a practice root' : 'root'} version ${plan.tuf.rootVersion}`,
    sha256: state.review.data.signedSha256,
    mismatch: token === null ? await mismatch(desk, ceremony, serial) : null,
    problem: wayOut(ceremony, network),
    signed: state.signature !== null,
  };
}

/** Another single token where the planned one should be: both sides, so that the digits can be compared. */
async function mismatch(
  desk: Desk,
  ceremony: OpenCeremony,
  serial: string,
): Promise<SignLook['mismatch']> {
  const rehearsal = ceremony.plan.mode === 'rehearsal';
  const others = (await desk.tokens.list()).tokens.filter(
    (token) => token.serial !== null && token.practice === rehearsal,
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

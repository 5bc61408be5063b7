import { schemeOf } from '../../src/ceremony/roster.ts';
import type { SignPhase } from '../../src/contract/keyholder.ts';
import type { NetworkState } from '../../src/contract/station.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { recordFoundSignature } from '../ceremonies/unrecorded-signature.ts';
import { nodeVerifier } from '../verification/node.ts';
import type { Desk } from './desk.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { cancelledTouch, type ScreenTouch } from './screen-touch.ts';
import { requireNoProblem, reviewMatter, reviewProblem } from './review-root.ts';
import { phase, requireReviewed, signStagedRoot } from './sign-root.ts';
import { isOnStagedRoot } from './signature-check.ts';
import { requireOffline } from './network-gate.ts';
import { waitsForTouch } from './record-touch.ts';
import { requireChosenToken, requireKey } from './token-at-hand.ts';
import { TouchCountdown } from './token-touch.ts';
import { touchOf } from './touch-of.ts';
import { isYubikey } from './yubikey/is-yubikey.ts';
import { requireSameAttested } from './yubikey/same-attested.ts';

/** What the person gave: the digest that was on screen, and the PIN. */
export interface SignInput {
  readonly sha256: string;
  readonly pin: string | null;
}

/**
 * This person's signature on the staged root: the network is looked at again, the token and its key are matched with
 * the record, the PIN is proved, the touch is awaited, and the act runs once.
 * @throws StepError, TokenError, RehearsalError, FolderError
 */
export async function signStep(
  desk: Desk,
  ceremony: OpenCeremony,
  network: NetworkState,
  screen: ScreenTouch,
  input: SignInput,
  tell: (phase: SignPhase) => void,
  signal: AbortSignal,
): Promise<void> {
  if (await signedBefore(ceremony, input.sha256)) return;
  const { state } = ceremony;
  const open = state.steps.find(({ step, done }) => !done && step !== 'sign' && step !== 'done');
  if (open !== undefined || state.key === null)
    throw tooEarly(`the step ${open?.step ?? 'key'} is not done`, 'Go back to it first.');
  if (state.review?.data.signedSha256 !== input.sha256)
    throw tooEarly('this root has not been reviewed', 'Go back to Review.');
  await requireReviewed(ceremony, input.sha256);
  const matter = await reviewMatter(ceremony);
  if (matter !== null) requireNoProblem(reviewProblem(ceremony, matter), 'Nothing was signed.');
  await requireOffline(ceremony, network);
  const token = await requireChosenToken(desk.tokens, ceremony);
  const key = requireKey(token, state.key.data.spki);
  const touch = touchOf(ceremony, token);
  await requireSameAttested(ceremony, { participant: ceremony.you.id, key, tokens: desk.tokens });
  const countdown = new TouchCountdown(
    (left) => tell(phase('touch', 'now', left)),
    isYubikey(token) ? 0 : waitsForTouch,
  );
  try {
    await signStagedRoot({
      tokens: desk.tokens,
      ceremony,
      participant: ceremony.you,
      token,
      key,
      pin: input.pin,
      signedSha256: input.sha256,
      tell: (report) => {
        countdown.stop();
        if (report.phase === 'check' && report.state === 'now' && countdown.started)
          tell(phase('touch', 'done'));
        tell(report);
      },
      signal,
      onSigning() {
        if (touch === 'screen') return;
        tell(phase('pin', 'done'));
        if (touch === 'token') countdown.start();
      },
      async touch() {
        if (touch !== 'screen') return;
        // A practice token costs nothing to ask: its PIN is proved before the finger, as a YubiKey does it.
        await desk.tokens.challenge({
          key,
          scheme: schemeOf(ceremony.plan, ceremony.you.id),
          pin: input.pin,
          signal,
        });
        tell(phase('pin', 'done'));
        await screen.wait((left) => {
          tell(phase('touch', 'now', left));
        }, signal);
        tell(phase('touch', 'done'));
      },
    });
  } catch (error) {
    throw signal.aborted && !(error instanceof StationError) ? cancelledTouch() : error;
  } finally {
    countdown.stop();
  }
}

/**
 * After a crash or a full disk the signature may be in the file and not in the record: it is recorded now, and nothing
 * is signed a second time. A signature on record that is not in the file any more is made again.
 * @returns true if there is nothing left to sign
 * @throws StepError `step.too-early` if this root was signed before
 */
async function signedBefore(ceremony: OpenCeremony, signedSha256: string): Promise<boolean> {
  const { folder, you } = ceremony;
  const found = await recordFoundSignature(
    folder,
    you.id,
    [nodeVerifier, nobleVerifier],
    ceremony.now(),
  );
  if (found?.data.signedSha256 === signedSha256) return true;
  const { signature } = ceremony.state;
  if (signature === null || !(await isOnStagedRoot(ceremony, signature.data.spki))) return false;
  throw tooEarly('you have signed this root already', 'Go on to Done.');
}

function tooEarly(message: string, hint: string): StepError {
  return new StepError('step.too-early', message, { hint, notDone: ['Nothing was signed.'] });
}

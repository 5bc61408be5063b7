import type { SignPhase } from '../../src/contract/keyholder.ts';
import type { NetworkState } from '../../src/contract/station.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import type { Desk } from './desk.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { type ScreenTouch, touchSeconds } from './screen-touch.ts';
import { phase, signStagedRoot } from './sign-root.ts';
import { wayOut } from './sign-look.ts';
import { requireChosenToken, requireKey } from './token-at-hand.ts';

/** Milliseconds after which a token that has not answered is taken to wait for a finger. */
const waitsForTouch = 400;

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
  const { state } = ceremony;
  if (state.signature !== null)
    throw tooEarly('you have signed this root already', 'Go on to Done.');
  if (
    state.review?.data.signedSha256 !== input.sha256 ||
    state.reviewRows.length < 8 ||
    state.key === null
  )
    throw tooEarly('this root has not been reviewed', 'Go back to Review.');
  const stopped = wayOut(ceremony, network);
  if (stopped !== null) {
    throw new StepError('network.way-out', stopped.message, {
      expected: stopped.expected ?? '',
      found: stopped.found ?? '',
      hint: stopped.hint,
      notDone: stopped.notDone,
    });
  }
  await recordNetwork(ceremony, network);
  const token = await requireChosenToken(desk.tokens, ceremony);
  const key = requireKey(token, state.key.data.spki);
  const practice = ceremony.plan.mode === 'rehearsal';
  const finger = practice ? null : new HardwareTouch(tell);
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
        finger?.stop();
        tell(report);
      },
      signal,
      async touch() {
        if (finger !== null) return finger.start();
        // A practice token costs nothing to ask: its PIN is proved before the finger, as a YubiKey does it.
        await desk.tokens.challenge({
          key,
          scheme: ceremony.plan.keys.scheme,
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
    throw signal.aborted && !(error instanceof StationError) ? cancelled() : error;
  } finally {
    finger?.stop();
  }
}

/** Counts down while a token does not answer: nothing tells when it waits for a finger, except that it is slow. */
class HardwareTouch {
  readonly #tell: (phase: SignPhase) => void;
  #timers: NodeJS.Timeout[] = [];

  constructor(tell: (phase: SignPhase) => void) {
    this.#tell = tell;
  }

  start(): void {
    for (let second = 0; second <= touchSeconds; second += 1) {
      this.#timers.push(
        setTimeout(
          () => {
            this.#tell(phase('touch', 'now', touchSeconds - second));
          },
          waitsForTouch + second * 1000,
        ),
      );
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }
}

/** What the station saw of the network goes into the record when it differs from what stands there. */
export async function recordNetwork(ceremony: OpenCeremony, network: NetworkState): Promise<void> {
  const { at: _at, ...data } = network;
  const last = ceremony.records.findLast((record) => record.kind === 'network.looked');
  if (last?.kind === 'network.looked' && JSON.stringify(last.data) === JSON.stringify(data)) return;
  await ceremony.append({ kind: 'network.looked', participant: null, data });
}

function tooEarly(message: string, hint: string): StepError {
  return new StepError('step.too-early', message, { hint, notDone: ['Nothing was signed.'] });
}

function cancelled(): StepError {
  return new StepError('touch.cancelled', 'you cancelled before the touch', {
    hint: 'Start again when you are ready.',
    notDone: ['Nothing was signed.', 'No PIN try was lost.'],
  });
}

import { StationError } from '../../src/encoding/station-error.ts';
import type { PlayedTokens } from './played-tokens.ts';
import type { Tokens } from '../tokens/token.ts';
import type { StationFolders } from './folders.ts';
import { type OpenCeremony, SeatError } from './open-ceremony.ts';

/** What the station has at hand for every act. */
export interface Desk {
  readonly folders: StationFolders;
  /** The tokens of the person who sits here. */
  readonly tokens: Tokens;
  /** The practice tokens of colleagues whom the station plays in a rehearsal. */
  readonly colleagues: PlayedTokens;
  /** The program and its version, for the record. */
  readonly station: string;
  /** Why only rehearsals and audits are offered, or null. */
  readonly rehearsalOnly: string | null;
  /** Whether an act is under way, so that no token is asked anything beside it; left out where nothing else runs. */
  readonly atWork?: () => boolean;
  /** The clock: RFC 3339, UTC, whole seconds. */
  now(): string;
}

/** Holds at most one open ceremony. */
export class CeremonyTable {
  #open: OpenCeremony | null = null;

  get openOrNull(): OpenCeremony | null {
    return this.#open;
  }

  /** @throws SeatError `ceremony.none-open` */
  get open(): OpenCeremony {
    if (this.#open !== null) return this.#open;
    throw new SeatError('ceremony.none-open', 'no ceremony is open', {
      hint: 'Go back to the first screen and open a ceremony.',
    });
  }

  /**
   * For a call that only looks. What it saw, and why it could not see, is dropped if the ceremony was closed meanwhile:
   * in a folder that is closed every file seems to be missing.
   * @throws SeatError `ceremony.none-open`
   */
  async look<Seen>(see: (ceremony: OpenCeremony) => Promise<Seen> | Seen): Promise<Seen> {
    const ceremony = this.open;
    let seen;
    try {
      seen = await see(ceremony);
    } catch (error) {
      throw this.#open === ceremony ? error : closedMeanwhile();
    }
    if (this.#open === ceremony) return seen;
    throw closedMeanwhile();
  }

  /** Puts a ceremony on the table; the one before it is closed first, so that its lock is free. */
  async place(ceremony: OpenCeremony): Promise<void> {
    await this.clear();
    this.#open = ceremony;
  }

  async clear(): Promise<void> {
    const before = this.#open;
    this.#open = null;
    await before?.folder.close();
  }
}

function closedMeanwhile(): SeatError {
  return new SeatError('ceremony.none-open', 'the ceremony was closed meanwhile', {
    hint: 'Open it again. Everything that was done is in it.',
  });
}

/** What can be wrong with a root that is to be signed or published. */
export type RootProblemCode =
  | 'root.other-version'
  | 'root.predecessor-missing'
  | 'root.predecessor-invalid'
  | 'root.unexplained'
  | 'root.not-as-planned';

/** Raised when a step is asked for before what it hangs on. */
export class StepError extends StationError<
  | 'step.too-early'
  | 'step.rows-missing'
  | 'step.changed'
  | 'deviation.text'
  | 'token.not-planned'
  | 'token.not-present'
  | 'token.left-alone'
  | 'pin.differ'
  | 'pin.weak'
  | 'key.swapped'
  | 'key.not-confirmed'
  | 'key.none-of-these'
  | 'key.half-made'
  | 'token.set-up-first'
  | 'attestation.absent'
  | 'attestation.mismatch'
  | 'attestation.not-vouched'
  | 'network.way-out'
  | 'root.nothing-to-sign'
  | RootProblemCode
  | 'signature.disagreement'
  | 'touch.timeout'
  | 'touch.cancelled'
  | 'host.not-ready'
  | 'publish.client-refuses'
  | 'publish.not-yet'
  | 'publish.goes-back'
  | 'publish.other-bytes'
  | 'publish.other-mode'
  | 'script.other-act'
  | 'undo.nothing'
  | 'undo.signed'
  | 'undo.acceptable'
  | 'ceremony.abandoned'
  | 'practice.only'
> {}

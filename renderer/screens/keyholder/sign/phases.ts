import type { SignLook, SignPhase } from '../../../../src/contract/keyholder.ts';

/** One line of the four that are always shown while a signature is made. */
export interface PhaseLine {
  readonly id: SignPhase['phase'];
  readonly words: string;
  readonly state: 'done' | 'now' | 'to-come' | 'failed';
  /** Right-hand note: tries left, seconds, or that it stopped there. */
  readonly note: string;
}

/** The phase that the token or the station is in. */
export type ActNow = SignPhase['phase'];

const order = ['pin', 'touch', 'check', 'write'] as const;

const ahead: Record<ActNow, string> = {
  pin: 'Check the PIN',
  touch: 'Touch',
  check: 'Check the signature, twice',
  write: 'Write it to the ceremony folder',
};

const behind: Record<ActNow, string> = {
  pin: 'PIN accepted',
  touch: 'Touched',
  check: 'Signature checked, twice',
  write: 'Written to the ceremony folder',
};

/** What the last word of the station about each phase was; a phase it never spoke of is absent. */
export type PhasesSoFar = ReadonlyMap<ActNow, SignPhase>;

/** Gathers the station's reports, in their order: the last one about a phase counts. */
export function phasesSoFar(reports: readonly SignPhase[]): PhasesSoFar {
  return new Map(reports.map((report) => [report.phase, report]));
}

/**
 * The four lines in their fixed order. The last phase that was reported is now, or failed when the signing stopped;
 * everything before it is done, also a phase the station skipped (a token that needs no touch).
 */
export function phaseLines(
  soFar: PhasesSoFar,
  { touch, stopped = false }: { touch: SignLook['touch']; stopped?: boolean },
): readonly PhaseLine[] {
  const reached = order.findLastIndex((id) => soFar.has(id));
  return order.map((id, index) => {
    const report = soFar.get(id);
    const state = stateOf(index, reached, report, stopped);
    return {
      id,
      words: wordsOf(id, state, touch, report),
      state,
      note: noteOf(id, state, touch, report),
    };
  });
}

function stateOf(
  index: number,
  reached: number,
  report: SignPhase | undefined,
  stopped: boolean,
): PhaseLine['state'] {
  if (index < reached) return 'done';
  if (index > reached || report === undefined) return 'to-come';
  if (report.state === 'done') return 'done';
  return stopped ? 'failed' : 'now';
}

function wordsOf(
  id: ActNow,
  state: PhaseLine['state'],
  touch: SignLook['touch'],
  report: SignPhase | undefined,
): string {
  if (id === 'touch' && (touch === 'none' || (state === 'done' && report === undefined)))
    return 'No touch needed';
  return state === 'done' ? behind[id] : ahead[id];
}

function noteOf(
  id: ActNow,
  state: PhaseLine['state'],
  touch: SignLook['touch'],
  report: SignPhase | undefined,
): string {
  if (state === 'failed') return 'stopped';
  if (report !== undefined && report.note !== '') return report.note;
  const awaited = id === 'touch' && touch !== 'none' && state !== 'done';
  return awaited ? '15 seconds' : '';
}

/** Where the act stands; before the first report it is the PIN's turn. */
export function actNow(soFar: PhasesSoFar): ActNow {
  return order.findLast((id) => soFar.has(id)) ?? 'pin';
}

/** Whole seconds left while the token waits for a finger, else null. */
export function secondsLeft(soFar: PhasesSoFar): number | null {
  const touch = soFar.get('touch');
  return actNow(soFar) === 'touch' && touch?.state === 'now' ? touch.secondsLeft : null;
}

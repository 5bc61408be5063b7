import type { SignPhase } from '../../../../src/contract/keyholder.ts';

/** One line of the four that are always shown while a signature is made. */
export interface PhaseLine {
  readonly id: SignPhase['phase'];
  readonly words: string;
  readonly state: 'done' | 'now' | 'to-come' | 'failed';
  /** Right-hand note: tries left, seconds. */
  readonly note: string;
}

interface PhaseWords {
  readonly ahead: string;
  readonly done: string;
}

const order = ['pin', 'touch', 'check', 'write'] as const;

const words: Record<SignPhase['phase'], PhaseWords> = {
  pin: { ahead: 'Check the PIN', done: 'PIN accepted' },
  touch: { ahead: 'Touch', done: 'Touched' },
  check: { ahead: 'Check the signature, twice', done: 'Signature checked, twice' },
  write: { ahead: 'Write it to the ceremony folder', done: 'Written to the ceremony folder' },
};

/** What the last word of the station about each phase was; a phase it never spoke of is absent. */
export type PhasesSoFar = ReadonlyMap<SignPhase['phase'], SignPhase>;

/** Adds one progress report. A later phase means that the earlier ones are behind us. */
export function withPhase(soFar: PhasesSoFar, report: SignPhase): PhasesSoFar {
  return new Map([...soFar, [report.phase, report]]);
}

/**
 * The four lines in their fixed order. The last phase that was reported is now, or failed when the signing stopped;
 * everything before it is done, also a phase the station skipped (a token that needs no touch).
 */
export function phaseLines(soFar: PhasesSoFar, stopped = false): readonly PhaseLine[] {
  const reached = order.findLastIndex((id) => soFar.has(id));
  return order.map((id, index) => {
    const report = soFar.get(id);
    const state = stateOf(index, reached, report, stopped);
    return {
      id,
      words: state === 'done' ? doneWords(id, report) : words[id].ahead,
      state,
      note: report?.note ?? '',
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

function doneWords(id: SignPhase['phase'], report: SignPhase | undefined): string {
  return id === 'touch' && report === undefined ? 'No touch needed' : words[id].done;
}

/** Whole seconds left while the token waits for a finger, else null. */
export function secondsLeft(soFar: PhasesSoFar): number | null {
  const touch = soFar.get('touch');
  const later = soFar.has('check') || soFar.has('write');
  return touch?.state === 'now' && !later ? touch.secondsLeft : null;
}

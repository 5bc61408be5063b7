import type { Plan } from './plan.ts';
import type { TranscriptRecord } from './record.ts';
import { plannedActs } from './script.ts';
import { scriptState } from './script-state.ts';

/** A checkpoint that the script names: after which act, who signs, and who has. */
export interface OwedCheckpoint {
  /** The name of the act. */
  readonly act: string;
  readonly title: string;
  /** `next`: its act is not over yet. */
  readonly state: 'signed' | 'now' | 'next';
  /** By participant; how many lines of the record they signed when the act was over, or null. */
  readonly signers: readonly { readonly participant: string; readonly lines: number | null }[];
}

/**
 * The checkpoints of the plan's script against the record: one is due when its act is closed, and a signature counts for
 * it if it is over that line or a later one. Where nobody runs the script every one is due, and any signature counts.
 *
 * @param records of this plan, as they were read; that their signatures hold is asked elsewhere
 */
export function owedCheckpoints(
  plan: Plan,
  records: readonly TranscriptRecord[],
): readonly OwedCheckpoint[] {
  const state = scriptState(plan, records);
  const closedAt = new Map(state.done.map(({ planned, closed }) => [planned.id, closed.number]));
  return plannedActs(plan)
    .filter(({ checkpoint }) => checkpoint.length > 0)
    .map(({ id, title, checkpoint }) => {
      const from = state.phase === 'not-begun' ? 0 : (closedAt.get(id) ?? null);
      const signers = checkpoint.map((participant) => ({
        participant,
        lines: from === null ? null : signedLines(records, participant, from),
      }));
      const done = signers.every(({ lines }) => lines !== null);
      return { act: id, title, state: from === null ? 'next' : done ? 'signed' : 'now', signers };
    });
}

/** Participants whose signature on the record is due and not there, each once. */
export function whoOwesCheckpoints(
  plan: Plan,
  records: readonly TranscriptRecord[],
): readonly string[] {
  const owed = owedCheckpoints(plan, records).flatMap(({ state, signers }) =>
    state === 'now' ? signers.filter(({ lines }) => lines === null) : [],
  );
  return [...new Set(owed.map(({ participant }) => participant))];
}

function signedLines(
  records: readonly TranscriptRecord[],
  participant: string,
  from: number,
): number | null {
  const record = records.find(
    (each) =>
      each.kind === 'checkpoint.signed' &&
      each.participant === participant &&
      each.data.lines >= from,
  );
  return record?.kind === 'checkpoint.signed' ? record.data.lines : null;
}

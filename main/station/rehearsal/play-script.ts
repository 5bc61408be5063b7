import type { PlannedAct } from '../../../src/ceremony/script.ts';
import type { TroubleKind } from '../../../src/ceremony/trouble.ts';
import { scriptState } from '../../../src/ceremony/script-state.ts';
import { colleagueSigners } from '../colleagues.ts';
import type { Work } from '../handlers.ts';
import { scriptHandlers } from '../script-handlers.ts';
import { signRecord } from '../sign-record.ts';
import { chooseTrouble } from './choose-trouble.ts';
import { untilDone } from './find-way-out.ts';
import { plainCall, playAct, type ActStage, type Say } from './play-act.ts';
import { witnessAtHand } from './witness-at-hand.ts';

/** How long an act took. */
export interface MeasuredAct {
  readonly act: PlannedAct;
  readonly seconds: number;
}

/** How a script is played. */
export interface Performance {
  readonly say: Say;
  readonly signal: AbortSignal;
  /** Trouble to happen on the way; none where the list is empty. */
  readonly troubles: readonly TroubleKind[];
  /** Waits until the people in the room are done with an act; it is part of the time that the act takes. */
  readonly people: (act: PlannedAct) => Promise<void>;
  /** Seconds, from any moment on. */
  readonly clock: () => number;
}

/**
 * Plays the script of the open ceremony from its first act to its last, through the handlers that a page calls: each
 * act is closed only if it came to its end, with the initials of a witness.
 * @returns every act with the time it took
 * @throws whatever an act throws; the record says how far it came
 */
export async function playScript(
  work: Work,
  { say, signal, troubles, people, clock }: Performance,
): Promise<readonly MeasuredAct[]> {
  const handlers = scriptHandlers(work);
  const { plan, you } = work.table.open;
  const witness = witnessAtHand(plan, you.id);
  const measured: MeasuredAct[] = [];
  const tried: ActStage['tried'] = (deed) =>
    untilDone({ work, witness, say: (text) => say(`  ${text}`), signal }, deed);
  if (troubles.length > 0) await chooseTrouble(work.table.open, troubles);
  await handlers['script.begin'](null, plainCall(signal));
  for (;;) {
    const state = scriptState(plan, work.table.open.records);
    if (state.phase !== 'running') return measured;
    signal.throwIfAborted();
    const act = state.now.planned;
    const began = clock();
    say(act.title);
    await playAct({ work, act, witness, say: (what) => say(`  ${what}`), signal, tried });
    await people(act);
    await handlers['script.close']({ act: act.id, ...witness }, plainCall(signal));
    await signCheckpoint(work, act, say);
    measured.push({ act, seconds: clock() - began });
  }
}

async function signCheckpoint({ desk, table }: Work, act: PlannedAct, say: Say): Promise<void> {
  if (act.checkpoint.length === 0) return;
  const signers = await colleagueSigners(desk.colleagues, table.open);
  const chosen = signers.filter(({ participant }) => act.checkpoint.includes(participant));
  say(`  ${chosen.length} tokens sign the record`);
  await signRecord(table.open, chosen);
}

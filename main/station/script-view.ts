import type { ScriptView } from '../../src/contract/script.ts';
import { gateOf, type CeremonyFacts } from '../../src/ceremony/act-gate.ts';
import { clockReadings, middleOffset, settledClock } from '../../src/ceremony/ceremony-clock.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import { checkpointCost, type PlannedAct } from '../../src/ceremony/script.ts';
import { scriptState, type ClosedAct, type ScriptState } from '../../src/ceremony/script-state.ts';
import { whoOwesCheckpoints } from '../../src/ceremony/owed-checkpoints.ts';
import { offsetInWords } from '../../src/ceremony/script-text.ts';
import { witnessesFor } from '../../src/ceremony/witness.ts';
import { missingKeys } from '../../src/ceremony/assembly.ts';
import { delegateFacts } from './delegations/delegate-facts.ts';
import { heldKeys, keysByParticipant } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { shortOf } from './publish-root.ts';
import { isPublished, stagedRoot } from './root-at-hand.ts';
import { stagingDiffers } from './stage-root.ts';
import { troubleView } from './rehearsal/trouble-view.ts';
import { earlyExpiry } from './confirmed-date.ts';

type Act = ScriptView['acts'][number];

/** What has come about in the folder, read from the disk now. */
export async function ceremonyFacts(ceremony: OpenCeremony): Promise<CeremonyFacts> {
  const { folder, plan, records } = ceremony;
  if (plan.kind === 'delegation') return delegateCeremony(ceremony);
  const published = await isPublished(folder);
  const staged = (await stagedRoot(folder)) !== null && !(await stagingDiffers(ceremony));
  return {
    missing: missingKeys(plan, keysByParticipant(await heldKeys(folder))),
    staged,
    short: published ? [] : await shortOf(ceremony),
    published,
    unsigned: whoOwesCheckpoints(plan, records).map((id) => participantOf(plan, id)?.name ?? id),
    clock: settledClock(records),
  };
}

/** A delegate makes no root: only its keys, their answers and the metadata of its role are there. */
async function delegateCeremony(ceremony: OpenCeremony): Promise<CeremonyFacts> {
  const { folder, plan, records } = ceremony;
  return {
    missing: missingKeys(plan, keysByParticipant(await heldKeys(folder))),
    staged: false,
    short: [],
    published: false,
    unsigned: whoOwesCheckpoints(plan, records).map((id) => participantOf(plan, id)?.name ?? id),
    clock: settledClock(records),
    delegate: await delegateFacts(ceremony),
  };
}

/** The script as the host sees it. */
export async function scriptView(ceremony: OpenCeremony): Promise<ScriptView> {
  const { plan, records } = ceremony;
  const state = scriptState(plan, records);
  const now = 'now' in state ? state.now : null;
  return {
    phase: state.phase,
    acts: [
      ...state.done.map((act) => closedAct(ceremony, act)),
      ...(now === null
        ? []
        : [
            plannedAct(ceremony, now.planned, {
              state: 'now',
              deviations: happened(now.deviations),
            }),
          ]),
      ...state.next.map((act) => plannedAct(ceremony, act, { state: 'next', deviations: [] })),
    ],
    now:
      now === null
        ? null
        : {
            since: now.since,
            paused: now.paused,
            pausedSince: state.phase === 'paused' ? state.since : null,
          },
    close: await closeAction(ceremony, state),
    witnesses: witnessesFor(plan, ceremony.you.id).map(({ id, name }) => ({ id, name })),
    clock: clockView(ceremony, now?.planned.kind === 'clock'),
    dateNote: earlyExpiry({ plan, records, now: () => ceremony.now() }),
    troubles: troubleView(ceremony),
  };
}

function plannedAct(
  { plan }: OpenCeremony,
  act: PlannedAct,
  { state, deviations }: { state: Act['state']; deviations: string[] },
): Act {
  const nameOf = (id: string): string => participantOf(plan, id)?.name ?? id;
  return {
    id: act.id,
    title: act.title,
    expected: act.expected,
    who: act.who.map(nameOf),
    state,
    estimate: act.estimate,
    took: null,
    initials: null,
    deviations,
    checkpoint:
      act.checkpoint.length === 0
        ? null
        : { by: act.checkpoint.map(nameOf), ...checkpointCost(plan, act) },
  };
}

function closedAct(ceremony: OpenCeremony, act: ClosedAct): Act {
  const deviations = happened(act.deviations);
  return {
    ...plannedAct(ceremony, act.planned, { state: 'done', deviations }),
    took: act.took,
    initials: act.closed.data.initials,
  };
}

/** The newest of them, as many as the page takes; the record has all. */
function happened(deviations: ClosedAct['deviations']): string[] {
  return deviations.map(({ data }) => data.happened).slice(-64);
}

async function closeAction(
  ceremony: OpenCeremony,
  state: ScriptState,
): Promise<ScriptView['close']> {
  switch (state.phase) {
    case 'not-begun':
      return { ready: false, reason: 'The script has not begun.' };
    case 'ended':
      return { ready: false, reason: 'Every act is closed.' };
    case 'paused':
      return { ready: false, reason: 'The script is paused.' };
    case 'stopped':
      return { ready: false, reason: 'A deviation is open. Write it down first.' };
    case 'running': {
      const { ready, reason } = gateOf(ceremony.plan, state, await ceremonyFacts(ceremony));
      return { ready, reason };
    }
  }
}

function clockView({ plan, records }: OpenCeremony, now: boolean): ScriptView['clock'] {
  const readings = clockReadings(records);
  const settled = settledClock(records);
  const offset =
    readings.length === 0 ? null : middleOffset(readings.map(({ data }) => data.offset));
  return {
    now,
    readings: plan.participants.map(({ id, name }) => {
      const reading = readings.find(({ participant }) => participant === id);
      return {
        id,
        name,
        theirs: reading?.data.theirs ?? null,
        sentence:
          reading === undefined
            ? 'Has not read a clock yet'
            : `${reading.data.theirs.slice(11, 19)}, ${offsetInWords(reading.data.offset)}`,
      };
    }),
    proposal:
      offset === null
        ? null
        : `By ${readings.length} ${readings.length === 1 ? 'clock' : 'clocks'}, the ceremony’s time is ${offsetInWords(offset)}.`,
    settled:
      settled === null
        ? null
        : `The day is ${settled.data.date}. The ceremony’s time is ${offsetInWords(settled.data.offset)}.`,
    offset: settled?.data.offset ?? 0,
  };
}

import { closing, gateOf, refusedByScript } from '../../src/ceremony/act-gate.ts';
import {
  clockReadings,
  instantOfFace,
  middleOffset,
  shifted,
} from '../../src/ceremony/ceremony-clock.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { scriptState, type ScriptState } from '../../src/ceremony/script-state.ts';
import { witnessed } from '../../src/ceremony/witness.ts';
import { deviationText } from './deviation-text.ts';
import { StepError } from './desk.ts';
import type { Group, Work } from './handlers.ts';
import { chooseTrouble } from './rehearsal/choose-trouble.ts';
import { SeatError, type OpenCeremony } from './open-ceremony.ts';
import { ceremonyFacts, scriptView } from './script-view.ts';

/** The run of the script: acts, pauses, deviations, the clock. Everything is a record, and nothing else is kept. */
export function scriptHandlers(
  work: Work,
): Group<
  | 'script.look'
  | 'script.begin'
  | 'script.close'
  | 'script.pause'
  | 'script.resume'
  | 'deviation.stop'
  | 'deviation.settle'
  | 'clock.read'
  | 'clock.settle'
  | 'script.trouble'
> {
  const { table, turns } = work;
  const after = async (ceremony: OpenCeremony) => {
    await work.changed();
    return scriptView(ceremony);
  };
  const hosted = (): OpenCeremony => {
    const ceremony = table.open;
    requireHost(ceremony);
    return ceremony;
  };
  return {
    'script.look': () => table.look(scriptView),

    'script.begin': turns.act(async () => {
      const ceremony = hosted();
      phaseOf(ceremony, 'not-begun');
      const acts = plannedActs(ceremony.plan).length;
      await ceremony.record({ kind: 'script.begun', data: { acts } });
      return after(ceremony);
    }),

    'script.close': turns.act(async ({ act, witness, initials }) => {
      const ceremony = hosted();
      const state = phaseOf(ceremony, 'running');
      if (state.now.planned.id !== act) throw elsewhere(`act ${state.now.planned.title}`);
      const gate = gateOf(ceremony.plan, state, await ceremonyFacts(ceremony));
      if (!gate.ready) throw notYet(gate.reason);
      const by = witnessed(ceremony.plan, ceremony.you.id, witness, initials);
      await ceremony.record(closing(gate.proof, by));
      return after(ceremony);
    }),

    'script.pause': turns.act(async () => {
      const ceremony = hosted();
      const { now } = phaseOf(ceremony, 'running');
      await ceremony.record({ kind: 'script.paused', data: { act: now.planned.id } });
      return after(ceremony);
    }),

    'script.resume': turns.act(async () => {
      const ceremony = hosted();
      const { now } = phaseOf(ceremony, 'paused');
      await ceremony.record({ kind: 'script.resumed', data: { act: now.planned.id } });
      return after(ceremony);
    }),

    'deviation.stop': turns.act(async () => {
      const ceremony = hosted();
      const { now } = phaseOf(ceremony, 'running');
      await ceremony.record({ kind: 'deviation.stopped', data: { act: now.planned.id } });
      return after(ceremony);
    }),

    'deviation.settle': turns.act(async ({ witness, initials, ...text }) => {
      const ceremony = hosted();
      const { now, stop } = phaseOf(ceremony, 'stopped');
      const by = witnessed(ceremony.plan, ceremony.you.id, witness, initials);
      const { about: _, ...sentences } = deviationText({ about: 'other', ...text });
      await ceremony.record({
        kind: 'deviation.settled',
        data: {
          act: now.planned.id,
          stopped: stop.number,
          ...sentences,
          witness: by.witness,
          initials: by.initials,
        },
      });
      return after(ceremony);
    }),

    'clock.read': turns.act(async ({ participant, face }) => {
      const ceremony = hosted();
      requireClockAct(ceremony);
      if (participantOf(ceremony.plan, participant) === null) {
        throw new SeatError('ceremony.not-you', 'the plan does not name this person', {
          hint: 'Choose a name from the list.',
        });
      }
      const station = ceremony.now();
      const theirs = instantOfFace(face, station);
      const offset = (Date.parse(theirs) - Date.parse(station)) / 1000;
      await ceremony.append({ kind: 'clock.read', participant, data: { theirs, station, offset } });
      return after(ceremony);
    }),

    'script.trouble': turns.act(async ({ troubles }) => {
      const ceremony = hosted();
      await chooseTrouble(ceremony, troubles);
      return after(ceremony);
    }),

    'clock.settle': turns.act(async ({ witness, initials }) => {
      const ceremony = hosted();
      requireClockAct(ceremony);
      const readings = clockReadings(ceremony.records);
      if (readings.length === 0) throw notYet('Nobody has read a clock yet.');
      const by = witnessed(ceremony.plan, ceremony.you.id, witness, initials);
      const offset = middleOffset(readings.map(({ data }) => data.offset));
      await ceremony.record({
        kind: 'clock.settled',
        data: {
          offset,
          readings: readings.length,
          date: shifted(ceremony.now(), offset).slice(0, 10),
          witness: by.witness,
          initials: by.initials,
        },
      });
      return after(ceremony);
    }),
  };
}

/**
 * Refuses what belongs to another act of a script that has begun.
 * @throws StepError `script.other-act`
 */
export function requireAct(
  { plan, records }: OpenCeremony,
  deed: Parameters<typeof refusedByScript>[1],
): void {
  const refused = refusedByScript(scriptState(plan, records), deed);
  if (refused === null) return;
  throw new StepError('script.other-act', 'the script is elsewhere', {
    expected: `the act in which to ${deed}`,
    found: refused,
    hint: 'Close the acts before it, or record a deviation.',
    notDone: ['Nothing was changed.'],
  });
}

function requireHost({ plan, you }: OpenCeremony): void {
  if (you.duties.includes('host')) return;
  throw new SeatError('ceremony.not-you', 'only a host runs the script', {
    expected: plan.participants
      .filter(({ duties }) => duties.includes('host'))
      .map(({ name }) => name)
      .join(', '),
    found: you.name,
    hint: 'Open the ceremony as its host.',
    notDone: ['Nothing was recorded.'],
  });
}

function phaseOf<Phase extends ScriptState['phase']>(
  { plan, records }: OpenCeremony,
  phase: Phase,
): Extract<ScriptState, { phase: Phase }> {
  const state = scriptState(plan, records);
  if (isIn(state, phase)) return state;
  throw elsewhere(phaseWords[state.phase]);
}

function isIn<Phase extends ScriptState['phase']>(
  state: ScriptState,
  phase: Phase,
): state is Extract<ScriptState, { phase: Phase }> {
  return state.phase === phase;
}

const phaseWords: Readonly<Record<ScriptState['phase'], string>> = {
  'not-begun': 'the script has not begun',
  running: 'an act is under way',
  paused: 'the script is paused',
  stopped: 'a deviation is open',
  ended: 'every act is closed',
};

function requireClockAct(ceremony: OpenCeremony): void {
  const { now } = phaseOf(ceremony, 'running');
  if (now.planned.kind !== 'clock') throw elsewhere(`act ${now.planned.title}`);
}

function elsewhere(found: string): StepError {
  return new StepError('script.other-act', 'the script is elsewhere', {
    found,
    hint: 'Look at the script again, and go on from there.',
    notDone: ['Nothing was recorded.'],
  });
}

function notYet(found: string): StepError {
  return new StepError('host.not-ready', 'this act cannot be closed yet', {
    found,
    hint: 'Bring about what it has to end with, or record a deviation.',
    notDone: ['Nothing was recorded.'],
  });
}

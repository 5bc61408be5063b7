import type { Plan } from '../../../src/ceremony/plan.ts';
import type { TranscriptRecord } from '../../../src/ceremony/record.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import type { ActKind } from '../../../src/ceremony/script.ts';
import { scriptState } from '../../../src/ceremony/script-state.ts';
import { stateOf, steps, type Step } from '../../../src/ceremony/state.ts';
import type { Role } from '../../../src/contract/values.ts';
import type { WitnessView } from '../../../src/contract/witness-screen.ts';

/** What the ceremony is at: the act of a host's script, or the step of a keyholder. */
export interface Situation {
  readonly place: WitnessView['place'];
  readonly title: string;
  /** What is there when it is over; may be empty. */
  readonly text: string;
  /** Who acts, by participant id. */
  readonly who: readonly string[];
  readonly about: 'nothing' | 'plan' | 'key' | 'review' | 'sign' | 'publish';
  readonly paused: boolean;
}

/** A ceremony with somebody in front of it. */
export interface WitnessedSeat {
  readonly plan: Plan;
  readonly records: readonly TranscriptRecord[];
  readonly role: Role;
  readonly you: string | null;
}

/** Worked out from plan and record alone. */
export function situationOf(seat: WitnessedSeat): Situation {
  return seat.role === 'keyholder' && seat.you !== null ? stepOf(seat, seat.you) : actOf(seat);
}

const aboutAct: Readonly<Record<ActKind, Situation['about']>> = {
  welcome: 'nothing',
  clock: 'nothing',
  plan: 'plan',
  key: 'key',
  stage: 'review',
  read: 'review',
  sign: 'sign',
  audit: 'sign',
  publish: 'publish',
  prove: 'nothing',
  answer: 'nothing',
  send: 'nothing',
  close: 'publish',
  own: 'nothing',
};

function actOf({ plan, records }: WitnessedSeat): Situation {
  const state = scriptState(plan, records);
  if (!('now' in state)) {
    const over = state.phase === 'ended';
    return {
      place: null,
      title: over ? 'Every act is closed' : 'The ceremony is about to begin',
      text: over ? '' : 'This screen shows each act as it goes on.',
      who: [],
      about: over ? 'publish' : 'nothing',
      paused: false,
    };
  }
  const { planned } = state.now;
  return {
    place: {
      word: 'Act',
      number: state.done.length + 1,
      of: state.done.length + 1 + state.next.length,
    },
    title: planned.title,
    text: planned.expected,
    who: planned.who,
    about: aboutAct[planned.kind],
    paused: state.phase !== 'running',
  };
}

const aboutStep: Readonly<Record<Step, Situation['about']>> = {
  token: 'nothing',
  key: 'nothing',
  evidence: 'nothing',
  export: 'key',
  review: 'review',
  sign: 'sign',
  done: 'publish',
};

function stepOf({ plan, records }: WitnessedSeat, you: string): Situation {
  const { step } = stateOf(plan, records, you);
  const name = participantOf(plan, you)?.name ?? you;
  const root =
    plan.kind === 'delegation' ? 'the keys of the role' : `root version ${plan.tuf.rootVersion}`;
  const titles: Readonly<Record<Step, string>> = {
    token: `${name} chooses the token`,
    key: `${name} makes a key`,
    evidence: `${name} shows where the key was made`,
    export: `${name} gives out the public key`,
    review: `${name} reads ${root}`,
    sign: `${name} signs ${root}`,
    done: `${name} has signed ${root}`,
  };
  return {
    place: { word: 'Step', number: steps.indexOf(step) + 1, of: steps.length },
    title: titles[step],
    text: '',
    who: [you],
    about: aboutStep[step],
    paused: false,
  };
}

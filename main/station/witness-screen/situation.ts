import type { Plan } from '../../../src/ceremony/plan.ts';
import type { TranscriptRecord } from '../../../src/ceremony/record.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import type { ActKind } from '../../../src/ceremony/script.ts';
import { scriptState } from '../../../src/ceremony/script-state.ts';
import { stateOf, steps, type Step } from '../../../src/ceremony/state.ts';
import type { Role } from '../../../src/contract/values.ts';
import type { WitnessView } from '../../../src/contract/witness-screen.ts';
import type { WitnessFacts } from './facts.ts';

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

/**
 * Worked out from plan and record. A host may do everything without the script: then it is what the folder holds.
 * @param facts null where the folder could not be read
 */
export function situationOf(seat: WitnessedSeat, facts: WitnessFacts | null): Situation {
  if (seat.role === 'keyholder' && seat.you !== null) return stepOf(seat, seat.you);
  return actOf(seat) ?? betweenActs(seat, facts);
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

/** The act that is under way, or null. */
function actOf({ plan, records }: WitnessedSeat): Situation | null {
  const state = scriptState(plan, records);
  if (!('now' in state)) return null;
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

/** Before the first act and after the last, or without any. */
function betweenActs({ plan, records }: WitnessedSeat, facts: WitnessFacts | null): Situation {
  const root = facts?.root ?? null;
  const outside = { place: null, text: '', who: [], paused: false };
  if (facts?.published === true || scriptState(plan, records).phase === 'ended')
    return { ...outside, title: 'Every act is closed', about: 'publish' };
  if (root !== null && root.signed.length > 0) {
    const title = `Keyholders sign root version ${plan.tuf.rootVersion}`;
    return { ...outside, title, about: 'sign' };
  }
  if (root !== null) return { ...outside, title: root.headline, about: 'review' };
  return {
    ...outside,
    title: 'The ceremony is about to begin',
    text: 'This screen shows each act as it goes on.',
    about: 'nothing',
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

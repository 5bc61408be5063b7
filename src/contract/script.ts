import { z } from 'zod';
import { TroubleKind } from '../ceremony/records/troubles.ts';
import { Instant, OpaqueId, Sentence, Short } from './values.ts';

const Seconds = z.number().min(0);
const Action = z.strictObject({ ready: z.boolean(), reason: Sentence });

const ScriptAct = z.strictObject({
  id: Short,
  title: Sentence,
  expected: Sentence,
  /** Names of those who act. */
  who: z.array(Short).max(64),
  state: z.enum(['done', 'now', 'next']),
  estimate: Seconds,
  /** Seconds, for an act that is over. */
  took: Seconds.nullable(),
  initials: Short.nullable(),
  /** What happened otherwise, one sentence each. */
  deviations: z.array(Sentence).max(64),
  /** Who signs the record after it, and what that costs; null for nobody. */
  checkpoint: z
    .strictObject({ by: z.array(Short).max(64), pins: z.int().min(0), touches: z.int().min(0) })
    .nullable(),
});

/** Trouble of a rehearsal. */
const Troubled = z.strictObject({
  kind: TroubleKind,
  title: Short,
  state: z.enum(['off', 'chosen', 'happened', 'decided', 'solved']),
  sentence: Sentence,
});

export const ScriptView = z.strictObject({
  phase: z.enum(['not-begun', 'running', 'paused', 'stopped', 'ended']),
  acts: z.array(ScriptAct).max(300),
  /** The act that is under way: when it began, seconds of its pauses that are over, and since when it is paused. */
  now: z
    .strictObject({ since: Instant, paused: Seconds, pausedSince: Instant.nullable() })
    .nullable(),
  /** Whether the act can be closed, and why not. */
  close: Action,
  /** Who may witness; empty where the plan has nobody beside the host. */
  witnesses: z.array(z.strictObject({ id: OpaqueId, name: Short })).max(64),
  clock: z.strictObject({
    /** The act that is under way is the one that confirms the time. */
    now: z.boolean(),
    readings: z
      .array(
        z.strictObject({
          id: OpaqueId,
          name: Short,
          theirs: Instant.nullable(),
          sentence: Sentence,
        }),
      )
      .max(64),
    /** What settling now would make the ceremony's time; null while nobody has read a clock. */
    proposal: Sentence.nullable(),
    settled: Sentence.nullable(),
    /** Seconds to add to the station's clock. */
    offset: z.int(),
  }),
  /** The ceremony is not on the day of its plan, or something expires too early by the confirmed time; else null. */
  dateNote: Sentence.nullable(),
  /** What can be made to go wrong; null in a ceremony that counts. */
  troubles: z.array(Troubled).max(8).nullable(),
});

const Witnessed = { witness: OpaqueId.nullable(), initials: Short };

export const scriptMethods = {
  'script.look': { in: z.null(), out: ScriptView },
  'script.begin': { in: z.null(), out: ScriptView },
  /** Closes the act with this name, if it is the one under way and has what it has to end with. */
  'script.close': { in: z.strictObject({ act: Short, ...Witnessed }), out: ScriptView },
  'script.pause': { in: z.null(), out: ScriptView },
  'script.resume': { in: z.null(), out: ScriptView },
  /** Stops the script; only `deviation.settle` goes on. */
  'deviation.stop': { in: z.null(), out: ScriptView },
  'deviation.settle': {
    in: z.strictObject({
      expected: Sentence.min(1),
      happened: Sentence.min(1),
      decided: Sentence.min(1),
      ...Witnessed,
    }),
    out: ScriptView,
  },
  /** Somebody's own clock shows this now: `HH:MM:SS`, UTC. */
  'clock.read': {
    in: z.strictObject({
      participant: OpaqueId,
      face: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/),
    }),
    out: ScriptView,
  },
  /** Rehearsals only: what is to go wrong from here on, in place of what was chosen before. */
  'script.trouble': {
    in: z.strictObject({ troubles: z.array(TroubleKind).max(8) }),
    out: ScriptView,
  },
  'clock.settle': { in: z.strictObject(Witnessed), out: ScriptView },
} as const;

export type ScriptView = z.output<typeof ScriptView>;

import { z } from 'zod';
import { durationForm } from './duration.ts';
import { Line, ParticipantId } from './plan-values.ts';

/**
 * The name of an act: one of those that the station works out from the plan (docs/plan.md), such as `sign` or
 * `key.priya-raman`.
 */
export const ActId = z
  .string()
  .max(80)
  .regex(
    /^(?:welcome|clock|plan|prove|answer|stage|read|sign|audit|publish|send|close|key\.[a-z0-9]+(?:-[a-z0-9]+)*)$/,
    'the name of an act, such as sign or key.priya-raman',
  );

const Estimate = z.string().regex(durationForm, 'a duration such as 8m, 2m30s or 45s');

/** What the plan adds to an act that the station knows: its title for people, and its time. */
const KnownAct = z.strictObject({
  act: ActId,
  title: Line.optional(),
  estimate: Estimate.optional(),
});

/** An act of the host's own, between the others. */
const OwnAct = z.strictObject({
  own: Line,
  expected: Line,
  estimate: Estimate.optional(),
});

/** After this act these keyholders sign the record with their tokens. */
const Checkpoint = z.strictObject({
  after: ActId,
  by: z.array(ParticipantId).min(1).max(64),
});

/** How the acts are run. Their order is not here: it follows from the plan. */
export const Script = z.strictObject({
  acts: z.array(z.union([KnownAct, OwnAct])).max(200),
  checkpoints: z.array(Checkpoint).max(64).optional(),
});

export type Script = z.output<typeof Script>;
export type ScriptAct = Script['acts'][number];
export type PlannedCheckpoint = z.output<typeof Checkpoint>;

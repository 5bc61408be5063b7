import { z } from 'zod';
import { OpaqueId, Sentence, Short } from './values.ts';

const Verdict = z.enum(['one', 'two', 'wait', 'nothing', 'impossible']);
const Note = z.strictObject({ code: Short, sentence: Sentence });

export const RotationView = z.strictObject({
  /** Who may come or not, in the order of the plan; then holders of keys in use whom the plan does not name. */
  people: z
    .array(
      z.strictObject({
        id: OpaqueId,
        name: Short,
        comes: z.enum(['now', 'later', 'never']),
        device: z.enum(['at-hand', 'later', 'lost']),
      }),
    )
    .max(128),
  verdict: Verdict,
  headline: Sentence,
  lead: Sentence,
  steps: z
    .array(
      z.strictObject({
        title: Sentence,
        changes: z.array(Sentence).max(200),
        signatures: z.array(Sentence).max(4),
        must: Sentence,
        clients: z
          .array(
            z.strictObject({
              name: Short,
              reach: z.enum(['always', 'if-enough', 'never', 'not-tried']),
              sentence: Sentence,
            }),
          )
          .max(32),
      }),
    )
    .max(4),
  ifMissing: z
    .array(z.strictObject({ name: Short, verdict: Verdict, sentence: Sentence }))
    .max(128),
  warnings: z.array(Note).max(64),
  irreversible: z.array(Note).max(64),
});

export const rotationMethods = {
  /** The same where everybody comes with a device that works; null for a first root, which rotates nothing. */
  'rotation.look': { in: z.null(), out: RotationView.nullable() },
  /** What the planner says of the way from the root in use to the plan’s, if these come, with these devices. */
  'rotation.plan': {
    in: z.strictObject({
      /** Whoever is not named comes now, with a device that works. */
      comes: z.array(z.strictObject({ id: OpaqueId, comes: z.enum(['later', 'never']) })).max(128),
      devices: z
        .array(z.strictObject({ id: OpaqueId, device: z.enum(['later', 'lost']) }))
        .max(128),
    }),
    out: RotationView.nullable(),
  },
} as const;

export type RotationView = z.output<typeof RotationView>;

import { z } from 'zod';
import { OpaqueId, Sentence, Short } from './values.ts';

/** A plan's longest name with its longest address fits. */
const AuthorLine = z.string().max(320);

export const PublicationView = z.strictObject({
  /** Whether the root of the plan is published in the folder, and can be sent. */
  ready: z.boolean(),
  reason: Sentence,
  /** Where the plan sends it to; null where the plan does not say. */
  planned: Short.nullable(),
  branch: Short,
  /** Who signs the commit off, `Name <address>`; empty where the plan does not say. */
  author: AuthorLine,
  /** The branch on which the staged root goes to the keyholders; null while none waits for signatures. */
  staged: Short.nullable(),
  /** Keyholders whose key has come in, by name. */
  keys: z.array(Short).max(64),
  /** What was sent so far, newest last. */
  sent: z
    .array(
      z.strictObject({
        what: z.enum(['ceremony', 'key', 'staged']),
        remote: Short,
        branch: Short,
        commit: Short,
        at: Short,
      }),
    )
    .max(500),
  /** What the station cannot do and the host still has to. */
  checklist: z.array(Sentence).max(32),
});

export const publicationMethods = {
  'publication.look': { in: z.null(), out: PublicationView },
  /** `place` null: the repository that the plan names. `branch` counts for the ceremony alone. */
  'publication.send': {
    in: z.strictObject({
      place: OpaqueId.nullable(),
      what: z.enum(['ceremony', 'keys', 'staged']),
      branch: Short,
      author: AuthorLine,
    }),
    out: PublicationView,
    progress: z.strictObject({ doing: Short }),
  },
} as const;

export type PublicationView = z.output<typeof PublicationView>;

import { z } from 'zod';
import { DigestHex, Instant, Mode, OpaqueId, Role, Sentence, Short, Step } from './values.ts';

export const ParticipantView = z.strictObject({
  id: OpaqueId,
  name: Short,
  duties: z.array(z.enum(['host', 'keyholder', 'witness'])),
  /** The planned token's serial, "practice" for any practice token, null for none. */
  token: Short.nullable(),
});

/** The open ceremony as the page shows it around every step. */
export const CeremonyView = z.strictObject({
  title: Short,
  kind: z.enum(['initial', 'renewal', 'rotation', 'delegation', 'emergency']),
  mode: Mode,
  role: Role,
  /** The last names of the folder's path, for example ["Ceremonies", "Root signing 16"]; never a user's name. */
  folder: z.array(Short).max(2),
  planSha256: DigestHex,
  rootVersion: z.int().min(1),
  participants: z.array(ParticipantView).max(64),
  /** Who sits here; null until they said so. */
  you: OpaqueId.nullable(),
  /** The first step that is not done. */
  step: Step,
  steps: z
    .array(z.strictObject({ step: Step, state: z.enum(['done', 'now', 'next']), fact: Short }))
    .length(7),
  deviations: z.int().min(0),
});

export const RecordLine = z.strictObject({ line: z.int().min(1), at: Instant, text: Sentence });

export const ceremonyMethods = {
  'ceremony.state': { in: z.null(), out: CeremonyView.nullable() },
  /** Makes a practice ceremony in the station's own folder: plan, practice tokens, four practice colleagues, a root in use. */
  'ceremony.startPractice': {
    in: z.strictObject({ role: Role }),
    out: CeremonyView,
    progress: z.strictObject({ done: z.int(), total: z.int(), doing: Short }),
  },
  /**
   * Makes the rehearsal of the plan that lies there, in the station's own folder, and opens it as its host. The station
   * plays everybody but those who are `here`.
   */
  'ceremony.rehearse': {
    in: z.strictObject({ place: OpaqueId, here: z.array(OpaqueId).max(64) }),
    out: CeremonyView,
    progress: z.strictObject({ done: z.int(), total: z.int(), doing: Short }),
  },
  'ceremony.open': {
    in: z.strictObject({ place: OpaqueId, role: Role, mode: Mode }),
    out: CeremonyView,
  },
  'ceremony.resume': { in: z.strictObject({ recent: OpaqueId }), out: CeremonyView },
  'ceremony.iAm': { in: z.strictObject({ participant: OpaqueId }), out: CeremonyView },
  'ceremony.close': { in: z.null(), out: z.null() },
  'ceremony.record': {
    in: z.null(),
    out: z.strictObject({
      lines: z.array(RecordLine).max(10_000),
      sentence: Sentence,
      intact: z.boolean(),
    }),
  },
  'deviation.record': {
    in: z.strictObject({
      about: z.enum(['network', 'other']),
      expected: Sentence.min(1),
      happened: Sentence.min(1),
      decided: Sentence.min(1),
    }),
    out: CeremonyView,
  },
} as const;

export const ceremonyEvents = { 'ceremony.changed': CeremonyView } as const;

export type CeremonyView = z.output<typeof CeremonyView>;
export type ParticipantView = z.output<typeof ParticipantView>;
export type RecordLine = z.output<typeof RecordLine>;

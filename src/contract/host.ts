import { z } from 'zod';
import { PublicationKey, PublicationSecrets } from './publication-keys.ts';
import { DigestHex, OpaqueId, Pin, Seats, Sentence, Short } from './values.ts';

/** One thing that the host can do now, or why not yet. */
const Action = z.strictObject({ ready: z.boolean(), reason: Sentence });

export const HostView = z.strictObject({
  headline: Sentence,
  acts: z
    .array(
      z.strictObject({
        title: Sentence,
        expected: Sentence,
        state: z.enum(['done', 'now', 'next']),
      }),
    )
    .max(64),
  keyholders: z
    .array(
      z.strictObject({
        id: OpaqueId,
        name: Short,
        serial: Short.nullable(),
        spkiSha256: DigestHex.nullable(),
        state: z.enum(['not-started', 'key-exported', 'signed']),
        sentence: Sentence,
        /** A practice colleague whose part the station can play. */
        practice: z.boolean(),
      }),
    )
    .max(64),
  seats: z.array(Seats).max(2),
  stagedSha256: DigestHex.nullable(),
  stage: Action,
  practiceSign: Action,
  /** Practice colleagues whose key is still to be made by the station. */
  practiceKeys: z.array(z.strictObject({ id: OpaqueId, name: Short })).max(64),
  publish: Action,
  /** The root of the plan is in the repository. */
  published: z.boolean(),
  /** Publishing needs the PIN of a token at this station. */
  publishNeedsPin: z.boolean(),
  /** PIN tries left on it, as far as the token tells; empty where it is not here, or no PIN is needed. */
  publishTries: Short,
  /** Target files that wait in the ceremony folder: publishing has them signed. None once it is published. */
  targets: z
    .array(z.strictObject({ path: z.string().max(400), bytes: z.int().min(0), sha256: DigestHex }))
    .max(1000),
  /** Of the whole list; null where none waits. */
  targetsSha256: DigestHex.nullable(),
  /** Online keys of the plan, on tokens or in a file: they sign on publication, too. */
  publicationKeys: z.array(PublicationKey).max(64),
});

export const hostMethods = {
  'host.look': { in: z.null(), out: HostView },
  /** Rehearsals only: the station plays one practice colleague, who makes a key and exports it. */
  'host.practiceKey': { in: z.strictObject({ participant: OpaqueId }), out: HostView },
  'host.stage': { in: z.null(), out: HostView },
  /** Rehearsals only: the station plays one practice colleague, who signs the staged root. */
  'host.practiceSign': { in: z.strictObject({ participant: OpaqueId }), out: HostView },
  /**
   * `pin` opens the token of the host's own role keys; null in a rehearsal whose keys the station keeps. `online`: what
   * the plan's online keys need; left out where it has none. `targets`: the digest of the list of target files that was
   * shown; left out where there is none.
   */
  'host.publish': {
    in: z.strictObject({
      pin: Pin.nullable(),
      online: PublicationSecrets.optional(),
      targets: DigestHex.optional(),
    }),
    out: HostView,
  },
} as const;

export type HostView = z.output<typeof HostView>;

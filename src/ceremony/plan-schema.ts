import { z } from 'zod';
import { Publication, Transfer } from './plan-publication-schema.ts';
import { Script } from './plan-script-schema.ts';
import {
  Count,
  Expiry,
  Line,
  ParticipantId,
  PlannedKey,
  PlannedScheme,
  PlannedSerial,
  PlannedToken,
} from './plan-values.ts';
import { roleNameForm } from './role-name.ts';

export { ParticipantId } from './plan-values.ts';

const Participant = z.strictObject({
  id: ParticipantId,
  name: Line,
  duties: z
    .array(z.enum(['host', 'keyholder', 'witness']))
    .min(1)
    .max(3),
  /** The serial of the one token this person uses, "practice" for any practice token, absent for none. */
  token: PlannedToken.optional(),
  /** The scheme of this person's key, where it is another than `keys.scheme`. */
  scheme: PlannedScheme.optional(),
  /** The token this person used before: it signs for the version before once more, and its key leaves. */
  formerToken: PlannedSerial.optional(),
});

const KeyPolicy = z.strictObject({
  /** Of every key, where a participant has no other. */
  scheme: PlannedScheme,
  /** What else a key of this ceremony may have. */
  otherSchemes: z.array(PlannedScheme).min(1).max(3).optional(),
  pin: z.enum(['always', 'once', 'never']),
  touch: z.enum(['always', 'cached', 'never']),
  attestation: z.enum(['required', 'if-available']),
  minimumFirmware: z
    .string()
    .regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, 'a firmware like 5.4.3, in quotes')
    .optional(),
  /** Whether only devices of a FIPS series may be used. */
  fips: z.boolean().optional(),
});

const RolePolicy = z.strictObject({
  /** Whose keys the role has, by participant id; for snapshot and timestamp also by the id of an online key. */
  holders: z.array(ParticipantId).min(1).max(64),
  threshold: Count,
  expires: Expiry,
});

export const Delegation = z.strictObject({
  /** The delegated role's name, which becomes a file name (TUF specification 1.0, section 4.5). */
  name: z
    .string()
    .max(64)
    .regex(
      roleNameForm,
      'small letters and digits, with single . _ or - between, and no version before the first .',
    )
    .refine(
      (name) => !['root', 'targets', 'snapshot', 'timestamp'].includes(name),
      'a name that no top-level role has',
    ),
  /** Path patterns as in TUF: `*` and `?` do not match `/`. */
  paths: z
    .array(
      z
        .string()
        .min(1)
        .max(200)
        .regex(/^[!-~]+$/, 'a path pattern without spaces'),
    )
    .min(1)
    .max(64),
  terminating: z.boolean(),
  ...RolePolicy.shape,
});

/** Its name among the holders of snapshot and timestamp; no participant has it. */
const onlineId = { id: ParticipantId };
const OnlineKeyFacts = {
  scheme: PlannedScheme.optional(),
  /** The digest of its public key. A real ceremony has to name the one of a key file. */
  spkiSha256: PlannedKey.optional(),
};

/** A key that signs snapshot and timestamp without a person: on a token through PKCS#11, or in a file for this alone. */
const OnlineKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('token'),
    ...onlineId,
    token: PlannedToken,
    ...OnlineKeyFacts,
  }),
  z.strictObject({ kind: z.literal('file'), ...onlineId, ...OnlineKeyFacts }),
]);

const TufPolicy = z.strictObject({
  rootVersion: z.int().min(1).max(1_000_000),
  /** Whose keys the new root has. A keyholder who is not listed signs for the version before only. */
  holders: z.array(ParticipantId).min(1).max(64),
  threshold: Count,
  expires: Expiry,
  consistentSnapshot: z.boolean(),
  roles: z.strictObject({ targets: RolePolicy, snapshot: RolePolicy, timestamp: RolePolicy }),
  online: z.array(OnlineKey).max(8).optional(),
  delegations: z.array(Delegation).max(64),
});

/** What `ceremony.yaml` says, format `station-ceremony/1` (docs/plan.md). Rules between members: plan-rules.ts. */
export const PlanFields = z.strictObject({
  format: z.literal('station-ceremony/1'),
  title: Line,
  kind: z.enum(['initial', 'renewal', 'rotation', 'delegation', 'emergency']),
  mode: z.enum(['real', 'rehearsal']),
  date: z.iso.date(),
  participants: z.array(Participant).min(1).max(64),
  keys: KeyPolicy,
  tuf: TufPolicy,
  script: Script.optional(),
  transfer: Transfer.optional(),
  publication: Publication.optional(),
});

export type PlanFields = z.output<typeof PlanFields>;
export type Participant = PlanFields['participants'][number];
export type KeyPolicy = PlanFields['keys'];
export type TufPolicy = PlanFields['tuf'];
export type RolePolicy = z.output<typeof RolePolicy>;
export type Delegation = z.output<typeof Delegation>;
export type OnlineKey = z.output<typeof OnlineKey>;
export type Duty = Participant['duties'][number];

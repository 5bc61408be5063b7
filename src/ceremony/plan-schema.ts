import { z } from 'zod';
import { isSerial, type Serial } from './serial.ts';

/** Text for people: one line, nothing that a terminal or a page could take for a command. */
const Line = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'one line of text')
  .refine((text) => text.trim() === text, 'no space at the ends');

/** A participant's name within the plan; it becomes part of file names. */
export const ParticipantId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens');

const Token = z.custom<Serial | 'practice'>(
  (value) => typeof value === 'string' && isSerial(value),
  'practice, or a serial in quotes: letters, digits and hyphens',
);

/** TUF's own form of a time (TUF specification 1.0, section 4.2.1): UTC, whole seconds. */
const Expiry = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a time like 2027-11-14T00:00:00Z');

const Count = z.int().min(1).max(64);

const Participant = z.strictObject({
  id: ParticipantId,
  name: Line,
  duties: z
    .array(z.enum(['host', 'keyholder', 'witness']))
    .min(1)
    .max(3),
  /** The serial of the one token this person uses, "practice" for any practice token, absent for none. */
  token: Token.optional(),
});

const KeyPolicy = z.strictObject({
  scheme: z.enum(['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ed25519', 'rsassa-pss-sha256']),
  pin: z.enum(['always', 'once', 'never']),
  touch: z.enum(['always', 'cached', 'never']),
  attestation: z.enum(['required', 'if-available']),
  minimumFirmware: z
    .string()
    .regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, 'a firmware like 5.4.3, in quotes')
    .optional(),
});

const RolePolicy = z.strictObject({
  /** Whose keys the role has, by participant id. */
  holders: z.array(ParticipantId).min(1).max(64),
  threshold: Count,
  expires: Expiry,
});

const Delegation = z.strictObject({
  /** The delegated role's name, which becomes a file name (TUF specification 1.0, section 4.5). */
  name: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, 'small letters and digits, with single . _ or - between')
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

const TufPolicy = z.strictObject({
  rootVersion: z.int().min(1).max(1_000_000),
  /** Whose keys the new root has. A keyholder who is not listed signs for the version before only. */
  holders: z.array(ParticipantId).min(1).max(64),
  threshold: Count,
  expires: Expiry,
  consistentSnapshot: z.boolean(),
  roles: z.strictObject({ targets: RolePolicy, snapshot: RolePolicy, timestamp: RolePolicy }),
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
});

export type PlanFields = z.output<typeof PlanFields>;
export type Participant = PlanFields['participants'][number];
export type KeyPolicy = PlanFields['keys'];
export type TufPolicy = PlanFields['tuf'];
export type RolePolicy = z.output<typeof RolePolicy>;
export type Delegation = z.output<typeof Delegation>;
export type Duty = Participant['duties'][number];

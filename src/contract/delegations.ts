import { z } from 'zod';
import { Change } from './review.ts';
import { PublicationKey, PublicationSecrets } from './publication-keys.ts';
import { Claim, DigestHex, OpaqueId, Pin, Problem, Seats, Sentence, Short } from './values.ts';

const RoleName = z.string().min(1).max(64);
const Terms = {
  role: RoleName,
  paths: z.array(Short).max(64),
  threshold: z.int().min(1).max(64),
  terminating: z.boolean(),
  reason: Sentence,
};

/** What the host wants: keys that come in, other terms for keys that stay, or the end. `place`: the folder with the answers. */
export const Wish = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('add'), place: OpaqueId, ...Terms }),
  z.strictObject({ change: z.literal('redelegate'), place: OpaqueId, ...Terms }),
  z.strictObject({ change: z.literal('adjust'), ...Terms }),
  z.strictObject({ change: z.literal('revoke'), role: RoleName, reason: Sentence }),
]);

/** Somebody whose signature a staged role awaits, and whether their token can give it here. */
export const RoleSigner = z.strictObject({
  id: OpaqueId,
  name: Short,
  serial: Short.nullable(),
  signed: z.boolean(),
  ready: z.boolean(),
  reason: Sentence,
  tries: Short,
  practice: z.boolean(),
});

const Delegated = z.strictObject({
  name: RoleName,
  sentence: Sentence,
  keys: z
    .array(z.strictObject({ name: Short, serial: Short.nullable(), spkiSha256: DigestHex }))
    .max(64),
  paths: z.array(Short).max(64),
  threshold: z.int().min(1),
  terminating: z.boolean(),
  /** Of its metadata; null where none is published. */
  version: z.int().nullable(),
  warnings: z.array(Sentence).max(32),
  /** Paths and threshold can be changed here: it lists patterns, and all of them are shown. */
  changeable: z.boolean(),
});

/** The last challenge for a role. */
const Challenge = z.strictObject({
  role: RoleName,
  number: Short,
  words: z.array(Sentence).max(8),
  file: Short,
  state: z.enum(['open', 'used', 'old']),
  sentence: Sentence,
});

const Action = z.strictObject({ ready: z.boolean(), reason: Sentence });

export const DelegationsView = z.strictObject({
  headline: Sentence,
  /** Why delegations cannot be changed here; null where they can. */
  closed: Sentence.nullable(),
  roles: z.array(Delegated).max(200),
  challenges: z.array(Challenge).max(64),
  /** Targets that wait for signatures. */
  waiting: z
    .strictObject({
      version: z.int().min(1),
      signedSha256: DigestHex,
      changes: z.array(Change).max(200),
      seats: Seats,
      signers: z.array(RoleSigner).max(64),
      withdraw: Action,
    })
    .nullable(),
  /** Metadata of delegates: what is to come, and what has come. */
  metadata: z
    .array(
      z.strictObject({
        role: RoleName,
        state: z.enum(['needed', 'came', 'published']),
        sentence: Sentence,
      }),
    )
    .max(200),
  publish: Action,
  publicationKeys: z.array(PublicationKey).max(64),
  /** What is to be done next, in one sentence. */
  next: Sentence,
});

/** One answer to the challenge, with what was checked. */
export const AnswerCard = z.strictObject({
  file: Short,
  holder: Short,
  serial: Short,
  spkiSha256: DigestHex.nullable(),
  state: z.enum(['ok', 'note', 'stop']),
  claims: z.array(Claim).max(32),
});

export const Answers = z.strictObject({
  cards: z.array(AnswerCard).max(64),
  /** Why this folder cannot be taken; null where it can. */
  problem: Problem.nullable(),
});

export const Proposal = z.strictObject({
  version: z.int().min(1),
  signedSha256: DigestHex,
  changes: z.array(Change).max(200),
  warnings: z.array(Sentence).max(32),
  /** Who has to sign what, and what comes after, in order. */
  steps: z.array(Sentence).max(8),
});

export const delegationMethods = {
  'delegations.look': { in: z.null(), out: DelegationsView },
  /** Makes a challenge for the keys of a role, and records it. */
  'delegations.challenge': { in: z.strictObject({ role: RoleName }), out: DelegationsView },
  /** Copies the last challenge for a role to a folder, a stick's for example, and reads it back. */
  'delegations.carry': {
    in: z.strictObject({ role: RoleName, place: OpaqueId }),
    out: z.strictObject({ file: Short, sentence: Sentence }),
  },
  /** Reads the answers in a folder and holds each against the last challenge. Nothing is taken in. */
  'delegations.answers': {
    in: z.strictObject({ role: RoleName, place: OpaqueId }),
    out: Answers,
  },
  /** Says what a wish would change. Nothing is written. */
  'delegations.propose': { in: Wish, out: Proposal },
  /** Stages it, if it still makes the bytes that were shown. */
  'delegations.stage': {
    in: z.strictObject({ wish: Wish, signedSha256: DigestHex }),
    out: DelegationsView,
  },
  'delegations.withdraw': { in: z.null(), out: DelegationsView },
  /** A keyholder's token signs the staged targets that were shown. `pin` null for a practice colleague. */
  'delegations.sign': {
    in: z.strictObject({ participant: OpaqueId, pin: Pin.nullable(), signedSha256: DigestHex }),
    out: DelegationsView,
  },
  /** Takes metadata that the delegate signed, from a file. */
  'delegations.take': {
    in: z.strictObject({ role: RoleName, place: OpaqueId }),
    out: DelegationsView,
  },
  'delegations.publish': { in: PublicationSecrets, out: DelegationsView },
} as const;

export type Wish = z.output<typeof Wish>;
export type RoleSigner = z.output<typeof RoleSigner>;
export type DelegationsView = z.output<typeof DelegationsView>;
export type AnswerCard = z.output<typeof AnswerCard>;
export type Answers = z.output<typeof Answers>;
export type Proposal = z.output<typeof Proposal>;

import { z } from 'zod';
import { ReviewLook } from './review.ts';
import { TokenView } from './tokens.ts';
import {
  Claim,
  DigestHex,
  Instant,
  Mismatch,
  OpaqueId,
  Pin,
  Problem,
  Rows,
  Seats,
  Sentence,
  Short,
} from './values.ts';

/** One phase of what a token does. */
export const Phase = z.strictObject({
  phase: Short,
  state: z.enum(['now', 'done']),
  /** Right-hand note of the phase: tries left, duration. */
  note: Short,
  /** Whole seconds left while a touch is awaited, else null. */
  secondsLeft: z.int().min(0).max(60).nullable(),
});

/** Signing always has the same four phases, in this order; a token that needs no touch skips the second. */
const SignPhase = Phase.extend({ phase: z.enum(['pin', 'touch', 'check', 'write']) });

/** A key on the token, as it was read back. */
export const KeyView = z.strictObject({
  algorithm: Short,
  spkiSha256: DigestHex,
  madeAt: Instant,
  claims: z.array(Claim).max(16),
});

export const KeyLook = z.strictObject({
  /** null when the chosen token is not present now. */
  token: TokenView.nullable(),
  /** choose: the token has no PIN yet; enter: it has one. */
  pin: z.enum(['choose', 'enter']),
  rules: z.array(Sentence).max(8),
  /** What will happen, before it happens. */
  willDo: z.array(Sentence).max(8),
  made: KeyView.nullable(),
  /** A key that is on the token already: its making was cut off, or it stands in the root in use. */
  unfinished: z
    .strictObject({
      origin: z.enum(['cut-off', 'earlier-ceremony']),
      spkiSha256: DigestHex,
      sentence: Sentence,
    })
    .nullable(),
  /** Why to look, behind its PIN, for a key on a token that shows none before it; null where there is nothing to look for. */
  mayHold: Sentence.nullable(),
  /** Why a YubiKey has to be set up before a key is made on it; null where nothing has to be done. */
  setUpFirst: Sentence.nullable(),
  /** A key on a YubiKey that is lost when this person's is made, once they have named it. */
  loses: z.strictObject({ spkiSha256: DigestHex, sentence: Sentence }).nullable(),
  problem: Problem.nullable(),
});

/** What a person typed to agree that a key on a YubiKey is lost: its serial, and the words of row A of the key on screen. */
export const KeyToReplace = z.strictObject({
  serial: Short,
  words: Short,
  spkiSha256: DigestHex,
});

export const Evidence = z.strictObject({
  token: TokenView.nullable(),
  serial: Short,
  model: Short,
  attested: z.boolean(),
  /** The evidence was accepted as it is now. */
  accepted: z.boolean(),
  /** The token gives no attestation itself, and files with one may be brought. */
  mayBring: z.boolean(),
  heading: Sentence,
  lead: Sentence,
  tag: z.strictObject({ state: z.enum(['ok', 'note', 'stop']), text: Short }),
  claims: z.array(Claim).max(16),
  spkiSha256: DigestHex,
  chain: z.array(z.strictObject({ title: Short, detail: Short })).max(4),
});

export const ExportView = z.strictObject({
  spkiSha256: DigestHex,
  files: z
    .array(
      z.strictObject({
        path: Short,
        bytes: z.int(),
        sha256: DigestHex,
        readBack: z.boolean(),
        what: Sentence,
      }),
    )
    .max(16),
  confirmed: z.boolean(),
});

export const SignLook = z.strictObject({
  token: TokenView.nullable(),
  serial: Short,
  tries: Sentence,
  /** screen: a practice token, pressed on screen; token: the device may ask for a finger; none: it never does. */
  touch: z.enum(['screen', 'token', 'none']),
  /** The token has its own PIN pad: no PIN is typed here. */
  pinPad: z.boolean(),
  title: Sentence,
  sha256: DigestHex,
  /** Another token where the planned one should be. */
  mismatch: Mismatch.nullable(),
  problem: Problem.nullable(),
  signed: z.boolean(),
});

export const Done = z.strictObject({
  version: z.int().min(1),
  headline: Sentence,
  lead: Sentence,
  verified: z.array(Short).max(4),
  sha256: DigestHex,
  files: z.array(z.strictObject({ path: Short, note: Sentence, bytes: z.int() })).max(16),
  folder: z.array(Short).max(2),
  next: z.array(z.strictObject({ title: Sentence, detail: Sentence })).max(6),
  seats: z.array(Seats).min(1).max(2),
});

export const BundleWritten = z.strictObject({
  name: Short,
  files: z.int(),
  bytes: z.int(),
  sentence: Sentence,
});

export const keyholderMethods = {
  'key.look': { in: z.null(), out: KeyLook },
  /** `repeat` is the PIN typed a second time; null where an existing PIN is entered. `replace`: the key that is lost. */
  'key.make': {
    in: z.strictObject({
      pin: Pin,
      repeat: Pin.nullable(),
      replace: KeyToReplace.nullable().optional(),
    }),
    out: KeyView,
    progress: Phase,
  },
  /** Takes up the key that `key.look` named, after a challenge proved that it is there. */
  'key.adopt': { in: z.strictObject({ pin: Pin }), out: KeyView, progress: Phase },
  'evidence.look': { in: z.null(), out: Evidence },
  /** Takes the attestation of the key and the certificate of its device from two files, if they hold. */
  'evidence.bring': { in: z.strictObject({ key: OpaqueId, device: OpaqueId }), out: z.null() },
  'evidence.accept': { in: z.null(), out: z.null() },
  'export.look': { in: z.null(), out: ExportView.nullable() },
  'export.write': { in: z.null(), out: ExportView },
  'export.confirm': { in: z.strictObject({ rows: Rows }), out: z.null() },
  'review.look': { in: z.null(), out: ReviewLook },
  /** The person has read every change and compared these rows with a second device. */
  'review.confirm': { in: z.strictObject({ sha256: DigestHex, rows: Rows }), out: z.null() },
  'sign.look': { in: z.null(), out: SignLook },
  'sign.start': {
    in: z.strictObject({ sha256: DigestHex, pin: Pin.nullable() }),
    out: z.null(),
    progress: SignPhase,
  },
  /** The gold disc of a practice token was pressed on screen. */
  'sign.touch': { in: z.null(), out: z.null() },
  'done.look': { in: z.null(), out: Done },
  /** Carries this person's work to a folder (a stick), reads it back and compares. */
  'bundle.write': { in: z.strictObject({ place: OpaqueId }), out: BundleWritten },
  /** Brings the host's staged root, or another's work, from a folder into this ceremony. */
  'bundle.take': { in: z.strictObject({ place: OpaqueId }), out: BundleWritten },
} as const;

export type Phase = z.output<typeof Phase>;
export type SignPhase = z.output<typeof SignPhase>;
export type KeyView = z.output<typeof KeyView>;
export type KeyLook = z.output<typeof KeyLook>;
export type KeyToReplace = z.output<typeof KeyToReplace>;
export type Evidence = z.output<typeof Evidence>;
export type ExportView = z.output<typeof ExportView>;
export type SignLook = z.output<typeof SignLook>;
export type Done = z.output<typeof Done>;
export type BundleWritten = z.output<typeof BundleWritten>;

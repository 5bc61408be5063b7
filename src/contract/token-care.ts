import { z } from 'zod';
import { Phase } from './keyholder.ts';
import { TokenList, TokenView } from './tokens.ts';
import { Claim, DigestHex, OpaqueId, Pin, Problem, Sentence, Short } from './values.ts';

/** A key on a token: where it is, which one, and what is known of it. */
export const KeyOnToken = z.strictObject({
  /** "Slot 9c, for signatures", or the key's id. */
  place: Short,
  /** null where the token does not show a public key that can be read. */
  spkiSha256: DigestHex.nullable(),
  sentence: Sentence,
  /** A practice key that may be removed here. */
  removable: z.boolean(),
});

/** An act on a token: why it must not be done here, or null. The whole is null where there is no such act. */
const Offer = z.strictObject({ lock: Sentence.nullable() });

/** The key in the slot for signatures that a set-up erases: its digest, or that nobody can read it. */
const LostKey = z.union([DigestHex, z.literal('unreadable')]);

/** Everything that a token tells without a PIN, and what may be done with it here. */
export const TokenDetails = z.strictObject({
  token: TokenView,
  /** What it is: model, serial, firmware, form, FIPS, advisories, module. */
  device: z.array(Claim).max(24),
  /** PIN, PUK and management key: tries left, and whether one is still from the factory. */
  secrets: z.array(Claim).max(8),
  keys: z.array(KeyOnToken).max(64),
  /** The file of the library through which it is seen. */
  module: z.strictObject({ name: Short, sha256: DigestHex }).nullable(),
  /** Why a part of it could not be read. */
  problem: Problem.nullable(),
  /** Tries left of PIN and PUK, or that the token does not tell. */
  tries: z.strictObject({ pin: Sentence, puk: Sentence }),
  setUp: Offer.extend({
    /** What will be gone beside `keys`, one sentence each; none for a device as from the factory. */
    erases: z.array(Sentence).max(32),
    losesKey: LostKey.nullable(),
    rules: z.array(Sentence).max(8),
  }).nullable(),
  changePin: Offer.extend({
    /** What a new PIN is held against. */
    rules: z.array(Sentence).max(8),
  }).nullable(),
  unblockPin: Offer.nullable(),
});

const SetUp = z.strictObject({
  token: OpaqueId,
  /** What the person typed. */
  serial: Short,
  /** What was on screen as the key that will be gone. */
  losesKey: LostKey.nullable(),
  pin: Pin,
  pinRepeat: Pin,
  puk: Pin,
  pukRepeat: Pin,
});

export const tokenCareMethods = {
  'tokens.details': { in: OpaqueId, out: TokenDetails },
  /** Erases the YubiKey unless it is as from the factory, then sets PIN, PUK and a random management key. */
  'tokens.setUp': { in: SetUp, out: TokenDetails, progress: Phase },
  'tokens.changePin': {
    in: z.strictObject({ token: OpaqueId, pin: Pin, next: Pin, repeat: Pin }),
    out: TokenDetails,
  },
  'tokens.unblockPin': {
    in: z.strictObject({ token: OpaqueId, puk: Pin, next: Pin, repeat: Pin }),
    out: TokenDetails,
  },
  /** Destroys a practice key. `serial` is what the person typed, `spkiSha256` the key that was on screen. */
  'tokens.removeKey': {
    in: z.strictObject({ token: OpaqueId, serial: Short, spkiSha256: DigestHex, pin: Pin }),
    out: TokenDetails,
  },
  /** Has a library read a file or folder that the person chose, from its next start on. */
  'modules.configure': {
    in: z.strictObject({ module: OpaqueId, place: OpaqueId }),
    out: TokenList,
  },
} as const;

export type TokenDetails = z.output<typeof TokenDetails>;
export type KeyOnToken = z.output<typeof KeyOnToken>;

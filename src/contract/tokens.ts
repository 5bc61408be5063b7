import { z } from 'zod';
import { DigestHex, OpaqueId, Sentence, Serial, Short } from './values.ts';

/** A token that is present, named by its serial, and whether this person may use it in this ceremony. */
export const TokenView = z.strictObject({
  id: OpaqueId,
  /** null where the module gives none; such a token is always locked. */
  serial: Serial.nullable(),
  model: Short,
  /** What is on it and how many PIN tries are left, in one sentence. */
  sentence: Sentence,
  kind: z.enum(['yubikey', 'software', 'other']),
  practice: z.boolean(),
  holdsKey: z.boolean(),
  planned: z.boolean(),
  /** Why it is locked; null when it may be used. */
  lock: Sentence.nullable(),
  /** "Three tries left", or "This token does not tell how many tries are left". */
  tries: Sentence,
});

/** A PKCS#11 module that the station found, with the digest of its file. */
export const ModuleView = z.strictObject({
  id: OpaqueId,
  name: Short,
  sha256: DigestHex,
  origin: z.enum(['embedded', 'chosen', 'p11-kit', 'known-path']),
  state: z.enum(['ready', 'needs-approval', 'refused', 'failed']),
  sentence: Sentence,
  /** What it may be given to read, and the name of what it reads now; null where there is nothing to choose. */
  reads: z
    .strictObject({ want: z.enum(['file', 'folder']), asks: Sentence, now: Short.nullable() })
    .nullable(),
});

export const TokenList = z.strictObject({
  tokens: z.array(TokenView).max(64),
  /** The number of the token that this person chose in the open ceremony, plugged in or not; null before they did. */
  chosen: Serial.nullable(),
  modules: z.array(ModuleView).max(64),
  /** True when the plan lets this person use any practice token, so that one may be made. */
  mayMakePractice: z.boolean(),
});

export const tokensMethods = {
  'tokens.list': { in: z.null(), out: TokenList },
  'tokens.choose': { in: z.strictObject({ token: OpaqueId }), out: z.null() },
  'tokens.makePractice': { in: z.null(), out: TokenList },
  /** Deletes a practice token. `serial` is what the person typed. */
  'tokens.removePractice': {
    in: z.strictObject({ token: OpaqueId, serial: Short }),
    out: TokenList,
  },
  /** Names a module file to use; it is only looked at and digested, never loaded, until approved. */
  'modules.choose': { in: z.strictObject({ place: OpaqueId }), out: ModuleView },
  'modules.approve': {
    in: z.strictObject({ module: OpaqueId, sha256: DigestHex }),
    out: TokenList,
  },
} as const;

export const tokensEvents = { 'tokens.changed': TokenList } as const;

export type TokenView = z.output<typeof TokenView>;
export type ModuleView = z.output<typeof ModuleView>;
export type TokenList = z.output<typeof TokenList>;

import type { KeyId, TokenRef, Tokens } from '../tokens/token.ts';

/** What a device says of a key that it made, as certificates in DER. */
export interface KeyEvidence {
  readonly keyCertificate: Uint8Array;
  readonly deviceCertificate: Uint8Array;
}

/** Tokens of practice colleagues, as far as the station plays them. */
export interface PlayedTokens extends Pick<
  Tokens,
  | 'list'
  | 'makeKey'
  | 'sign'
  | 'challenge'
  | 'createColleague'
  | 'colleaguePin'
  | 'removePractice'
  | 'close'
> {
  /** Where the key of a token has to lie; null, or nothing, where any id will do. */
  keyIdOn?(ref: TokenRef): KeyId | null;
  /** What the token says of the key that was made on it; null, or nothing, where it says nothing. */
  evidenceOf?(ref: TokenRef): Promise<KeyEvidence | null>;
  /** Pulls the token out of its socket, for a rehearsal of that; false, or nothing, where that cannot be played. */
  pull?(ref: TokenRef): Promise<boolean>;
  plug?(ref: TokenRef): Promise<boolean>;
  /** Makes the token lock its PIN, with wrong ones; false, or nothing, where the token never does. */
  lockPin?(ref: TokenRef): Promise<boolean>;
  /** Unlocks it with the PUK. */
  unlockPin?(ref: TokenRef): Promise<boolean>;
}

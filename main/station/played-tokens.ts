import type { KeyId, TokenRef, Tokens } from '../tokens/token.ts';

/** What a device says of a key that it made, as certificates in DER. */
export interface KeyEvidence {
  readonly keyCertificate: Uint8Array;
  readonly deviceCertificate: Uint8Array;
}

/** Tokens of practice colleagues, as far as the station plays them. */
export interface PlayedTokens extends Pick<
  Tokens,
  'list' | 'makeKey' | 'sign' | 'challenge' | 'createColleague' | 'colleaguePin' | 'close'
> {
  /** Where the key of a token has to lie; null, or nothing, where any id will do. */
  keyIdOn?(ref: TokenRef): KeyId | null;
  /** What the token says of the key that was made on it; null, or nothing, where it says nothing. */
  evidenceOf?(ref: TokenRef): Promise<KeyEvidence | null>;
}

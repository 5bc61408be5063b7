import { randomBytes } from 'node:crypto';
import { toHex } from '../../../src/encoding/hex.ts';
import { publicKeyFromSpki, type PublicKey } from '../../../src/keys/public-key.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import type { Serial } from '../../../src/ceremony/serial.ts';
import { exportKey } from '../../ceremonies/key-files.ts';
import { isKeyId } from '../../tokens/listing.ts';
import type { KeyRef, PresentToken } from '../../tokens/token.ts';
import { StepError } from '../desk.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import type { PlayedTokens } from '../played-tokens.ts';
import type { TokenSigner } from '../sign-role.ts';

/**
 * Makes a practice key outside of the script, before the ceremony begins, and exports it: a key of the version before,
 * or one that signs without a person.
 */
export async function makeEarlierKey(
  tokens: PlayedTokens,
  { folder }: OpenCeremony,
  { serial, scheme }: { readonly serial: Serial; readonly scheme: Scheme },
): Promise<PublicKey> {
  const token = await practiceToken(tokens, serial);
  const id = tokens.keyIdOn?.(token.ref) ?? toHex(randomBytes(8));
  if (!isKeyId(id)) throw new TypeError('a key id is eight bytes in hexadecimal');
  const pin = await tokens.colleaguePin(token.ref);
  const label = 'PRACTICE earlier key';
  const made = await tokens.makeKey({
    ref: token.ref,
    expectedSerial: serial,
    scheme,
    pin,
    label,
    id,
  });
  const publicKey = publicKeyFromSpki(made.spki, `token ${serial}`);
  const evidence = await tokens.evidenceOf?.(token.ref);
  await exportKey(folder, {
    serial,
    publicKey,
    keyCertificate: evidence?.keyCertificate ?? null,
    deviceCertificate: evidence?.deviceCertificate ?? null,
  });
  return publicKey;
}

/** What signs with a practice key that lies on this token. */
export async function signerOn(
  tokens: PlayedTokens,
  participant: string,
  serial: string,
  publicKey: PublicKey,
): Promise<TokenSigner> {
  const token = await practiceToken(tokens, serial);
  const key = token.keys.find(({ spkiDigest }) => spkiDigest === publicKey.digest);
  if (key?.spkiDigest == null) throw notThere(serial);
  const ref: KeyRef = { ...token.ref, id: key.id, spkiDigest: key.spkiDigest };
  return { participant, tokens, token, key: ref, pin: await tokens.colleaguePin(token.ref) };
}

type UsableToken = PresentToken & { readonly ref: NonNullable<PresentToken['ref']> };

async function practiceToken(tokens: PlayedTokens, serial: string): Promise<UsableToken> {
  const found = (await tokens.list()).tokens.find(
    (token): token is UsableToken =>
      token.practice && token.ref !== null && String(token.serial) === serial,
  );
  if (found !== undefined) return found;
  throw notThere(serial);
}

function notThere(serial: string): StepError {
  return new StepError('practice.only', 'the practice token of this part is not there', {
    expected: `practice token ${serial}`,
    found: 'no such token with this key',
    hint: 'Start the rehearsal again. The station makes practice tokens for all its parts.',
    notDone: ['Nothing was signed.'],
  });
}

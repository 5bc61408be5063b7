import type { SpkiDigest } from '../../src/keys/public-key.ts';
import type { SignatureOrigin } from '../../src/transfer/signature-origin.ts';
import type { ReadableFolder } from '../ceremonies/readable-folder.ts';
import { signerInWords, signerNames, type SignerName, type SignerNames } from './signer-names.ts';

/** What a person reads of one bundle. */
const mostSentences = 5;

/** One sentence for each signature that stayed outside: whose it is, and what to do. */
export async function refusedInWords(
  folder: ReadableFolder,
  refused: readonly SignatureOrigin[],
): Promise<readonly string[]> {
  if (refused.length === 0) return [];
  const names = await signerNames(folder);
  const shown = refused.slice(0, mostSentences).map((one) => refusedSentence(one, names));
  const more = refused.length - shown.length;
  return more === 0 ? shown : [...shown, `${more} further signatures stayed outside.`];
}

/** Why one signature stayed outside, whose it is, and what to do. */
export function refusedSentence(
  { kind, madeBy, mayBe, keyid }: SignatureOrigin,
  names: SignerNames,
): string {
  const named = `keyid ${keyid.replaceAll(/[^\w-]/g, '?').slice(0, 8)}`;
  const nobody: SignerName = { name: null, serial: null };
  const owner = signerInWords(madeBy === null ? nobody : names(madeBy), madeBy);
  switch (kind) {
    case 'other-key':
      return `A signature under ${named} was made by ${owner}. The bytes are right, the key is not the one that it names. Ask which token was plugged in.`;
    case 'older-stage':
      return `A signature of ${owner} is over what was staged before. Give the root that is staged now to them and have it signed again.`;
    case 'repeated':
      return `${named} stands in the file more than once. One signature of a key counts.`;
    case 'unknown':
      return `No key of this ceremony made the signature under ${named}.${recovered(mayBe)} Have it made again.`;
  }
}

/** A signature gives its key away up to a choice of two, and only if it is over the bytes that are staged. */
function recovered(mayBe: readonly SpkiDigest[]): string {
  if (mayBe.length === 0) return '';
  const keys = mayBe.map((spki) => spki.slice(0, 8)).join(' or ');
  return ` If it is over these bytes, the key with fingerprint ${keys} made it: compare it with the token that was plugged in.`;
}

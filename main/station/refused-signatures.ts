import { holderOfSerial } from '../../src/ceremony/roster.ts';
import type { Plan } from '../../src/ceremony/plan.ts';
import type { SignatureOrigin } from '../../src/transfer/signature-origin.ts';
import { knownSigners } from '../ceremonies/known-signers.ts';
import type { ReadableFolder } from '../ceremonies/readable-folder.ts';
import { heldKeys } from './held-keys.ts';

/** What a person reads of one bundle. */
const mostSentences = 5;

/** One sentence for each signature that stayed outside: whose it is, and what to do. */
export async function refusedInWords(
  folder: ReadableFolder,
  refused: readonly SignatureOrigin[],
): Promise<readonly string[]> {
  if (refused.length === 0) return [];
  const held = await heldKeys(folder);
  const signers = await knownSigners(folder);
  const owner = (spki: string | null): string => {
    const own = held.find(({ publicKey }) => publicKey.digest === spki);
    if (own !== undefined) return `${own.name} with token ${own.serial}`;
    const name = signers.find(({ publicKey }) => publicKey.digest === spki)?.folder ?? null;
    return name === null ? `key ${spki?.slice(0, 8) ?? ''}` : ownerOfFolder(folder.plan, name);
  };
  const shown = refused.slice(0, mostSentences).map(({ kind, madeBy, keyid }) => {
    const named = `keyid ${keyid.replaceAll(/[^\w-]/g, '?').slice(0, 8)}`;
    return {
      'other-key': `A signature under ${named} was made by ${owner(madeBy)}. The bytes are right, the key is not the one that it names. Ask which token was plugged in.`,
      'older-stage': `A signature of ${owner(madeBy)} is over what was staged before. Give the root that is staged now to them and have it signed again.`,
      repeated: `${named} stands in the file more than once. One signature of a key counts.`,
      unknown: `No key of this ceremony made the signature under ${named}. Have it made again.`,
    }[kind];
  });
  const more = refused.length - shown.length;
  return more === 0 ? shown : [...shown, `${more} further signatures stayed outside.`];
}

function ownerOfFolder(plan: Plan, name: string): string {
  const serial = name.replace(/-[0-9a-f]{8}$/, '');
  const holder = holderOfSerial(plan, serial);
  return holder === null ? `token ${serial}` : `${holder.name} with token ${serial}`;
}

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Its common name, as in assets/practice-root/practice-root.pem. */
export const practiceRootName = 'Keyholder Station Practice Root';

/**
 * The private key of the practice root. It is public on purpose: anybody may make a practice attestation, and nobody
 * may take one for a vendor's.
 */
export function practiceRootKey(): KeyObject {
  return createPrivateKey(readFileSync(new URL('practice-root-key.pem', import.meta.url)));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of Sigstore's published ceremonies, for example `root_history/9.root.json`. */
export function fixtureBytes(path: string): Uint8Array {
  return Uint8Array.from(
    readFileSync(join(import.meta.dirname, '../../fixtures/sigstore-root-signing', path)),
  );
}

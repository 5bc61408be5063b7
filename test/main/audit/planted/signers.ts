import { openDesk } from '../../../../main/station/station.ts';
import { stationFolders } from '../../../../main/station/folders.ts';
import { toHex } from '../../../../src/encoding/hex.ts';
import type { JsonObject } from '../../../../src/encoding/json.ts';
import { canonicalBytes } from '../../../../src/tuf/canonical.ts';

/** The practice tokens that a rehearsal left: with them somebody could sign what was never agreed. */
export interface Signers {
  /** Digests of the keys that can sign. */
  readonly spkis: ReadonlySet<string>;
  /** The signature, in hexadecimal digits, of the key with this digest. */
  sign(spki: string, signed: JsonObject): Promise<string>;
  close(): Promise<void>;
}

export async function keepSigners(home: string): Promise<Signers> {
  const desk = await openDesk(
    { version: '0.0.0', root: process.getuid?.() === 0 },
    stationFolders({ HOME: home }),
  );
  const { tokens } = await desk.colleagues.list();
  const keys = new Map(
    tokens.flatMap(({ ref, keys: held }) =>
      ref === null
        ? []
        : held.flatMap(({ id, spkiDigest }) =>
            spkiDigest === null
              ? []
              : [[spkiDigest as string, { ...ref, id, spkiDigest }] as const],
          ),
    ),
  );
  return {
    spkis: new Set(keys.keys()),
    async sign(spki, signed) {
      const key = keys.get(spki);
      if (key === undefined) throw new Error(`no token here has the key ${spki}`);
      const signature = await desk.colleagues.sign({
        key,
        scheme: 'ecdsa-sha2-nistp256',
        purpose: 'tuf-canonical',
        bytes: canonicalBytes(signed),
        pin: await desk.colleagues.colleaguePin(key),
      });
      return toHex(signature);
    },
    async close() {
      await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
    },
  };
}

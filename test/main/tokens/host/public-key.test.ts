import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ck, loadCryptoki, type Cryptoki } from '../../../../main/tokens/host/cryptoki.ts';
import { findObjects, onlyOne } from '../../../../main/tokens/host/objects.ts';
import { Presence } from '../../../../main/tokens/host/presence.ts';
import { shownKey, type ShownKey } from '../../../../main/tokens/host/public-key.ts';
import { withSession } from '../../../../main/tokens/host/session.ts';
import { publicKeyFromSpki } from '../../../../src/keys/public-key.ts';
import { hostileModule } from '../tokens-under-test.ts';

/** The hostile module in this very process; its key is the base point of P-256, unless a mode says otherwise. */
let cryptoki: Cryptoki;
beforeEach(() => {
  cryptoki = loadCryptoki(hostileModule());
  cryptoki.C_Initialize({ flags: ck.CKF_OS_LOCKING_OK });
});
afterEach(() => {
  cryptoki.C_Finalize();
  cryptoki.close();
  delete process.env['HOSTILE_MODE'];
});

/** The key that the token shows now. */
async function shown(mode = ''): Promise<ShownKey | null> {
  process.env['HOSTILE_MODE'] = mode;
  return withSession(cryptoki, new Presence(cryptoki), 'HOSTILE-1', 'read', (session) =>
    shownKey(
      session,
      onlyOne(findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY }])),
    ),
  );
}

describe('a public key that a token shows', () => {
  it('has its form, its digest and its one scheme', async () => {
    const key = await shown();
    expect(key?.scheme).toBe('ecdsa-sha2-nistp256');
    expect(key?.digest).toBe(publicKeyFromSpki(key?.spki ?? Buffer.alloc(0), 'key').digest);
    expect(key?.digest).toBe(
      createHash('sha256')
        .update(key?.spki ?? '')
        .digest('hex'),
    );
  });

  it.each(['point off the curve', 'short point', 'long point', 'short attributes'])(
    'is read each time, whatever was shown before (%s)',
    async (mode) => {
      const before = await shown();
      expect(before).not.toBeNull();
      expect(await shown(mode)).toBeNull();
      expect(await shown(mode)).toBeNull();
      expect(await shown()).toEqual(before);
    },
  );
});

import { describe, expect, it, vi } from 'vitest';
import { makeOnYubikey } from '../../../../main/station/yubikey/make-on-yubikey.ts';
import type { YubikeyStatus } from '../../../../main/tokens/yubikey/yubikey.ts';

const ready: YubikeyStatus = {
  serial: '24617802',
  firmware: '5.4.3',
  pin: { isDefault: false, triesLeft: 3 },
  puk: { isDefault: false, triesLeft: 3 },
  managementKey: { isDefault: false, keptBehindPin: true },
  key: null,
  otherSlots: [],
};

/** A making on a YubiKey that tells this of itself; what was asked of it and written down is kept. */
function making(status: YubikeyStatus, mode: 'real' | 'rehearsal') {
  const record = vi.fn<(deed: unknown) => void>();
  const makeKey = vi.fn<(request: unknown) => void>();
  const asked = {
    tokens: {
      makeKey,
      yubikeys: { status: async () => status, deviceCertificate: async () => null },
    },
    ceremony: { plan: { mode }, record },
    token: { ref: { module: 'm', serial: '24617802' }, keys: [] },
    pin: '48261937',
    replace: null,
    tell: () => undefined,
    signal: undefined,
  };
  return { asked: asked as unknown as Parameters<typeof makeOnYubikey>[0], record, makeKey };
}

describe('before a key is made on a YubiKey', () => {
  it.each(['real', 'rehearsal'] as const)(
    'somebody has to vouch for the device (%s)',
    async (mode) => {
      const { asked, record, makeKey } = making(ready, mode);
      await expect(makeOnYubikey(asked)).rejects.toMatchObject({
        code: 'attestation.not-vouched',
        found: 'it has no certificate of its own',
        notDone: ['Nothing was signed.', 'No PIN was sent.'],
      });
      expect(record).not.toHaveBeenCalled();
      expect(makeKey).not.toHaveBeenCalled();
    },
  );

  it('the device has to be set up, whoever vouches for it', async () => {
    const factory = { isDefault: true, triesLeft: 3 };
    const { asked, record, makeKey } = making({ ...ready, puk: factory }, 'real');
    await expect(makeOnYubikey(asked)).rejects.toMatchObject({
      code: 'token.set-up-first',
      found: 'Its PUK is still from the factory, and everybody knows that.',
    });
    expect(record).not.toHaveBeenCalled();
    expect(makeKey).not.toHaveBeenCalled();
  });
});

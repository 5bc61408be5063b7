import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../main/tokens/smart-card/card.ts';
import { makePivKey } from '../../../../main/tokens/yubikey/make-piv-key.ts';
import {
  factoryManagementKey,
  keepRandomManagementKey,
  proveManagementKey,
} from '../../../../main/tokens/yubikey/management-key.ts';
import { changeReference, selectPiv, verifyPin } from '../../../../main/tokens/yubikey/piv-card.ts';
import { factory } from '../../../../main/tokens/yubikey/set-up.ts';
import { VirtualYubikey } from '../../../simulators/virtual-yubikey/virtual-yubikey.ts';
import { rejection } from '../tokens-under-test.ts';

const serial = '11111111';
const pin = '48261937';
const asked = {
  scheme: 'ecdsa-sha2-nistp256',
  policies: { pin: 'always', touch: 'never' },
  replaces: null,
} as const;
const generate = /^> 0047/;
const verify = /^> 0020/;

/** A device that keeps its management key, as other programs may have left it: with this PIN. */
async function device(firmware: string, chosen: string) {
  const yubikey = await VirtualYubikey.make({ serial: Number(serial), firmware });
  const card: Card = { reader: 'test', transmit: async (apdu) => yubikey.transmit(apdu) };
  await selectPiv(card);
  if (chosen !== factory.pin) await changeReference(card, 'pin', factory.pin, chosen);
  await changeReference(card, 'puk', factory.puk, '73916284');
  await verifyPin(card, chosen);
  await proveManagementKey(card, factoryManagementKey);
  await keepRandomManagementKey(card);
  await selectPiv(card);
  yubikey.takeLog();
  return { yubikey, card, sent: () => yubikey.takeLog() };
}

describe('a PIN from the factory', () => {
  it.each(['4.4.5', '5.4.3', '5.7.1'])(
    'is known and not sent, whether firmware %s tells of it or not',
    async (firmware) => {
      const { card, sent } = await device(firmware, factory.pin);
      const error = await rejection(makePivKey(card, serial, { ...asked, pin: factory.pin }));
      expect(error).toMatchObject({
        code: 'token.set-up-first',
        notDone: ['No key was made', 'No PIN was sent'],
      });
      // An empty VERIFY asks how many tries are left.
      const log = sent();
      expect(log.filter((line) => verify.test(line) && !/^> 00200080(00)?\b/.test(line))).toEqual(
        [],
      );
      expect(log.filter((line) => generate.test(line))).toEqual([]);
    },
  );

  it.each(['4.4.5', '5.4.3', '5.7.1'])(
    'that was changed is no hindrance on %s',
    async (firmware) => {
      const { card, sent } = await device(firmware, pin);
      const made = await makePivKey(card, serial, { ...asked, pin });
      expect(made).toMatchObject({ serial, pinPolicy: 'always', touchPolicy: 'never' });
      expect(sent().filter((line) => generate.test(line))).toHaveLength(1);
    },
  );
});

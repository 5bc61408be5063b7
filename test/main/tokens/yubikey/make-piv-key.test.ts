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
import { claim, mintDevice } from '../../../attestation/minted.ts';
import { done, refused } from '../smart-card/false-service.ts';
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
async function device(
  firmware: string,
  chosen: string,
  { puk = '73916284', keeps = true }: { readonly puk?: string; readonly keeps?: boolean } = {},
) {
  const yubikey = await VirtualYubikey.make({ serial: Number(serial), firmware });
  const card: Card = { reader: 'test', transmit: async (apdu) => yubikey.transmit(apdu) };
  await selectPiv(card);
  if (chosen !== factory.pin) await changeReference(card, 'pin', factory.pin, chosen);
  if (puk !== factory.puk) await changeReference(card, 'puk', factory.puk, puk);
  await verifyPin(card, chosen);
  await proveManagementKey(card, factoryManagementKey);
  if (keeps) await keepRandomManagementKey(card);
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

/** The card, but for what it certifies once a key was made in 9c. */
function lying(card: Card, attestation: Uint8Array | 'none'): Card {
  let made = false;
  return {
    ...card,
    transmit: async (apdu) => {
      made ||= apdu[1] === 0x47;
      if (!made || apdu[1] !== 0xf9) return card.transmit(apdu);
      return attestation === 'none' ? refused(0x6a80) : done(attestation);
    },
  };
}

const certified = (keyExtensions: readonly Uint8Array[], slot = '9c') =>
  mintDevice({ keyExtensions, subject: `YubiKey PIV Attestation ${slot}` }).keyCert;

describe('what else is from the factory', () => {
  it.each([
    ['PUK', 'its PUK is the one from the factory', factory.puk, true],
    ['management key', 'its management key is the one from the factory', '73916284', false],
  ])('keeps a key from being made: the %s', async (_, found, puk, keeps) => {
    const { card, sent } = await device('5.4.3', pin, { puk, keeps });
    const error = await rejection(makePivKey(card, serial, { ...asked, pin }));
    expect(error).toMatchObject({ code: 'token.set-up-first', found });
    expect(sent().filter((line) => generate.test(line))).toEqual([]);
  });
});

describe('a key that is not what was asked for', () => {
  const number = claim(7, 0x02, 0x04, 0x00, 0xa9, 0x8a, 0xc7);
  const policies = (pinPolicy: number, touchPolicy: number) => [
    claim(3, 5, 4, 3),
    number,
    claim(8, pinPolicy, touchPolicy),
  ];
  const others = [claim(3, 5, 4, 3), claim(7, 0x02, 0x01, 0x07), claim(8, 3, 1)];

  it('passes where the attestation says what was asked for', async () => {
    const { card } = await device('5.4.3', pin);
    const made = await makePivKey(lying(card, certified(policies(3, 1))), serial, {
      ...asked,
      pin,
    });
    expect(made).toMatchObject({ serial, slot: '9c', pinPolicy: 'always', touchPolicy: 'never' });
  });

  it.each<readonly [string, Uint8Array | 'none', string, string]>([
    [
      'another PIN policy',
      certified(policies(2, 1)),
      'PIN always, touch never',
      'PIN once, touch never',
    ],
    [
      'another touch policy',
      certified(policies(3, 3)),
      'PIN always, touch never',
      'PIN always, touch cached',
    ],
    ['another device', certified(others), 'serial 11111111', 'serial 7'],
    ['another slot', certified(policies(3, 1), '9a'), 'slot 9c', 'slot 9a'],
    ['nothing', 'none', 'an attestation', 'none'],
    [
      'no certificate at all',
      Buffer.from('3003020101', 'hex'),
      'an attestation',
      'one that can not be read',
    ],
  ])('stops where the device certifies %s', async (_, attestation, expected, found) => {
    const { card, sent } = await device('5.4.3', pin);
    const making = makePivKey(lying(card, attestation), serial, { ...asked, pin });
    expect(await rejection(making)).toMatchObject({
      code: 'key.attributes',
      expected,
      found,
      notDone: ['The key was not taken into the ceremony'],
    });
    expect(sent().filter((line) => generate.test(line))).toHaveLength(1);
  });
});

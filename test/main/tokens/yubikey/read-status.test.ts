import { randomBytes } from 'node:crypto';
import { assert, constantFrom, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../main/tokens/smart-card/card.ts';
import { otherKeys, readStatus } from '../../../../main/tokens/yubikey/read-status.ts';
import { toldKey } from '../../../../main/tokens/yubikey/told-key.ts';
import { readCertificate } from '../../../../src/attestation/certificate.ts';
import { algorithm } from '../../../simulators/virtual-yubikey/algorithm.ts';
import { Host } from '../../../simulators/virtual-yubikey/host.ts';
import { tlv } from '../../../simulators/virtual-yubikey/tlv.ts';
import { VirtualYubikey } from '../../../simulators/virtual-yubikey/virtual-yubikey.ts';

const attest = 0xf9;
const metadata = 0xf7;
const slot = 0x9c;

/** A device whose management key is proven, and a card to read it by. */
async function device(
  firmware: string,
): Promise<{ yubikey: VirtualYubikey; host: Host; card: Card }> {
  const yubikey = await VirtualYubikey.make({ serial: 11111111, firmware });
  const host = new Host(yubikey);
  await host.select();
  const proven = await host.proveManagementKey(undefined, firmware.startsWith('5.7') ? 0x0a : 0x03);
  expect(proven).toBe(0x9000);
  const card: Card = { reader: 'test', transmit: async (apdu) => yubikey.transmit(apdu) };
  return { yubikey, host, card };
}

async function attested(host: Host, of: number) {
  const { data, status } = await host.send(attest, of);
  expect(status).toBe(0x9000);
  return readCertificate(data, 'test').publicKey.digest;
}

/** Puts the certificate of another key beside the one in 9c. @returns whose it is */
async function certificateBeside(host: Host) {
  await host.generate(0x9a, algorithm.p256);
  const { data } = await host.send(attest, 0x9a);
  const content = Buffer.concat([tlv(0x70, data), tlv(0x71, Buffer.of(0)), tlv(0xfe)]);
  const object = Buffer.concat([tlv(0x5c, Buffer.from('5fc10a', 'hex')), tlv(0x53, content)]);
  expect((await host.send(0xdb, 0x3f, 0xff, object)).status).toBe(0x9000);
  return readCertificate(data, 'test').publicKey.digest;
}

const importKey = async (host: Host) =>
  host.send(0xfe, algorithm.p256, slot, tlv(0x06, Buffer.concat([Buffer.of(1), randomBytes(31)])));

describe('the key in the slot for signatures', () => {
  it.each(['4.4.5', '5.4.3', '5.7.1'])(
    'made there is named by what firmware %s certifies',
    async (firmware) => {
      const { host, card } = await device(firmware);
      expect((await readStatus(card, '11111111')).key).toBeNull();
      await host.generate(slot, algorithm.p384);
      const { key } = await readStatus(card, '11111111');
      expect(key).toEqual({ spkiDigest: await attested(host, slot), madeThere: true });
    },
  );

  it.each(['5.4.3', '5.7.1'])(
    'that was brought to firmware %s is never named by a certificate of another key beside it',
    async (firmware) => {
      const { host, card } = await device(firmware);
      expect((await importKey(host)).status).toBe(0x9000);
      const beside = await certificateBeside(host);
      const { key } = await readStatus(card, '11111111');
      expect(key).toEqual({
        spkiDigest: toldKey(await host.metadata(slot)),
        madeThere: false,
      });
      expect(key?.spkiDigest).toMatch(/^[0-9a-f]{64}$/);
      expect(key?.spkiDigest).not.toBe(beside);
    },
  );

  it('that was brought to old firmware has only the certificate beside it', async () => {
    const { host, card } = await device('4.4.5');
    await importKey(host);
    const spkiDigest = await certificateBeside(host);
    expect((await readStatus(card, '11111111')).key).toEqual({ spkiDigest, madeThere: null });
  });

  it('has no name where its metadata and its attestation tell of two keys', async () => {
    const { yubikey, host, card } = await device('5.4.3');
    await host.generate(slot, algorithm.p256);
    await host.generate(0x9a, algorithm.p256);
    const { data } = await host.send(attest, 0x9a);
    yubikey.fault({
      kind: 'answer',
      instruction: attest,
      response: `${data.toString('hex')}9000`,
    });
    expect((await readStatus(card, '11111111')).key).toEqual({ spkiDigest: null, madeThere: true });
    expect((await readStatus(card, '11111111')).key?.spkiDigest).not.toBeNull();
  });
});

describe('keys in other slots', () => {
  it('are named whether they were made there or brought to it', async () => {
    const { host, card } = await device('5.4.3');
    expect(await otherKeys(card)).toEqual([]);
    await host.generate(0x9a, algorithm.p256);
    const secret = tlv(0x06, Buffer.concat([Buffer.of(1), randomBytes(31)]));
    expect((await host.send(0xfe, algorithm.p256, 0x9d, secret)).status).toBe(0x9000);
    const brought = toldKey(await host.metadata(0x9d));
    expect(brought).not.toBeNull();
    expect(await otherKeys(card)).toEqual([
      { slot: '9a', spkiDigest: await attested(host, 0x9a) },
      { slot: '9d', spkiDigest: brought },
    ]);
  });

  it('are not told of by old firmware', async () => {
    const { host, card } = await device('4.4.5');
    await host.generate(0x9a, algorithm.p256);
    expect(await otherKeys(card)).toBeNull();
  });
});

describe('the public key that a slot tells', () => {
  it.each([
    ['P-256', algorithm.p256],
    ['P-384', algorithm.p384],
    ['RSA 2048', algorithm.rsa2048],
    ['Ed25519', algorithm.ed25519],
  ])('is the one of its attestation: %s', async (_, id) => {
    const { host } = await device('5.7.1');
    expect((await host.generate(slot, id)).status).toBe(0x9000);
    const told = (await host.send(metadata, 0, slot)).status;
    expect(told).toBe(0x9000);
    expect(toldKey(await host.metadata(slot))).toBe(await attested(host, slot));
  });

  it.each([
    ['nothing', ''],
    ['no elements', '86ff'],
    ['a point off its curve', `8641 04${'11'.repeat(64)}`],
    ['a point of another length', `8603 041111`],
    ['a modulus alone', `8102 0101`],
    ['an RSA key that is too short', `8102 0101 8203 010001`],
    ['32 bytes of X25519', `8620 ${'09'.repeat(32)}`],
  ])('is none where there is %s', (_, hex) => {
    const told = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(
      toldKey(
        new Map([
          [4, told],
          [1, Buffer.of(0xe1)],
        ]),
      ),
    ).toBeNull();
  });

  it('is a digest or none, whatever the bytes', () => {
    assert(
      property(uint8Array({ maxLength: 300 }), constantFrom(0x11, 0xe0, 0xe1), (bytes, id) => {
        const told = Buffer.from(bytes);
        for (const publicKey of [
          told,
          tlv(0x86, told),
          Buffer.concat([tlv(0x81, told), tlv(0x82, told)]),
        ]) {
          const key = toldKey(
            new Map([
              [1, Buffer.of(id)],
              [4, publicKey],
            ]),
          );
          expect(key ?? '0'.repeat(64)).toMatch(/^[0-9a-f]{64}$/);
        }
      }),
    );
  });

  it('is none where the device tells none', () => {
    expect(toldKey(new Map())).toBeNull();
  });
});

import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { assert, asyncProperty, constantFrom, oneof, tuple, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../src/attestation/certificate.ts';
import { judgePivAttestation } from '../../../src/attestation/piv-attestation.ts';
import { algorithm } from './algorithm.ts';
import { DroppedError } from './fault.ts';
import { Host } from './host.ts';
import { padded } from './piv/reference.ts';
import { readTemplate, tlv } from './tlv.ts';
import { VirtualYubikey, type VirtualYubikeyOptions } from './virtual-yubikey.ts';

async function fresh(options: Partial<VirtualYubikeyOptions> = {}) {
  const device = await VirtualYubikey.make({ serial: 12345678, ...options });
  const host = new Host(device);
  expect((await host.select()).status).toBe(0x9000);
  return { device, host };
}

/** With the management key of the factory proven. */
async function ready(options: Partial<VirtualYubikeyOptions> = {}) {
  const both = await fresh(options);
  const is57 = both.device.identity.firmware.minor >= 7;
  expect(await both.host.proveManagementKey(undefined, is57 ? 0x0a : 0x03)).toBe(0x9000);
  return both;
}

const digest = createHash('sha256').update('root').digest();

async function attestationOf(host: Host, slot: number) {
  const key = await host.send(0xf9, slot);
  const object = await host.send(0xcb, 0x3f, 0xff, tlv(0x5c, Buffer.from('5fff01', 'hex')));
  const device = readTemplate(object.data, 0x53).get(0x70) ?? Buffer.alloc(0);
  return judgePivAttestation(
    readCertificate(key.data, 'key'),
    readCertificate(device, 'device'),
    'virtual',
  );
}

describe('a device under another root', () => {
  it('attests as others do, and its chain ends in no root that the station knows', async () => {
    const { host } = await ready({ root: 'another' });
    expect((await host.generate(0x9c, algorithm.p256, 3, 2)).status).toBe(0x9000);
    expect(await attestationOf(host, 0x9c)).toMatchObject({
      chain: { valid: false, practice: false },
      serial: '12345678',
      pinPolicy: 'always',
      touchPolicy: 'always',
    });
  });
});

describe('keys', () => {
  it.each([
    ['P-256', algorithm.p256, '5.4.3'],
    ['P-384', algorithm.p384, '4.4.5'],
    ['P-256 of 5.7', algorithm.p256, '5.7.1'],
  ])('%s are made, attested and sign', async (_, id, firmware) => {
    const { host } = await ready({ firmware });
    expect((await host.generate(0x9c, id, 3, 2)).status).toBe(0x9000);
    const attestation = await attestationOf(host, 0x9c);
    expect(attestation).toMatchObject({
      chain: { valid: false, practice: true },
      serial: '12345678',
      firmware: { text: firmware },
      pinPolicy: 'always',
      touchPolicy: 'always',
      formFactor: firmware.startsWith('4') ? null : 'USB-A keychain',
      slot: '9c',
    });
    expect(await host.verify('123456')).toBe(0x9000);
    const size = id === algorithm.p256 ? 'sha256' : 'sha384';
    const input = createHash(size).update('root').digest();
    const signature = await host.sign(0x9c, id, input);
    const key = new X509Certificate(Buffer.from(attestation.keyCert.der)).publicKey;
    expect(verify(size, Buffer.from('root'), key, signature.data)).toBe(true);
  });

  it('of RSA do the raw operation on a padded block', async () => {
    const { host } = await ready();
    expect((await host.generate(0x9a, algorithm.rsa2048, 1)).status).toBe(0x9000);
    const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
    const padding = Buffer.alloc(256 - 3 - info.length - 32, 0xff);
    const block = Buffer.concat([Buffer.of(0, 1), padding, Buffer.of(0), info, digest]);
    const signature = await host.sign(0x9a, algorithm.rsa2048, block);
    const { keyCert } = await attestationOf(host, 0x9a);
    const key = new X509Certificate(Buffer.from(keyCert.der)).publicKey;
    expect(verify('sha256', Buffer.from('root'), key, signature.data)).toBe(true);
    expect((await host.sign(0x9a, algorithm.rsa2048, digest)).status).toBe(0x6a80);
  });

  it.each([
    ['5.4.3', algorithm.ed25519, 0x6a80],
    ['5.4.3', algorithm.rsa3072, 0x6a80],
    ['5.7.1', algorithm.ed25519, 0x9000],
    ['5.7.1', 0x42, 0x6a80],
  ])('of firmware %s and algorithm %i end with %i', async (firmware, id, status) => {
    const { host } = await ready({ firmware });
    expect((await host.generate(0x9c, id)).status).toBe(status);
  });

  it('need the management key, and a slot that exists', async () => {
    const { host } = await fresh();
    expect((await host.generate(0x9c, algorithm.p256)).status).toBe(0x6982);
    const proven = await ready();
    expect((await proven.host.generate(0x77, algorithm.p256)).status).toBe(0x6a86);
    expect((await proven.host.generate(0x9c, algorithm.p256, 9)).status).toBe(0x6a80);
  });

  it('that were brought in get no attestation', async () => {
    const { host } = await ready();
    const secret = Buffer.concat([Buffer.of(1), randomBytes(31)]);
    expect((await host.send(0xfe, algorithm.p256, 0x9c, tlv(0x06, secret))).status).toBe(0x9000);
    expect((await host.send(0xf9, 0x9c)).status).toBe(0x6a80);
    expect((await host.metadata(0x9c)).get(3)).toEqual(Buffer.of(2));
  });

  it('move and go since firmware 5.7', async () => {
    const { host } = await ready({ firmware: '5.7.1' });
    await host.generate(0x9c, algorithm.p256);
    expect((await host.send(0xf6, 0x82, 0x9c)).status).toBe(0x9000);
    expect((await host.send(0xf9, 0x9c)).status).toBe(0x6a88);
    expect((await host.send(0xf9, 0x82)).status).toBe(0x9000);
    expect((await host.send(0xf6, 0xff, 0x82)).status).toBe(0x9000);
    expect((await host.send(0xf9, 0x82)).status).toBe(0x6a88);
    const older = await ready();
    expect((await older.host.send(0xf6, 0xff, 0x9c)).status).toBe(0x6d00);
  });
});

describe('PIN and PUK', () => {
  it('count down, block, and are told by VERIFY and metadata', async () => {
    const { host } = await fresh();
    expect((await host.send(0x20, 0, 0x80)).status).toBe(0x63c3);
    expect(await host.verify('000000')).toBe(0x63c2);
    const metadata = await host.metadata(0x80);
    expect(metadata.get(5)).toEqual(Buffer.of(1));
    expect(metadata.get(6)).toEqual(Buffer.of(3, 2));
    expect(await host.verify('000000')).toBe(0x63c1);
    expect(await host.verify('000000')).toBe(0x6983);
    expect(await host.verify('123456')).toBe(0x6983);
  });

  it('a right PIN gives all tries back', async () => {
    const { host } = await fresh();
    await host.verify('000000');
    expect(await host.verify('123456')).toBe(0x9000);
    expect((await host.send(0x20, 0xff, 0x80)).status).toBe(0x9000);
    expect((await host.send(0x20, 0, 0x80)).status).toBe(0x63c3);
  });

  it('the PUK unblocks, and blocks itself', async () => {
    const { host } = await fresh();
    for (let tries = 0; tries < 3; tries++) await host.verify('000000');
    const unblock = (puk: string) =>
      host.send(0x2c, 0, 0x80, Buffer.concat([padded(puk), padded('654321')]));
    expect((await unblock('00000000')).status).toBe(0x63c2);
    expect((await unblock('12345678')).status).toBe(0x9000);
    expect(await host.verify('654321')).toBe(0x9000);
    expect((await host.metadata(0x80)).get(5)).toEqual(Buffer.of(0));
    for (const status of [0x63c2, 0x63c1, 0x6983, 0x6983]) {
      expect((await unblock('00000000')).status).toBe(status);
    }
  });

  it('change, and a PIN shorter than six is refused', async () => {
    const { host } = await fresh();
    const change = (from: string, to: string) =>
      host.send(0x24, 0, 0x80, Buffer.concat([padded(from), padded(to)]));
    expect((await change('123456', '12345')).status).toBe(0x6a80);
    expect((await change('123456', '87654321')).status).toBe(0x9000);
    expect(await host.verify('123456')).toBe(0x63c2);
    expect(await host.verify('87654321')).toBe(0x9000);
  });

  it('a reset needs both blocked, wipes keys, and keeps the device key', async () => {
    const { host } = await ready();
    await host.generate(0x9c, algorithm.p256);
    const before = await attestationOf(host, 0x9c);
    expect((await host.send(0xfb)).status).toBe(0x6985);
    for (let tries = 0; tries < 3; tries++) {
      await host.verify('000000');
      await host.send(0x24, 0, 0x81, Buffer.concat([padded('00000000'), padded('11111111')]));
    }
    expect((await host.send(0xfb)).status).toBe(0x9000);
    expect(await host.verify('123456')).toBe(0x9000);
    expect((await host.send(0xf9, 0x9c)).status).toBe(0x6a88);
    expect(await host.proveManagementKey()).toBe(0x9000);
    await host.generate(0x9c, algorithm.p256);
    const after = await attestationOf(host, 0x9c);
    expect(after.deviceCert.sha256).toBe(before.deviceCert.sha256);
    expect(after.publicKey.digest).not.toBe(before.publicKey.digest);
  });

  it('policy always asks before each signature, once only in a session, never not at all', async () => {
    const { host } = await ready();
    await host.generate(0x9c, algorithm.p256, 3);
    await host.generate(0x9a, algorithm.p256, 2);
    await host.generate(0x9e, algorithm.p256, 1);
    const sign = async (slot: number) => (await host.sign(slot, algorithm.p256, digest)).status;
    expect(await Promise.all([sign(0x9c), sign(0x9a), sign(0x9e)])).toEqual([
      0x6982, 0x6982, 0x9000,
    ]);
    await host.verify('123456');
    expect(await sign(0x9c)).toBe(0x9000);
    expect(await sign(0x9c)).toBe(0x6982);
    expect(await sign(0x9a)).toBe(0x9000);
    expect(await sign(0x9a)).toBe(0x9000);
  });
});

describe('the management key', () => {
  it.each([
    [0x03, 24, '5.4.3', 0x9000],
    [0x08, 16, '5.4.3', 0x9000],
    [0x0c, 32, '5.7.1', 0x9000],
    [0x0a, 24, '5.4.1', 0x6a80],
    [0x08, 24, '5.4.3', 0x6a80],
  ])('of algorithm %i with %i bytes on %s ends with %i', async (id, size, firmware, status) => {
    const { host } = await ready({ firmware });
    const key = randomBytes(size);
    const set = Buffer.concat([Buffer.of(id, 0x9b, size), key]);
    expect((await host.send(0xff, 0xff, 0xff, set)).status).toBe(status);
    if (status !== 0x9000) return;
    await host.select();
    expect(await host.proveManagementKey(key, id)).toBe(0x9000);
    expect((await host.metadata(0x9b)).get(5)).toEqual(Buffer.of(0));
  });

  it('is refused when it is wrong, and proves nothing then', async () => {
    const { host } = await fresh();
    expect(await host.proveManagementKey(Buffer.alloc(24, 7))).toBe(0x6982);
    expect((await host.generate(0x9c, algorithm.p256)).status).toBe(0x6982);
    const newer = await fresh({ firmware: '5.7.1' });
    expect(await newer.host.proveManagementKey(undefined, 0x03)).toBe(0x6a80);
  });

  it('can lie on the token, in an object behind the PIN', async () => {
    const { host } = await ready();
    const printed = Buffer.from('5fc109', 'hex');
    const key = tlv(0x88, tlv(0x89, randomBytes(24)));
    const put = tlv(0x5c, printed);
    expect((await host.send(0xdb, 0x3f, 0xff, Buffer.concat([put, tlv(0x53, key)]))).status).toBe(
      0x9000,
    );
    expect((await host.send(0xcb, 0x3f, 0xff, put)).status).toBe(0x6982);
    await host.verify('123456');
    expect((await host.send(0xcb, 0x3f, 0xff, put)).data).toEqual(tlv(0x53, key));
  });
});

describe('touch', () => {
  it('is waited for, and lets the signature through', async () => {
    const { device, host } = await ready({ touch: 'by-hand' });
    await host.generate(0x9a, algorithm.p256, 1, 2);
    let lights = 0;
    device.sensor.onWait = () => {
      lights++;
      expect(device.sensor.touch()).toBe(true);
    };
    expect((await host.sign(0x9a, algorithm.p256, digest)).status).toBe(0x9000);
    expect((await host.sign(0x9a, algorithm.p256, digest)).status).toBe(0x9000);
    expect(lights).toBe(2);
    expect(device.sensor.touch()).toBe(false);
  });

  it('of policy cached counts for the next one, too', async () => {
    const { device, host } = await ready({ touch: 'by-hand' });
    await host.generate(0x9a, algorithm.p256, 1, 3);
    let lights = 0;
    device.sensor.onWait = () => {
      lights++;
      device.sensor.touch();
    };
    for (let count = 0; count < 3; count++) {
      expect((await host.sign(0x9a, algorithm.p256, digest)).status).toBe(0x9000);
    }
    expect(lights).toBe(1);
  });

  it('ends without one when the device is pulled out', async () => {
    const { device, host } = await ready({ touch: 'by-hand' });
    await host.generate(0x9a, algorithm.p256, 1, 2);
    device.sensor.onWait = () => device.powerCycle();
    expect((await host.sign(0x9a, algorithm.p256, digest)).status).toBe(0x6982);
    expect(device.sensor.waiting).toBe(0);
  });
});

describe('what a device tells of itself', () => {
  it('is its serial by three ways, and its firmware', async () => {
    const { host } = await fresh({ serial: 0x00bc614e });
    expect((await host.send(0xf8)).data.toString('hex')).toBe('00bc614e');
    expect((await host.send(0xfd)).data).toEqual(Buffer.of(5, 4, 3));
    await host.select(Buffer.from('a0000005272001', 'hex'));
    expect((await host.send(0x01, 0x10)).data.toString('hex')).toBe('00bc614e');
    await host.select(Buffer.from('a000000527471117', 'hex'));
    expect((await host.send(0x1d)).data.toString('hex')).toBe(
      '230102023f020400bc614e0302023f04010105030504030602000007010f0801000a0100',
    );
  });

  it('is less on firmware 4', async () => {
    const { host } = await fresh({ firmware: '4.4.5' });
    expect((await host.send(0xf8)).status).toBe(0x6d00);
    await expect(host.metadata(0x80)).rejects.toThrow('status 6d00');
  });

  it.each([
    ['serial', { serial: 0 }],
    ['firmware', { firmware: 'new' }],
  ])('has to be in form: %s', async (_, options) => {
    await expect(fresh(options)).rejects.toThrow(RangeError);
  });
});

describe('faults', () => {
  it('come once each, in their order, at their instruction', async () => {
    const { device, host } = await fresh();
    device.fault({ kind: 'answer', instruction: 0xf8, response: 'deadbeef9000' });
    device.fault({ kind: 'answer', response: '6f00', times: 2 });
    expect((await host.send(0xfd)).status).toBe(0x6f00);
    expect((await host.send(0xf8)).data.toString('hex')).toBe('deadbeef');
    expect((await host.send(0xf8)).status).toBe(0x6f00);
    expect((await host.send(0xf8)).status).toBe(0x9000);
  });

  it('corrupt a signature, so that it verifies under no key', async () => {
    const { device, host } = await ready();
    await host.generate(0x9a, algorithm.p256, 1);
    device.fault({ kind: 'corrupt', instruction: 0x87 });
    const { data } = await host.sign(0x9a, algorithm.p256, digest);
    const { keyCert } = await attestationOf(host, 0x9a);
    const key = new X509Certificate(Buffer.from(keyCert.der)).publicKey;
    expect(verify('sha256', Buffer.from('root'), key, data)).toBe(false);
  });

  it('drop the device in the middle of an answer', async () => {
    const { device, host } = await fresh();
    device.fault({ kind: 'drop', instruction: 0xfd });
    const dropped = await host.send(0xfd).catch((error: unknown) => error);
    expect(dropped).toBeInstanceOf(DroppedError);
    expect(dropped).toMatchObject({ part: Buffer.of(5, 4) });
    expect((await host.send(0xfd)).status).toBe(0x9000);
  });
});

it('answers any bytes with a status, and stays of use', async () => {
  const { device, host } = await ready();
  await assert(
    asyncProperty(
      oneof(
        uint8Array({ maxLength: 300 }),
        tuple(
          constantFrom(0x20, 0x24, 0x2c, 0x87, 0xcb, 0xdb, 0xf6, 0xf7, 0xf9, 0xfe, 0xff),
          constantFrom(0, 0x11, 0x3f, 0x9c, 0xff),
          constantFrom(0x80, 0x81, 0x9b, 0x9c, 0xff),
          uint8Array({ minLength: 1, maxLength: 255 }),
        ).map(([ins, p1, p2, data]) => Uint8Array.of(0, ins, p1, p2, data.length, ...data)),
      ),
      async (bytes) => {
        const answer = await device.transmit(bytes);
        expect(answer.length).toBeGreaterThanOrEqual(2);
        expect(answer.readUInt16BE(answer.length - 2)).not.toBe(0x6f00);
      },
    ),
    { numRuns: 500 },
  );
  device.powerCycle();
  expect((await host.select()).status).toBe(0x9000);
});

it('keeps PINs, PUKs and management keys out of its log', async () => {
  const { device, host } = await ready();
  device.takeLog();
  await host.verify('123456');
  await host.send(0x24, 0, 0x80, Buffer.concat([padded('123456'), padded('654321')]));
  const key = randomBytes(24);
  await host.send(0xff, 0xff, 0xff, Buffer.concat([Buffer.of(3, 0x9b, 24), key]));
  const log = device.takeLog().join('\n');
  expect(log.split('\n')).toHaveLength(3);
  for (const secret of [Buffer.from('123456'), Buffer.from('654321'), key]) {
    expect(log).not.toContain(secret.toString('hex'));
  }
});

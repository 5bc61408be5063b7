import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDirectory } from '../../../../main/ceremonies/linux-directory.ts';
import type { Directory } from '../../../../main/ceremonies/directory.ts';
import type { OpenCeremony } from '../../../../main/station/open-ceremony.ts';
import type { UsableToken } from '../../../../main/station/token-at-hand.ts';
import { withRecordedKey } from '../../../../main/station/yubihsm/recorded-key.ts';
import { readCertificate } from '../../../../src/attestation/certificate.ts';
import { toHex } from '../../../../src/encoding/hex.ts';
import { mintHsm } from '../../../attestation/hsm-files.ts';
import { certificatePem } from '../../../attestation/minted.ts';

const serial = '07550140';
const device = mintHsm({ serial: 7_550_140 });
const { publicKey } = readCertificate(device.keyCert, 'minted');
const record = { serial, id: '1f24', spki: publicKey.digest };

let folder: string;
let directory: Directory;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recorded-key-'));
  directory = await openDirectory(folder);
});
afterAll(async () => {
  await directory.close();
  rmSync(folder, { recursive: true, force: true });
});

const token = (more: object = {}) =>
  ({
    manufacturer: 'Yubico (www.yubico.com)',
    model: 'YubiHSM',
    ref: { module: 'm-1', serial },
    keys: [],
    ...more,
  }) as unknown as UsableToken;

const ceremony = (key: object | null = record) =>
  ({
    state: { key: key === null ? null : { data: key } },
    folder: { directory, plan: { participants: [], tuf: {} }, records: [] },
  }) as unknown as OpenCeremony;

const keysOf = async (shown: UsableToken, of = ceremony()) =>
  (await withRecordedKey(shown, of)).keys;

describe('a YubiHSM, which shows no key before its PIN', () => {
  it('has the key of the record, without its bytes while nobody has told them', async () => {
    expect(await keysOf(token())).toEqual([
      { id: '1f24', label: '', spki: null, spkiDigest: publicKey.digest, type: 'other' },
    ]);
  });

  it('has them from the attestation that was brought', async () => {
    mkdirSync(join(folder, 'keys', serial), { recursive: true });
    for (const [name, der] of [
      ['key_cert', device.keyCert],
      ['device_cert', device.deviceCert],
    ] as const)
      writeFileSync(join(folder, 'keys', serial, `${serial}_${name}.pem`), certificatePem(der));
    expect(await keysOf(token())).toEqual([
      {
        id: '1f24',
        label: '',
        spki: toHex(publicKey.spki),
        spkiDigest: publicKey.digest,
        type: 'ecdsa-p256',
      },
    ]);
  });

  it('has none before one was made, nor one of another token', async () => {
    expect(await keysOf(token(), ceremony(null))).toEqual([]);
    expect(await keysOf(token(), ceremony({ ...record, serial: '07550141' }))).toEqual([]);
    expect(await keysOf(token(), ceremony({ ...record, id: 'no id' }))).toEqual([]);
  });

  it('is believed where it shows something, and so is every other token', async () => {
    const keys = [{ id: '01', label: '', spki: null, spkiDigest: null, type: 'other' }];
    expect(await keysOf(token({ keys }))).toEqual(keys);
    expect(await keysOf(token({ model: 'YubiKey YK5' }))).toEqual([]);
    expect(await keysOf(token({ manufacturer: 'SoftHSM project', model: 'SoftHSM v2' }))).toEqual(
      [],
    );
  });
});

import { createPublicKey, type KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../../main/audit/collect.ts';
import { runAudit } from '../../../../main/audit/run.ts';
import { openDesk } from '../../../../main/station/station.ts';
import { fromHex } from '../../../../src/encoding/hex.ts';
import { type HsmKey, mintHsm, practiceIssuer } from '../../../attestation/hsm-files.ts';
import {
  certificatePem,
  type Device,
  ecKeys,
  goodClaims,
  mintDevice,
} from '../../../attestation/minted.ts';
import {
  allRows,
  chooseOwnToken,
  goodPin,
  practiceFolder,
  pressing,
  recordsIn,
  reviewAll,
} from '../keyholder-steps.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from '../practice-station.ts';

/** As a YubiHSM's library writes it where it fills up with zeros; SoftHSM's serials have sixteen digits. */
const serial = '0000000007550140';
const number = 7_550_140;

/** SoftHSM keeps a token's serial in its object file: from now on this one has a number, as a YubiHSM does. */
function renumber(store: string, from: string): void {
  const [folder = ''] = readdirSync(join(store, 'tokens'));
  const path = join(store, 'tokens', folder, 'token.object');
  const bytes = readFileSync(path);
  const at = bytes.indexOf(from, 0, 'latin1');
  if (at < 0) throw new Error('SoftHSM keeps its serial elsewhere');
  bytes.write(serial, at, 'latin1');
  writeFileSync(path, bytes);
}

/** The public key on the token, read as another station on this store reads it. */
async function keyOnToken({ folders }: PracticeStation): Promise<KeyObject> {
  const desk = await openDesk({ version: '0.0.0', root: true }, folders);
  try {
    const { tokens } = await desk.tokens.list();
    const key = tokens.find((token) => token.serial === serial)?.keys[0];
    const spki = Buffer.from(fromHex(key?.spki ?? ''));
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } finally {
    await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
  }
}

/**
 * One rehearsal on SoftHSM, which like a YubiHSM gives no attestation over PKCS#11; the files that somebody brings are
 * minted here under the practice root. Each test is a step; they build on each other.
 */
describe('an attestation that is brought as files', () => {
  let home: string;
  let station: PracticeStation;
  let publicKey: KeyObject;
  let device: Device;
  const call = () => station.handlers;
  const keys = () => join(practiceFolder(home), 'keys', serial);
  const kinds = (kind: string) =>
    recordsIn(practiceFolder(home)).filter((one) => one.kind === kind);

  const own = (kind: string) =>
    kinds(kind).filter(({ participant }) => participant === 'priya-raman');

  async function again(): Promise<void> {
    await station.close();
    station = await startStation(home);
    const place = await station.place('Ceremonies', 'Practice root 2 dress rehearsal');
    await call()['ceremony.open']({ place, role: 'keyholder', mode: 'rehearsal' }, idle());
    await call()['ceremony.iAm']({ participant: 'priya-raman' }, idle());
  }

  beforeAll(async () => {
    home = freshHome();
    station = await startStation(home);
    await call()['ceremony.startPractice']({ role: 'keyholder' }, idle());
    const { tokens } = await call()['tokens.list'](null, idle());
    const own = tokens.find(({ lock }) => lock === null);
    await station.close();
    renumber(station.folders.practice, own?.serial ?? '');
    await again();
    await chooseOwnToken(station);
    await call()['key.make']({ pin: goodPin, repeat: goodPin }, idle());
    await station.close();
    publicKey = await keyOnToken(station);
    await again();
    mkdirSync(join(home, 'stick'));
    device = minted();
  }, 60_000);
  afterAll(async () => {
    await station.close();
    removeHome(home);
  });

  /** What the device says of the key that was made, or of another. */
  function minted(key: Partial<HsmKey> = {}): Device {
    return mintHsm({ serial: number, publicKey, root: practiceIssuer(), ...key });
  }

  async function bring(key: Uint8Array, other: Uint8Array): Promise<void> {
    writeFileSync(join(home, 'stick', 'key.pem'), key);
    writeFileSync(join(home, 'stick', 'device.der'), other);
    const files = {
      key: await station.placeFrom('Home', 'stick', 'key.pem'),
      device: await station.placeFrom('Home', 'stick', 'device.der'),
    };
    await call()['evidence.bring'](files, idle());
  }

  it('begins where the token gives none', async () => {
    expect(await call()['evidence.look'](null, idle())).toMatchObject({
      attested: false,
      accepted: false,
      serial,
      // A practice token makes no such files, so the page asks for none in a rehearsal.
      mayBring: false,
    });
  });

  it.each<[string, () => readonly [Uint8Array, Uint8Array], object]>([
    [
      'of another key',
      () => {
        const other = minted({ publicKey: ecKeys().publicKey });
        return [other.keyCert, other.deviceCert];
      },
      { code: 'attestation.mismatch', place: 'key.pem', expected: expect.stringMatching(/^key /) },
    ],
    [
      'of another device',
      () => {
        const other = minted({ serial: number + 1 });
        return [other.keyCert, other.deviceCert];
      },
      { code: 'attestation.mismatch', expected: `serial ${serial}`, found: 'serial 7550141' },
    ],
    [
      'under a root that is not pinned',
      () => {
        const other = minted({ root: ecKeys() });
        return [other.keyCert, other.deviceCert];
      },
      { code: 'attestation.not-vouched', expected: 'the practice root' },
    ],
    [
      'with the certificate of another device beside it',
      () => [device.keyCert, minted().deviceCert],
      {
        code: 'attestation.not-vouched',
        found: expect.stringContaining('has not signed this key'),
      },
    ],
    [
      'of a key that came from outside',
      () => {
        const other = minted({ origin: 2 });
        return [other.keyCert, other.deviceCert];
      },
      { code: 'attestation.not-vouched', found: expect.stringContaining('from outside') },
    ],
    [
      'of a key that may leave',
      () => {
        const other = minted({ exportable: true });
        return [other.keyCert, other.deviceCert];
      },
      { code: 'attestation.not-vouched', found: expect.stringContaining('wrap key') },
    ],
    [
      'of a YubiKey',
      () => {
        const other = mintDevice({ keyExtensions: goodClaims });
        return [other.keyCert, other.deviceCert];
      },
      { code: 'attestation.mismatch', found: 'one of a key in a YubiKey' },
    ],
    [
      'in the wrong order',
      () => [device.deviceCert, device.keyCert],
      { code: 'attestation.claims-missing', place: 'key.pem' },
    ],
    [
      'that are no certificates',
      () => [device.keyCert, new TextEncoder().encode('-----BEGIN CERTIFICATE-----\nno')],
      { code: 'attestation.certificate-malformed', place: 'device.der' },
    ],
    [
      'that are far too large',
      () => [new Uint8Array(16 * 1024 + 1), device.deviceCert],
      { code: 'folder.too-large', place: 'key.pem' },
    ],
  ])('is refused in words %s, and nothing is written', async (_what, files, said) => {
    await expect(bring(...files())).rejects.toMatchObject(said);
    await expect(bring(...files())).rejects.toMatchObject({
      hint: expect.stringMatching(/\w{3,}.*\.$/),
    });
    expect(() => readdirSync(keys())).toThrow('ENOENT');
    expect(await call()['evidence.look'](null, idle())).toMatchObject({ attested: false });
  });

  it('cannot be one that the page made up', async () => {
    await expect(
      call()['evidence.bring']({ key: 'etc-passwd', device: 'f' }, idle()),
    ).rejects.toMatchObject({ code: 'place.unknown' });
  });

  it('is also taken after the key was accepted without one, as long as nothing was exported', async () => {
    await call()['evidence.accept'](null, idle());
    expect(kinds('evidence.accepted').at(-1)?.data).toMatchObject({ attested: false, chain: null });
    await bring(certificatePem(device.keyCert), device.deviceCert);
    expect(readdirSync(keys()).toSorted()).toEqual([
      `${serial}_device_cert.pem`,
      `${serial}_key_cert.pem`,
    ]);
    const card = await call()['evidence.look'](null, idle());
    expect(card).toMatchObject({
      attested: true,
      // What was accepted before is not what the card says now.
      accepted: false,
      model: 'Practice YubiHSM 2',
      tag: { state: 'ok' },
    });
    expect(card.claims.map(({ label, state }) => `${label} ${state}`)).toEqual([
      'Key note',
      'Stays ok',
      'Device ok',
      'Object ok',
      'Firmware ok',
      'PIN and touch unknown',
      'Public key ok',
      'Works ok',
    ]);
    expect(card.chain.map(({ title }) => title)).toEqual([
      'Your key',
      'This device',
      'Keyholder Station Practice Root',
    ]);
  });

  it('stays where it is when the station is closed, and taking it twice changes nothing', async () => {
    const before = readFileSync(join(keys(), `${serial}_key_cert.pem`));
    await again();
    expect(await call()['evidence.look'](null, idle())).toMatchObject({ attested: true });
    await bring(device.keyCert, certificatePem(device.deviceCert));
    expect(readFileSync(join(keys(), `${serial}_key_cert.pem`))).toEqual(before);
  });

  it('is never replaced by another one of the same key', async () => {
    const newer = minted();
    await expect(bring(newer.keyCert, newer.deviceCert)).rejects.toMatchObject({
      place: expect.stringContaining(`${serial}_key_cert.pem`),
    });
    expect(readFileSync(join(keys(), `${serial}_key_cert.pem`), 'utf8')).toBe(
      new TextDecoder().decode(certificatePem(device.keyCert)),
    );
  });

  it('is accepted with the digests of both files, and exported beside the key', async () => {
    await call()['evidence.accept'](null, idle());
    const { data } = kinds('evidence.accepted').at(-1) ?? {};
    expect(data).toMatchObject({
      attested: true,
      chain: 'Keyholder Station Practice Root',
      firmware: '2.4.1',
      pinPolicy: null,
      touchPolicy: null,
      notes: 1,
      brought: {
        keyCertSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        deviceCertSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(await call()['evidence.look'](null, idle())).toMatchObject({ accepted: true });
    const { files } = await call()['export.write'](null, idle());
    expect(files.map(({ path, readBack }) => [path, readBack])).toEqual([
      [`keys/${serial}/${serial}_pubkey.pem`, true],
      [`keys/${serial}/${serial}_key_cert.pem`, true],
      [`keys/${serial}/${serial}_device_cert.pem`, true],
    ]);
  });

  it('is not brought any more once it was accepted', async () => {
    await expect(bring(device.keyCert, device.deviceCert)).rejects.toMatchObject({
      code: 'step.too-early',
      hint: expect.stringContaining('export'),
    });
  });

  it('has to be there, and the same, at the signature', async () => {
    await call()['export.confirm']({ rows: allRows }, idle());
    const sha256 = await reviewAll(station);
    const path = join(keys(), `${serial}_device_cert.pem`);
    const sign = () => call()['sign.start']({ sha256, pin: goodPin }, idle(pressing(station)));
    renameSync(path, join(home, 'away'));
    const absent = {
      code: 'attestation.absent',
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    };
    await expect(sign()).rejects.toMatchObject({ ...absent, found: 'none' });
    writeFileSync(path, certificatePem(minted().deviceCert));
    await expect(sign()).rejects.toMatchObject({ ...absent, found: 'other certificates' });
    renameSync(join(home, 'away'), path);
    expect(own('signature.intended')).toEqual([]);
    await sign();
    expect(own('signature.added')).toHaveLength(1);
  });

  it('is read back by the audit, as practice', async () => {
    const folder = practiceFolder(home);
    await station.close();
    const { files } = await collect([folder]);
    const report = await runAudit({ files, asOf: new Date().toISOString() });
    expect(report.attestations).toMatchObject([
      {
        path: expect.stringContaining(`${serial}_key_cert.pem`),
        vendor: 'yubihsm2',
        serial: String(number),
        firmware: '2.4.1',
        chain: 'practice',
        hsm: { origin: 'generated', exportable: false, objectId: 0x24, label: 'root key' },
      },
    ]);
    // The practice colleagues' tokens give none, and nobody brought any for them.
    const codes = new Set(report.findings.map(({ code }) => code));
    expect([...codes].filter((code) => code.startsWith('attestation.'))).toEqual([
      'attestation.missing',
    ]);
  });
});

import { decodePem } from '../../src/encoding/pem.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/encoding/utf8.ts';
import { fixture, triple } from './cases/evidence.ts';
import { auditOf, type Files } from './made-files.ts';

const at = { asOf: '2021-07-01T00:00:00Z' };
const first = triple('2021-06-18', '13078778');
const second = triple('2021-06-18', '14454335');
const [keyCert, deviceCert, pubkey] = ['key_cert', 'device_cert', 'pubkey'].map(
  (kind) => `keys/13078778/13078778_${kind}.pem`,
) as [string, string, string];
const bytes = (path: string) => first[path] ?? utf8('');
const without = (path: string): Files =>
  Object.fromEntries(Object.entries(first).filter(([name]) => name !== path));

async function chainProblems(files: Files): Promise<string[]> {
  const { findings, verdict } = await auditOf(files, at);
  const found = findings.filter(({ code }) => code === 'attestation.chain-invalid');
  expect(verdict).toBe(found.length > 0 ? 'fail' : 'pass');
  return found.map(
    ({ subject, data }) => `${subject} ${JSON.stringify(data['rule']).slice(1, -1)}`,
  );
}

describe('evidence that is not whole', () => {
  it.each([
    ['its device certificate is not there', without(deviceCert), `${keyCert} unreadable`],
    [
      'its key certificate has bytes behind it',
      {
        ...first,
        [keyCert]: new Uint8Array([...decodePem(fromUtf8(bytes(keyCert)), 'CERTIFICATE'), 0x41]),
      },
      `${keyCert} unreadable`,
    ],
    [
      'its key certificate is cut off',
      { ...first, [keyCert]: bytes(keyCert).slice(0, 300) },
      `${keyCert} unreadable`,
    ],
    [
      'its key certificate is empty',
      { ...first, [keyCert]: new Uint8Array() },
      `${keyCert} unreadable`,
    ],
    [
      'its key certificate makes no claims',
      { ...first, [keyCert]: bytes(deviceCert) },
      `${keyCert} unreadable`,
    ],
    [
      'its device certificate is of another batch',
      { ...first, [deviceCert]: second['keys/14454335/14454335_device_cert.pem'] ?? utf8('') },
      `${keyCert} key-issuer`,
    ],
    [
      'its device certificate is of another batch, and the right one lies elsewhere',
      {
        ...first,
        [deviceCert]: second['keys/14454335/14454335_device_cert.pem'] ?? utf8(''),
        'batch/device.pem': bytes(deviceCert),
      },
      `${keyCert} key-issuer`,
    ],
    [
      'its public key is no key',
      { ...first, [pubkey]: utf8('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n') },
      `${pubkey} unreadable`,
    ],
  ])('does not hold when %s', async (_, files, problem) => {
    expect(await chainProblems(files)).toEqual([problem]);
  });

  it('holds without a public key file, which the certificate has anyway', async () => {
    expect(await chainProblems(without(pubkey))).toEqual([]);
  });
});

describe('evidence that lies otherwise', () => {
  it('is found flat in one folder, paired by name and signature', async () => {
    const flat = Object.fromEntries(
      Object.entries({ ...first, ...second }).map(([path, content]) => [
        path.replace(/^.*\//, ''),
        content,
      ]),
    );
    const { attestations } = await auditOf(flat, at);
    expect(attestations.map(({ serial, chain }) => [serial, chain])).toEqual([
      ['13078778', 'Yubico PIV Root CA Serial 263751'],
      ['14454335', 'Yubico PIV Root CA Serial 263751'],
    ]);
  });

  it('is found under names of its own, paired by signature', async () => {
    const { attestations, verdict } = await auditOf(
      {
        'a/attestation.pem': bytes(keyCert),
        'b/intermediate.pem': bytes(deviceCert),
        'b/other.pem': second['keys/14454335/14454335_device_cert.pem'] ?? utf8(''),
      },
      at,
    );
    expect(attestations).toMatchObject([{ path: 'a/attestation.pem', serial: '13078778' }]);
    expect(verdict).toBe('pass');
  });

  it('names practice keys by their serial, without an attestation', async () => {
    const { keys, findings } = await auditOf(
      {
        '1.root.json': fixture('root_history/1.root.json'),
        'keys/27c8078a1598f6a8/27c8078a1598f6a8_pubkey.pem': bytes(pubkey),
      },
      at,
    );
    expect(keys.filter(({ serials }) => serials.length > 0)).toMatchObject([
      { serials: ['27c8078a1598f6a8'], attestation: 'none', rootVersions: [1] },
    ]);
    expect(findings.map(({ code }) => code)).not.toContain('attestation.missing');
  });

  it('given twice is spoken of once, and listed twice', async () => {
    const copies = Object.fromEntries(
      Object.entries(first).map(([path, content]) => [`copy/${path}`, content]),
    );
    const { attestations, findings } = await auditOf({ ...first, ...copies }, at);
    expect(attestations).toHaveLength(2);
    expect(findings.filter(({ code }) => code === 'attestation.firmware-advisory')).toHaveLength(1);
  });
});

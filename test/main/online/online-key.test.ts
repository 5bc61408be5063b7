import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decryptPkcs8, encryptPkcs8 } from '../../../main/online/encrypted-pkcs8.ts';
import { OnlineKeyError } from '../../../main/online/online-key-error.ts';
import {
  makeOnlineKey,
  onlineSchemes,
  parseOnlineKey,
} from '../../../main/online/online-key-file.ts';
import { OnlineSigner, purposeOf } from '../../../main/online/online-signer.ts';
import { verifyTwice } from '../../../main/verification/twice.ts';
import { proofBytes } from '../../../src/ceremony/delegations/proof-text.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { fromUtf8, utf8 } from '../../../src/encoding/utf8.ts';
import { buildSnapshot, buildTargets, buildTimestamp } from '../../../src/tuf/build.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import { holder, proofBy } from '../../ceremony/delegations/sample-proofs.ts';
import { thrownIn } from '../../ceremony/thrown.ts';

const passphrase = 'correct horse battery staple';
let file: Uint8Array;
let signer: OnlineSigner;
beforeAll(async () => {
  file = await makeOnlineKey('rehearsal', 'ecdsa-sha2-nistp256', passphrase);
  signer = await OnlineSigner.open(file, passphrase, 'online.json');
});

const head = { version: 1, expires: '2027-05-23T00:00:00Z', rehearsal: null };
const meta = { version: 1, length: 3, sha256: sha256Hex(utf8('x')) };
const snapshot = canonicalBytes(
  buildSnapshot({ ...head, meta: new Map([['targets.json', meta]]) }),
);
const timestamp = canonicalBytes(buildTimestamp({ ...head, snapshot: meta }));
const targets = canonicalBytes(buildTargets({ ...head, targets: new Map(), delegations: null }));

describe('a key in a file', () => {
  it.each(onlineSchemes)('of %s signs what two implementations verify', async (scheme) => {
    const bytes = await makeOnlineKey('real', scheme, passphrase);
    const opened = await OnlineSigner.open(bytes, passphrase, 'online.json');
    const signature = opened.sign('snapshot', snapshot);
    const job = { key: opened.publicKey, scheme, bytes: snapshot, signature };
    expect(await verifyTwice(job)).toMatchObject({ both: true });
  });

  it('signs a timestamp and a snapshot, each as what it is', () => {
    expect(purposeOf(timestamp)).toBe('timestamp');
    expect(signer.sign('timestamp', timestamp).length).toBeGreaterThan(60);
    expect(thrownIn(() => signer.sign('snapshot', timestamp))).toMatchObject({
      code: 'online.purpose',
    });
  });

  it.each<[string, Uint8Array]>([
    ['targets', targets],
    ['a root', utf8('{"_type":"root"}')],
    ['a snapshot with a space in it', utf8('{"_type":"snapshot", "version":1}')],
    ['a snapshot with something after it', utf8(`${fromUtf8(snapshot)}\n`)],
    ['a DSSE encoding', utf8('DSSEv1 8 snapshot 1 x')],
    ['an answer to a delegator', proofBytes(proofBy(holder('Ana')))],
    ['a digest', new Uint8Array(32).fill(7)],
    ['nothing', new Uint8Array()],
  ])('never signs %s', (_, bytes) => {
    expect(purposeOf(bytes)).toBeNull();
    for (const purpose of ['snapshot', 'timestamp'] as const)
      expect(thrownIn(() => signer.sign(purpose, bytes))).toMatchObject({
        code: 'online.purpose',
        notDone: ['Nothing was signed.'],
      });
  });

  it('is opened by its passphrase only, which is long', async () => {
    await expect(OnlineSigner.open(file, `${passphrase}r`, 'online.json')).rejects.toMatchObject({
      code: 'online.passphrase',
    });
    expect(fromUtf8(file)).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(JSON.stringify(signer)).not.toContain('PRIVATE');
    await expect(makeOnlineKey('real', 'ed25519', 'short')).rejects.toMatchObject({
      code: 'online.passphrase',
      notDone: ['No key was made.'],
    });
  });

  it('is in a form that OpenSSL opens, too', () => {
    const { encrypted } = parseOnlineKey(file, 'online.json');
    const input = Buffer.from(encrypted).toString('base64');
    const script = `base64 -d | openssl pkcs8 -inform DER -passin fd:3 3<<<'${passphrase}'`;
    const pem = execFileSync('bash', ['-c', script], { input, encoding: 'utf8' });
    expect(pem).toContain('BEGIN PRIVATE KEY');
  });

  it('is not another key after any change of a byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const edited = Uint8Array.from(file);
          edited[at] = ((edited[at] ?? 0) + by) % 256;
          const opened = await openOrNull(edited);
          expect(opened?.publicKey.digest ?? signer.publicKey.digest).toBe(signer.publicKey.digest);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('is read from nothing but what the station writes', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => utf8(text.isWellFormed() ? text : '0')),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(thrownIn(() => parseOnlineKey(bytes, 'x'))).toMatchObject({ code: 'online.file' });
      }),
    );
    const spaced = utf8(fromUtf8(file).replace('{"', '{ "'));
    expect(thrownIn(() => parseOnlineKey(spaced, 'x'))).toMatchObject({ code: 'online.file' });
  });
});

describe('the encryption of a key file', () => {
  it('gives back what it took, and never the same bytes twice', async () => {
    const key = Uint8Array.from({ length: 138 }, (_, index) => index);
    const [one, two] = await Promise.all([encryptPkcs8(key, 'p'), encryptPkcs8(key, 'p')]);
    expect(one).not.toEqual(two);
    expect(await decryptPkcs8(one, 'p')).toEqual(key);
    expect(await decryptPkcs8(one, 'q')).not.toEqual(key);
  });

  it('knows no fewer rounds, no other algorithm, and no bytes after it', async () => {
    const der = Buffer.from(await encryptPkcs8(new Uint8Array(50), 'p')).toString('hex');
    for (const edited of [
      der.replace('02030927c0', '0203000001'),
      der.replace('02030927c0', '02030927c1'),
      der.replace('2a864886f70d0209', '2a864886f70d0207'),
      der.replace('60864801650304012a', '608648016503040102'),
      `${der}00`,
      der.slice(0, -2),
      '',
    ]) {
      expect(edited).not.toBe(der);
      const bytes = Uint8Array.from(Buffer.from(edited, 'hex'));
      expect(await decryptPkcs8(bytes, 'p')).toBeUndefined();
    }
  });
});

async function openOrNull(bytes: Uint8Array): Promise<OnlineSigner | null> {
  try {
    return await OnlineSigner.open(bytes, passphrase, 'online.json');
  } catch (error) {
    if (error instanceof OnlineKeyError) return null;
    throw error;
  }
}

import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeVerifier } from '../../../main/verification/node.ts';
import { progressOf, seatsOf, type Progress } from '../../../main/station/seats.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import { publicKeyFromSpki, type SpkiDigest } from '../../../src/keys/public-key.ts';
import { buildRoot } from '../../../src/tuf/build.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import { makeTufKey } from '../../../src/tuf/key.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { parseRoot, type Root } from '../../../src/tuf/root.ts';
import { metadataFile } from '../../../src/tuf/write.ts';

interface Person {
  readonly name: string;
  readonly keyid: string;
  readonly object: ReturnType<typeof makeTufKey>['object'];
  readonly spki: SpkiDigest;
  readonly secret: KeyObject;
}

const person = (name: string): Person => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKeyFromSpki(publicKey.export({ format: 'der', type: 'spki' }), name);
  const { keyid, object } = makeTufKey(key, 'ecdsa-sha2-nistp256', { practice: false });
  return { name, keyid, object, spki: key.digest, secret: privateKey };
};

function root(
  version: number,
  holders: readonly Person[],
  threshold: number,
  by: readonly Person[],
): Root {
  const role = { keyids: holders.map(({ keyid }) => keyid), threshold };
  const signed = buildRoot({
    version,
    expires: '2027-05-23T00:00:00Z',
    rehearsal: null,
    consistentSnapshot: true,
    keys: holders,
    roles: { root: role, targets: role, snapshot: role, timestamp: role },
  });
  const signatures = by.map(({ keyid, secret }) => ({
    keyid,
    sig: toHex(sign('sha256', canonicalBytes(signed), secret)),
  }));
  return parseRoot(parseMetadata(metadataFile(signed, signatures), `${version}.root.json`));
}

const people = ['Amara', 'Jonas', 'Mei', 'Rafael', 'Ingrid', 'Priya'].map(person);
const [amara, jonas, mei, rafael, ingrid, priya] = people as [
  Person,
  Person,
  Person,
  Person,
  Person,
  Person,
];
const nameOf = (spki: SpkiDigest) => people.find((one) => one.spki === spki)?.name ?? null;

describe('progress towards the old and the new threshold', () => {
  let old: Progress, next: Progress;
  beforeAll(async () => {
    const before = root(1, [amara, jonas, mei, rafael, ingrid], 3, []);
    const staged = root(2, [amara, jonas, mei, rafael, priya], 3, [amara, jonas, ingrid]);
    [old, next] = (await progressOf(staged, before, nodeVerifier)) as [Progress, Progress];
  });

  it('is counted apart: who left still counts for the old one only', () => {
    expect(old).toMatchObject({ version: 1, threshold: 3, met: true });
    expect(old.signed.map(nameOf)).toEqual(['Amara', 'Jonas', 'Ingrid']);
    expect(next).toMatchObject({ version: 2, threshold: 3, met: false });
    expect(next.signed.map(nameOf)).toEqual(['Amara', 'Jonas']);
  });

  it('shows you where you are still to sign, and says that yours completes it', () => {
    const seats = seatsOf(next, priya.spki, nameOf);
    expect(seats).toMatchObject({ title: 'Keyholders of version 2', threshold: 3, signed: 2 });
    expect(seats.seats).toEqual([
      { name: 'Amara', state: 'in' },
      { name: 'Jonas', state: 'in' },
      { name: 'Priya', state: 'you' },
      { name: 'Mei', state: 'spare' },
      { name: 'Rafael', state: 'spare' },
    ]);
    expect(seats.sentence).toBe('Amara, Jonas. Yours completes this one.');
  });

  it('says that you are not one of the old keyholders', () => {
    const seats = seatsOf(old, priya.spki, nameOf);
    expect(seats.seats.some(({ state }) => state === 'you')).toBe(false);
    expect(seats.sentence).toBe('Amara, Jonas, Ingrid. You are not one of them.');
  });

  it('marks as needed exactly what the threshold lacks when nobody sits here', () => {
    expect(seatsOf(next, null, nameOf).seats.map(({ state }) => state)).toEqual([
      'in',
      'in',
      'needed',
      'spare',
      'spare',
    ]);
  });
});

it('counts a signature that does not verify for nobody', async () => {
  const good = root(1, [amara, jonas], 1, [amara]);
  const text = new TextDecoder().decode(good.metadata.bytes);
  const forged = text.replace('2027-05-23T00:00:00Z', '2028-05-23T00:00:00Z');
  expect(forged).not.toBe(text);
  const staged = parseRoot(parseMetadata(new TextEncoder().encode(forged), '1.root.json'));
  const [own] = await progressOf(staged, null, nodeVerifier);
  expect(own).toMatchObject({ signed: [], met: false });
  expect(seatsOf(own as Progress, null, nameOf).sentence).toBe('Nobody has signed yet.');
});

it('has one threshold for a first root, and names a key that nobody is known for by its digest', async () => {
  const progress = await progressOf(root(1, [amara, jonas], 1, [amara]), null, nodeVerifier);
  expect(progress).toHaveLength(1);
  const [seats] = progress.map((one) => seatsOf(one, amara.spki, () => null));
  expect(seats?.seats[0]?.name).toBe(`key ${amara.spki.slice(0, 8)}`);
  expect(seats?.sentence).toContain('With yours, that is enough.');
});

import { array, assert, constantFrom, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type DelegatesEvidence, delegatesEvidence } from '../../src/audit/delegates-evidence.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { publicKeyFromPem } from '../../src/keys/public-key.ts';
import { certificatePem, mintDevice } from '../attestation/minted.ts';
import { sampleFields, samplePlan } from '../ceremony/sample-plan.ts';
import { makeKeyPair } from '../keys/key-pairs.ts';
import { triple } from './cases/evidence.ts';
import type { Files } from './made-files.ts';

const serial = '13078778';
const files = triple('2021-06-18', serial);
const own = publicKeyFromPem(
  new TextDecoder().decode(files[`keys/${serial}/${serial}_pubkey.pem`]),
  'test',
);
const fields = sampleFields();
const plan = samplePlan({ ...fields, keys: { ...fields.keys, minimumFirmware: '5.2.0' } });
const asOf = parseInstant('2021-07-01T00:00:00Z');

const judge = (given: Files = files, change: Partial<DelegatesEvidence> = {}) =>
  delegatesEvidence({
    plan,
    serial,
    publicKey: own,
    files: Object.entries(given).map(([path, bytes]) => ({ path, bytes })),
    asOf,
    ...change,
  });
const stops = (claims: ReturnType<typeof judge>) =>
  claims.filter(({ state }) => state === 'stop').map(({ label, value }) => `${label}: ${value}`);

describe('the attestation beside a proof', () => {
  it('is judged up to the vendor’s root, by the policy of the plan', () => {
    const claims = judge();
    expect(stops(claims)).toEqual([]);
    expect(claims.map(({ label, value, state }) => [label, value, state])).toEqual([
      ['Key', 'Made on the device, slot 9c', 'ok'],
      ['Device', `Serial ${serial}`, 'ok'],
      ['PIN', 'Asked every time', 'ok'],
      ['Touch', 'Needed every time', 'ok'],
      ['Firmware', '5.2.6', 'note'],
      ['Public key', 'Same on token and in certificate', 'ok'],
    ]);
  });

  it('may be missing: then it is said, and nothing is vouched for', () => {
    for (const given of [{}, { [`keys/${serial}/${serial}_pubkey.pem`]: new Uint8Array() }])
      expect(judge(given)).toEqual([
        expect.objectContaining({ value: 'None came with the answer', state: 'note' }),
      ]);
  });

  it('is of the key that answered, and of no other', () => {
    const { key } = makeKeyPair('ecdsa-sha2-nistp256');
    expect(stops(judge(files, { publicKey: key }))).toContain(
      'Attestation: It is about another key',
    );
  });

  it('is of the device that the proof names', () => {
    expect(stops(judge(files, { serial: '13078779' })).join()).toMatch(/Device: /);
  });

  it('ends in a root of the vendor', () => {
    const device = mintDevice({});
    const given = {
      ...files,
      [`keys/${serial}/${serial}_device_cert.pem`]: certificatePem(device.deviceCert),
    };
    expect(stops(judge(given))).toContain('Key: Not shown to be made on a device');
  });

  it('is one', () => {
    const other = triple('2021-06-18', '14454335');
    expect(stops(judge({ ...files, ...other }))).toEqual(['Attestation: More than one came']);
  });

  it('keeps the policy of the plan', () => {
    const strict = samplePlan({ ...fields, keys: { ...fields.keys, minimumFirmware: '5.7.0' } });
    expect(stops(judge(files, { plan: strict }))).toEqual(['Firmware: 5.2.6']);
  });
});

test('whatever the files hold, they never speak for a key by damage', () => {
  const names = Object.keys(files);
  const damage = array(tuple(constantFrom(...names), uint8Array({ maxLength: 60 })), {
    minLength: 1,
    maxLength: 3,
  });
  assert(
    property(damage, (changes) => {
      const given = { ...files };
      for (const [name, bytes] of changes) {
        const before = given[name] ?? new Uint8Array();
        given[name] = Uint8Array.from([...before.slice(0, 200), ...bytes, ...before.slice(260)]);
      }
      const certificates = changes.some(([name]) => name.endsWith('key_cert.pem'));
      const claims = judge(given);
      expect(claims.length).toBeGreaterThan(0);
      const vouched = claims.some(({ label, state }) => label === 'Key' && state === 'ok');
      expect(certificates && vouched).toBe(false);
    }),
    { numRuns: 60 },
  );
});

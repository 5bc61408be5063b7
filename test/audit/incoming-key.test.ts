import { describe, expect, it, test } from 'vitest';
import { array, assert, constantFrom, nat, property, tuple, uint8Array } from 'fast-check';
import { createPublicKey } from 'node:crypto';
import { judgeIncomingKey } from '../../src/audit/incoming-key.ts';
import type { IncomingQuestion } from '../../src/audit/incoming-key/question.ts';
import type { PlanFields } from '../../src/ceremony/plan.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { publicKeyFromPem, publicKeyPem } from '../../src/keys/public-key.ts';
import { certificatePem, ecKeys, mintDevice } from '../attestation/minted.ts';
import { rehearsalFields, sampleFields, samplePlan } from '../ceremony/sample-plan.ts';
import { makeKeyPair } from '../keys/key-pairs.ts';
import { practiceRootKey } from '../simulators/virtual-yubikey/practice-root.ts';
import { triple } from './cases/evidence.ts';
import type { Files } from './made-files.ts';

const serial = '13078778';
const files = triple('2021-06-18', serial);
const pem = (path: string) => publicKeyFromPem(new TextDecoder().decode(files[path]), 'test');
const own = pem(`keys/${serial}/${serial}_pubkey.pem`);
const asOf = parseInstant('2021-07-01T00:00:00Z');

/** The sample plan with Priya on the device of the fixture, and keys as its firmware allows. */
function planWith(keys: Partial<PlanFields['keys']> = {}, change: Partial<PlanFields> = {}) {
  const fields = sampleFields(change);
  return samplePlan({
    ...fields,
    participants: fields.participants.map((one) =>
      one.id === 'priya-raman' ? { ...one, token: serial as never } : one,
    ),
    keys: { ...fields.keys, minimumFirmware: '5.2.0', ...keys },
  });
}

function judge(change: Partial<IncomingQuestion> & { given?: Files } = {}) {
  const { given = files, ...rest } = change;
  return judgeIncomingKey({
    plan: planWith(),
    from: null,
    name: serial,
    files: Object.entries(given).map(([path, bytes]) => ({ path, bytes })),
    others: [],
    asOf,
    ...rest,
  });
}

const without = (suffix: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith(suffix)));

const stops = (of: ReturnType<typeof judge>) =>
  of.claims.filter(({ state }) => state === 'stop').map(({ label, value }) => `${label}: ${value}`);

describe('a key of the ceremony of 2021', () => {
  it('is known by its serial, attested up to the vendor, and as the plan asks but for its firmware', () => {
    const card = judge();
    expect(card).toMatchObject({
      serial,
      holder: { id: 'priya-raman', name: 'Priya Raman', former: false },
      state: 'note',
    });
    expect(card.publicKey?.digest).toBe(own.digest);
    expect(card.claims.map(({ label, value, state }) => [label, value, state])).toEqual([
      ['Person', 'Priya Raman', 'ok'],
      ['Kind of key', 'ECDSA on P-256', 'ok'],
      ['Key', 'Made on the device, slot 9c', 'ok'],
      ['Device', `Serial ${serial}`, 'ok'],
      ['PIN', 'Asked every time', 'ok'],
      ['Touch', 'Needed every time', 'ok'],
      ['Firmware', '5.2.6', 'note'],
      ['Public key', 'Same on token and in certificate', 'ok'],
    ]);
  });

  it.each<[string, Partial<PlanFields['keys']>, string]>([
    ['newer firmware', { minimumFirmware: '5.7.0' }, 'Firmware: 5.2.6'],
    ['a FIPS series', { fips: true }, 'Series: Not a FIPS series'],
    ['another scheme', { scheme: 'ed25519' }, 'Kind of key: ECDSA on P-256'],
  ])('stays outside of a plan that asks for %s', (_, keys, line) => {
    const plan = planWith(keys, {});
    expect(stops(judge({ plan }))).toEqual([line]);
    expect(judge({ plan }).state).toBe('stop');
  });

  it('stays outside of a rehearsal: its vendor vouches for it', () => {
    const fields = rehearsalFields();
    const card = judge({ plan: samplePlan(fields), from: 'priya-raman' });
    expect(stops(card)).toContain('Practice: This token counts');
  });

  it('is of nobody where no token of the plan has its number', () => {
    const card = judge({ plan: samplePlan(), from: 'priya-raman' });
    expect(card.holder).toBeNull();
    expect(stops(card)).toContain('Person: Nobody in the plan has token 13 078 778');
    const [person] = card.claims;
    expect(person?.why).toBe(
      'The plan has 24 617 802 for Priya Raman. Ask which token was plugged in.',
    );
    const [unknown] = judge({ plan: samplePlan() }).claims;
    expect(unknown?.why).toContain('It may be the key of another ceremony');
  });

  it('does not come in as the work of another person', () => {
    expect(stops(judge({ from: 'tom-okafor' }))).toEqual(['Person: Priya Raman, by the plan']);
  });
});

describe('evidence that does not hold', () => {
  it('is missing where the plan requires it, and may be where it does not', () => {
    const given = without('_cert.pem');
    expect(stops(judge({ given }))).toEqual(['Attestation: None']);
    const card = judge({ given, plan: planWith({ attestation: 'if-available' }) });
    expect(card.state).toBe('note');
    expect(stops(card)).toEqual([]);
  });

  it('is about another key', () => {
    const other = makeKeyPair('ecdsa-sha2-nistp256').key;
    const given = { ...files, [`keys/${serial}/${serial}_pubkey.pem`]: utf8(publicKeyPem(other)) };
    const card = judge({ given });
    expect(card.publicKey?.digest).toBe(other.digest);
    expect(stops(card)).toContain('Public key: Not the same on token and in certificate');
  });

  it('lies under the number of another device', () => {
    const moved = Object.fromEntries(
      Object.entries(files).map(([path, bytes]) => [path.replaceAll(serial, '14454335'), bytes]),
    );
    const fields = sampleFields();
    const plan = samplePlan({
      ...fields,
      keys: { ...fields.keys, minimumFirmware: '5.2.0' },
      participants: fields.participants.map((one) =>
        one.id === 'priya-raman' ? { ...one, token: '14454335' as never } : one,
      ),
    });
    expect(stops(judge({ plan, name: '14454335', given: moved }))).toEqual([
      `Device: Serial ${serial}`,
    ]);
  });

  it('ends in no vendor’s root', () => {
    const device = mintDevice({});
    const given = {
      ...files,
      [`keys/${serial}/${serial}_device_cert.pem`]: certificatePem(device.deviceCert),
    };
    expect(stops(judge({ given }))).toContain('Key: Not shown to be made on a device');
  });

  it('has no device certificate', () => {
    const card = judge({ given: without('device_cert.pem') });
    expect(card.state).toBe('stop');
    expect(stops(card).some((line) => line.startsWith('Attestation: '))).toBe(true);
  });

  it.each([
    ['nothing', {}],
    ['no key', without('_pubkey.pem')],
    ['a damaged key', { ...files, [`keys/${serial}/${serial}_pubkey.pem`]: utf8('-----BEGIN') }],
  ])('is %s', (_, given) => {
    const card = judge({ given });
    expect(card.publicKey).toBeNull();
    expect(stops(card)).toContain('Public key: None that can be read');
  });
});

describe('practice evidence', () => {
  const privateKey = practiceRootKey();
  const device = mintDevice({
    root: { privateKey, publicKey: createPublicKey(privateKey) },
    keys: ecKeys(),
  });
  const pair = device.keys.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const name = '305419896';
  const given = {
    [`keys/${name}/${name}_pubkey.pem`]: utf8(pair),
    [`keys/${name}/${name}_key_cert.pem`]: certificatePem(device.keyCert),
    [`keys/${name}/${name}_device_cert.pem`]: certificatePem(device.deviceCert),
  };

  it('is in order in a rehearsal, for whom it says it is of', () => {
    const fields = rehearsalFields();
    const card = judge({ plan: samplePlan(fields), name, given, from: 'priya-raman' });
    expect(card.holder?.id).toBe('priya-raman');
    expect(stops(card)).toEqual([]);
  });

  it('stays outside of a ceremony that counts', () => {
    const fields = sampleFields();
    const plan = samplePlan({
      ...fields,
      participants: fields.participants.map((one) =>
        one.id === 'priya-raman' ? { ...one, token: name as never } : one,
      ),
    });
    expect(stops(judge({ plan, name, given }))).toEqual([
      'Key: Made on a virtual YubiKey, slot 9c',
    ]);
  });
});

const held = (participant: string, spki = own.digest) => [
  { participant, name: participant === 'tom-okafor' ? 'Tom Okafor' : 'Priya Raman', spki },
];

describe('keys that are here already', () => {
  it('of two people cannot be one', () => {
    expect(stops(judge({ others: held('tom-okafor') }))).toEqual([
      'One key, two people: Tom Okafor has this key already',
    ]);
    expect(stops(judge({ others: held('priya-raman') }))).toEqual([]);
  });

  it('of the same person gives way, and that is said', () => {
    const before = makeKeyPair('ecdsa-sha2-nistp256').key.digest;
    const card = judge({ others: held('priya-raman', before) });
    expect(card.claims.at(-1)).toMatchObject({ label: 'Another key before', state: 'note' });
  });

  it('from before may be of a kind and a policy that new keys may not have', () => {
    const fields = sampleFields();
    const plan = samplePlan({
      ...fields,
      keys: { ...fields.keys, scheme: 'ed25519', otherSchemes: ['ecdsa-sha2-nistp256'] },
      participants: fields.participants.map((one) =>
        one.id === 'priya-raman' ? { ...one, formerToken: serial as never } : one,
      ),
    });
    const card = judge({ plan, others: held('priya-raman', own.digest) });
    expect(card.holder).toEqual({ id: 'priya-raman', name: 'Priya Raman', former: true });
    expect(card.state).toBe('note');
    expect(stops(card)).toEqual([]);
  });
});

test('whatever the files hold, there is a card', () => {
  const names = Object.keys(files);
  assert(
    property(
      array(tuple(constantFrom(...names), uint8Array({ maxLength: 200 })), {
        maxLength: 3,
      }),
      nat(),
      (changes, cut) => {
        const given: Record<string, Uint8Array> = { ...files };
        for (const [name, bytes] of changes) given[name] = bytes;
        const [first = ''] = names;
        given[first] = (given[first] ?? new Uint8Array()).slice(0, cut % 1200);
        const card = judge({ given });
        expect(card.claims.length).toBeGreaterThan(0);
        expect(card.publicKey !== null || card.state === 'stop').toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

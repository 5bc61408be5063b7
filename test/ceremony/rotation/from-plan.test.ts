import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/ceremony/plan.ts';
import {
  type Attendance,
  type OwnedKey,
  situationOf,
} from '../../../src/ceremony/rotation/from-plan.ts';
import { planRotation } from '../../../src/ceremony/rotation/plan-rotation.ts';
import { RotationError, type Situation } from '../../../src/ceremony/rotation/situation.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { parseRoot, type Root } from '../../../src/tuf/root.ts';
import { root } from '../../audit/made-files.ts';
import { type Signer, signer } from '../../tuf/signers.ts';
import { fullFields, sampleFields, samplePlan } from '../sample-plan.ts';
import { thrownIn } from '../thrown.ts';

const [priya, tom, mei, former, unknown] = ['priya', 'tom', 'mei', 'former', 'unknown'].map(
  (name) => signer(name),
) as [Signer, Signer, Signer, Signer, Signer];

const plain = { scheme: 'ecdsa-sha2-nistp256', keytype: 'ecdsa', encoding: 'pem' };

function rootOf(...keys: readonly Signer[]): Root {
  return parseRoot(parseMetadata(root({ version: 15, keys, threshold: 2 }), '15.root.json'));
}

const key = (participant: string, serial: string, { publicKey }: Signer): OwnedKey => ({
  participant,
  serial,
  publicKey,
  former: false,
});

const owned = {
  priya: key('priya-raman', '24617802', priya),
  tom: key('tom-okafor', '24617811', tom),
  mei: key('mei-lindqvist', '24617820', mei),
};

function attendance(said: {
  readonly comes?: Readonly<Record<string, 'now' | 'later' | 'never'>>;
  readonly devices?: Readonly<Record<string, 'at-hand' | 'later' | 'lost'>>;
  readonly samePerson?: Readonly<Record<string, string>>;
}): Attendance {
  return {
    comes: new Map(Object.entries(said.comes ?? {})),
    devices: new Map(Object.entries(said.devices ?? {})),
    samePerson: new Map(Object.entries(said.samePerson ?? {})),
  };
}

interface Told {
  readonly plan?: Plan;
  readonly inUse?: Root;
  readonly owned?: readonly OwnedKey[];
  readonly attendance?: Attendance;
}

/** The sample's rotation: Priya, Tom and Mei are in use, Mei leaves; what a case changes is written beside it. */
function situation(told: Told = {}): Situation {
  return situationOf(
    told.plan ?? samplePlan(),
    told.inUse ?? rootOf(priya, tom, mei),
    told.owned ?? [owned.priya, owned.tom, owned.mei],
    told.attendance ?? attendance({}),
  );
}

describe('the situation that a plan describes', () => {
  it('has the root in use on one side and the one of the plan on the other', () => {
    const { version, inUse, wanted } = situation();
    expect(version).toBe(15);
    expect(inUse).toEqual({
      keys: [priya, tom, mei].map(({ publicKey }) => publicKey.digest),
      threshold: 2,
    });
    expect(wanted).toEqual({
      keys: [priya, tom].map(({ publicKey }) => publicKey.digest),
      threshold: 2,
    });
  });

  it('has everybody of the plan, who all come now', () => {
    expect(situation().people.map(({ id, name, comes }) => [id, name, comes])).toEqual([
      ['ines-duarte', 'Inês Duarte', 'now'],
      ['priya-raman', 'Priya Raman', 'now'],
      ['tom-okafor', 'Tom Okafor', 'now'],
      ['mei-lindqvist', 'Mei Lindqvist', 'now'],
      ['sam-abara', 'Sam Abara', 'now'],
    ]);
  });

  it('has the keys of both roots, each with its token, form and device', () => {
    expect(situation().keys).toEqual(
      (
        [
          ['priya-raman', '24617802', priya],
          ['tom-okafor', '24617811', tom],
          ['mei-lindqvist', '24617820', mei],
        ] as const
      ).map(([holder, serial, { publicKey }]) => ({
        key: publicKey.digest,
        holder,
        label: `token ${serial}`,
        form: plain,
        device: 'at-hand',
      })),
    );
  });

  it('leaves out a key that neither root has', () => {
    const host = key('ines-duarte', '24617799', unknown);
    const { keys } = situation({ owned: [owned.priya, owned.tom, owned.mei, host] });
    expect(keys.map(({ holder }) => holder)).not.toContain('ines-duarte');
  });

  it('can be planned: one version, in which Mei leaves', () => {
    const plan = planRotation(situation());
    expect(plan).toMatchObject({
      verdict: 'one',
      steps: [{ version: 16, leaves: [mei.publicKey.digest], joins: [] }],
    });
  });
});

describe('a key that is not there yet', () => {
  it('is named by who makes it, in the scheme of the plan', () => {
    const { keys, wanted } = situation({
      inUse: rootOf(priya, mei),
      owned: [owned.priya, owned.mei],
    });
    expect(wanted.keys).toEqual([priya.publicKey.digest, 'to be made by tom-okafor']);
    expect(keys.find(({ holder }) => holder === 'tom-okafor')).toEqual({
      key: 'to be made by tom-okafor',
      holder: 'tom-okafor',
      label: 'new key',
      form: plain,
      device: 'at-hand',
    });
  });

  it.each([
    ['ecdsa-sha2-nistp384', 'ecdsa', 'pem'],
    ['ed25519', 'ed25519', 'hex-raw'],
    ['rsassa-pss-sha256', 'rsa', 'pem'],
  ] as const)('of %s is written as this station writes it', (scheme, keytype, encoding) => {
    const fields = sampleFields();
    const plan = samplePlan({ ...fields, keys: { ...fields.keys, scheme } });
    const { keys } = situation({ plan, owned: [owned.priya, owned.mei] });
    expect(keys.find(({ label }) => label === 'new key')?.form).toEqual({
      scheme,
      keytype,
      encoding,
    });
  });

  it('of a person with a scheme of their own is of that scheme', () => {
    const { keys } = situation({ plan: samplePlan(fullFields()), owned: [owned.tom, owned.mei] });
    expect(keys.find(({ holder }) => holder === 'priya-raman')?.form).toEqual({
      scheme: 'ed25519',
      keytype: 'ed25519',
      encoding: 'hex-raw',
    });
  });
});

describe('a key in use that nobody of the plan holds', () => {
  const stranger = `holder-${unknown.publicKey.digest.slice(0, 8)}`;
  const inUse = rootOf(priya, tom, unknown);
  const told = { inUse, owned: [owned.priya, owned.tom] };

  it('belongs to somebody who does not come', () => {
    const { people, keys } = situation(told);
    expect(people.at(-1)).toEqual({
      id: stranger,
      name: `The holder of key ${unknown.publicKey.digest.slice(0, 8)}`,
      comes: 'never',
    });
    expect(keys.at(-1)).toEqual({
      key: unknown.publicKey.digest,
      holder: stranger,
      label: `key ${unknown.publicKey.digest.slice(0, 8)}`,
      form: plain,
      device: 'at-hand',
    });
  });

  it('can be said to come, or to be lost', () => {
    const said = attendance({ comes: { [stranger]: 'later' }, devices: { [stranger]: 'lost' } });
    const { people, keys } = situation({ ...told, attendance: said });
    expect(people.at(-1)?.comes).toBe('later');
    expect(keys.at(-1)?.device).toBe('lost');
  });

  it('can be said to be of somebody in the plan', () => {
    const said = attendance({ samePerson: { [stranger]: 'sam-abara' } });
    const found = situation({ ...told, attendance: said });
    expect(found.people.map(({ id }) => id)).not.toContain(stranger);
    expect(found.keys.at(-1)).toMatchObject({ key: unknown.publicKey.digest, holder: 'sam-abara' });
    // Everybody who holds a key is somebody, or no ceremony can be like this.
    expect(planRotation(found).verdict).toBe('one');
  });
});

describe('what only people know', () => {
  it('is who comes later or never', () => {
    const said = attendance({ comes: { 'tom-okafor': 'later', 'mei-lindqvist': 'never' } });
    const comes = situation({ attendance: said }).people.map((one) => [one.id, one.comes]);
    expect(comes).toContainEqual(['tom-okafor', 'later']);
    expect(comes).toContainEqual(['mei-lindqvist', 'never']);
    expect(comes).toContainEqual(['priya-raman', 'now']);
  });

  it.each(['tom-okafor', '24617811'])('is which device is lost, said by %s', (name) => {
    const said = attendance({ devices: { [name]: 'lost' } });
    const devices = situation({ attendance: said }).keys.map((one) => [one.holder, one.device]);
    expect(devices).toEqual([
      ['priya-raman', 'at-hand'],
      ['tom-okafor', 'lost'],
      ['mei-lindqvist', 'at-hand'],
    ]);
  });

  it('is that a serial counts before a name', () => {
    const said = attendance({ devices: { 'tom-okafor': 'lost', '24617811': 'later' } });
    const { keys } = situation({ attendance: said });
    expect(keys.find(({ holder }) => holder === 'tom-okafor')?.device).toBe('later');
  });

  it('is that two in the plan are one person, who holds both keys', () => {
    const said = attendance({ samePerson: { 'mei-lindqvist': 'tom-okafor' } });
    const { people, keys } = situation({ attendance: said });
    expect(people.map(({ id }) => id)).not.toContain('mei-lindqvist');
    expect(keys.map(({ holder }) => holder)).toEqual(['priya-raman', 'tom-okafor', 'tom-okafor']);
  });
});

const devicesOfPriya = (told: Told) =>
  situation(told)
    .keys.filter(({ holder }) => holder === 'priya-raman')
    .map(({ device }) => device);

describe('the token that somebody had before', () => {
  const before: OwnedKey = { ...key('priya-raman', '24617801', former), former: true };
  const told = {
    plan: samplePlan(fullFields()),
    inUse: rootOf(former, tom, mei),
    owned: [owned.priya, owned.tom, owned.mei, before],
  };

  it('signs for the root in use, and the new one for the next', () => {
    const { inUse, wanted, keys } = situation(told);
    expect(inUse.keys).toContain(former.publicKey.digest);
    expect(wanted.keys).toEqual([priya.publicKey.digest, tom.publicKey.digest]);
    expect(keys.filter(({ holder }) => holder === 'priya-raman').map(({ label }) => label)).toEqual(
      ['token 24617802', 'token 24617801'],
    );
  });

  it('is not lost because the new one is, and the reverse', () => {
    const byName = attendance({ devices: { 'priya-raman': 'lost' } });
    expect(devicesOfPriya({ ...told, attendance: byName })).toEqual(['lost', 'at-hand']);
    const bySerial = attendance({ devices: { '24617801': 'lost' } });
    expect(devicesOfPriya({ ...told, attendance: bySerial })).toEqual(['at-hand', 'lost']);
  });

  it('is nothing where the root in use does not have it', () => {
    const { keys } = situation({ ...told, inUse: rootOf(priya, tom, mei) });
    expect(keys.map(({ label }) => label)).not.toContain('token 24617801');
  });
});

describe('a name that the ceremony does not have', () => {
  it.each([
    ['comes', attendance({ comes: { nobody: 'now' } })],
    ['has a device', attendance({ devices: { '99999999': 'lost' } })],
    ['is another person', attendance({ samePerson: { nobody: 'tom-okafor' } })],
    ['is who somebody is', attendance({ samePerson: { 'tom-okafor': 'nobody' } })],
    ['comes, by a serial', attendance({ comes: { '24617811': 'now' } })],
    [
      'is a holder whom the plan names by another name',
      attendance({ comes: { [`holder-${tom.publicKey.digest.slice(0, 8)}`]: 'now' } }),
    ],
  ])('%s', (_, said) => {
    const error = thrownIn(() => situation({ attendance: said }));
    expect(error).toBeInstanceOf(RotationError);
    expect(error).toMatchObject({
      code: 'rotation.situation',
      expected: expect.stringMatching(/^ines-duarte, priya-raman, .*24617802/),
      found: 'another name',
      hint: 'Use the names of the plan, or holder- and the first 8 digits of a key in use.',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { planRotation } from '../../../src/ceremony/rotation/plan-rotation.ts';
import { rotationText } from '../../../src/ceremony/rotation/rotation-text.ts';
import { rotationWords } from '../../../src/ceremony/rotation/rotation-words.ts';
import { keyNamed, type Situation } from '../../../src/ceremony/rotation/situation.ts';
import { heldKey, names, person, plainForm } from './situations.ts';

/** Five keyholders, three signatures: what each case changes is written beside it. */
function five(change: Partial<Situation> = {}): Situation {
  const everybody = ['ana', 'ben', 'cem', 'dia', 'eve'];
  return {
    version: 7,
    people: everybody.map((id) => person(id)),
    keys: everybody.map((id) => heldKey(id)),
    inUse: { keys: names(...everybody), threshold: 3 },
    wanted: { keys: names(...everybody), threshold: 3 },
    ...change,
  };
}

const codes = (situation: Situation) => {
  const { warnings, irreversible } = planRotation(situation);
  return [...warnings, ...irreversible].map(({ code }) => code);
};

/** Ana has a new device. */
const moved = (device: 'at-hand' | 'lost') =>
  five({
    keys: [
      ...five().keys.map((key) => (key.holder === 'ana' ? { ...key, device } : key)),
      heldKey('ana-new'),
    ],
    wanted: { keys: names('ana-new', 'ben', 'cem', 'dia', 'eve'), threshold: 3 },
  });

/** The threshold goes to all five. */
const raised = (comes: 'now' | 'later') =>
  five({
    people: five().people.map((one) => (one.id === 'eve' ? { ...one, comes } : one)),
    wanted: { keys: five().inUse.keys, threshold: 5 },
  });

describe('a rotation', () => {
  it('of nobody is nothing', () => {
    expect(planRotation(five())).toMatchObject({ verdict: 'nothing', steps: [] });
  });

  it('where a keyholder leaves goes in one version, and the leaver signs for the old one', () => {
    const plan = planRotation(
      five({ wanted: { keys: names('ana', 'ben', 'cem', 'dia'), threshold: 3 } }),
    );
    expect(plan).toMatchObject({
      verdict: 'one',
      steps: [{ version: 8, leaves: ['eve'], joins: [] }],
    });
    expect(plan.steps[0]?.signing).toMatchObject({
      old: { threshold: 3, from: names('ana', 'ben', 'cem', 'dia', 'eve'), spare: 2 },
      new: { threshold: 3, from: names('ana', 'ben', 'cem', 'dia'), spare: 1 },
      must: [],
    });
    expect(plan.irreversible.map(({ sentence }) => sentence)).toContain(
      'From version 8 on, Eve’s token eve signs for nothing. It comes back only through a later version that the others sign.',
    );
  });

  it('where a keyholder joins goes in one version, once the key is made', () => {
    const joined = five({
      people: [...five().people, person('fay')],
      keys: [...five().keys, heldKey('fay')],
      wanted: { keys: names('ana', 'ben', 'cem', 'dia', 'eve', 'fay'), threshold: 3 },
    });
    expect(planRotation(joined).verdict).toBe('one');
    const later = {
      ...joined,
      keys: joined.keys.map((key) =>
        key.holder === 'fay' ? { ...key, device: 'later' as const } : key,
      ),
    };
    expect(planRotation(later).verdict).toBe('wait');
  });

  it('does now what it can, where one leaves and the key of another is not made yet', () => {
    const plan = planRotation(
      five({
        people: [...five().people, person('fay', 'later')],
        keys: [...five().keys, heldKey('fay', { device: 'later' })],
        wanted: { keys: names('ana', 'ben', 'cem', 'dia', 'fay'), threshold: 3 },
      }),
    );
    expect(plan).toMatchObject({
      verdict: 'two',
      steps: [
        { version: 8, meeting: 'now', leaves: ['eve'], joins: [] },
        { version: 9, meeting: 'later', leaves: [], joins: ['fay'] },
      ],
    });
  });

  it('gives a keyholder a new device, with the old one at hand or lost', () => {
    expect(planRotation(moved('at-hand')).verdict).toBe('one');
    expect(planRotation(moved('lost')).verdict).toBe('one');
    expect(planRotation(moved('lost')).steps[0]?.signing.old.from).not.toContain('ana');
  });

  it('says who alone can sign too often, with the old and the new device at once', () => {
    const both = five({
      keys: [...five().keys, heldKey('ana-new')],
      wanted: { keys: names('ana', 'ana-new', 'ben', 'cem', 'dia', 'eve'), threshold: 3 },
    });
    expect(planRotation(both).verdict).toBe('one');
    expect(planRotation(both).warnings).toContainEqual({
      code: 'rotation.one-person-twice',
      sentence:
        'In version 8 somebody holds more than one key: 2 people can make the 3 signatures that it takes.',
    });
  });

  it('moves to P-384, and says that older clients stay behind', () => {
    const form = { ...plainForm, scheme: 'ecdsa-sha2-nistp384' } as const;
    const everybody = ['ana', 'ben', 'cem', 'dia', 'eve'];
    const plan = planRotation(
      five({
        keys: [...five().keys, ...everybody.map((id) => heldKey(`${id}-new`, { form }))],
        wanted: { keys: names(...everybody.map((id) => `${id}-new`)), threshold: 3 },
      }),
    );
    const reach = Object.fromEntries(
      plan.steps[0]?.clients.map(({ client, reach: each }) => [client.id, each]) ?? [],
    );
    expect(reach).toEqual({
      'tuf-js': 'always',
      'tufjs-models-5': 'always',
      'tufjs-models-4': 'never',
      'python-securesystemslib': 'always',
    });
    expect(plan.warnings.map(({ code }) => code)).toContain('rotation.clients-stranded');
  });

  it('moves to Ed25519 in the form that every client counts', () => {
    const form = { scheme: 'ed25519', keytype: 'ed25519', encoding: 'hex-raw' } as const;
    const plan = planRotation(
      five({
        keys: [...five().keys, heldKey('ana-new', { form })],
        wanted: { keys: names('ana-new', 'ben', 'cem', 'dia', 'eve'), threshold: 3 },
      }),
    );
    expect(plan.steps[0]?.clients.every(({ reach }) => reach === 'always')).toBe(true);
  });

  it('says so where a client needs some signatures more than others', () => {
    const form = { ...plainForm, scheme: 'ecdsa-sha2-nistp384' } as const;
    const plan = planRotation(
      five({
        keys: [...five().keys, heldKey('fay', { form })],
        people: [...five().people, person('fay')],
        wanted: { keys: names('ana', 'ben', 'cem', 'dia', 'eve', 'fay'), threshold: 3 },
      }),
    );
    expect(plan.steps[0]?.clients.find(({ client }) => client.id === 'tufjs-models-4')?.reach).toBe(
      'if-enough',
    );
  });

  it('raises the threshold as far as those who come can meet it', () => {
    expect(planRotation(raised('now')).verdict).toBe('one');
    expect(planRotation(raised('later'))).toMatchObject({
      verdict: 'two',
      steps: [{ root: { threshold: 4 } }, { root: { threshold: 5 } }],
    });
    expect(codes(raised('now'))).toContain('rotation.threshold-raised');
    expect(codes(raised('now'))).toContain('rotation.no-spare');
  });

  it('works in an emergency with exactly the threshold left, and names everybody', () => {
    const keys = five().keys.map((key) =>
      key.holder === 'dia' || key.holder === 'eve' ? { ...key, device: 'lost' as const } : key,
    );
    const emergency = five({ keys, wanted: { keys: names('ana', 'ben', 'cem'), threshold: 2 } });
    const plan = planRotation(emergency);
    expect(plan).toMatchObject({
      verdict: 'one',
      steps: [{ signing: { must: ['ana', 'ben', 'cem'], old: { spare: 0 } } }],
      ifMissing: [
        { person: 'ana', verdict: 'impossible' },
        { person: 'ben', verdict: 'impossible' },
        { person: 'cem', verdict: 'impossible' },
      ],
    });
    expect(codes(emergency)).toContain('rotation.exact-threshold');
  });

  it('is impossible with fewer keys than the old threshold, and says that clients need a new first root', () => {
    const keys = five().keys.map((key) =>
      ['cem', 'dia', 'eve'].includes(key.holder) ? { ...key, device: 'lost' as const } : key,
    );
    const dead = five({ keys, wanted: { keys: names('ana', 'ben'), threshold: 1 } });
    const plan = planRotation(dead);
    expect(plan).toMatchObject({
      verdict: 'impossible',
      obstacle: { kind: 'old-threshold', have: 2, need: 3 },
    });
    expect(rotationWords(dead, plan).lead).toContain('Clients need a new first root');
    expect(codes(dead)).toContain('rotation.lost-could-sign');
  });

  it('is impossible where the plan asks for more than there will ever be', () => {
    const keys = [...five().keys, heldKey('fay', { device: 'later' })];
    const people = [...five().people, person('fay', 'never')];
    expect(
      planRotation(five({ keys, people, wanted: { keys: names('ana', 'fay'), threshold: 1 } })),
    ).toMatchObject({ obstacle: { kind: 'key-unknown', keys: ['fay'] } });
    const absent = five({
      people: [...five().people, person('fay', 'never')],
      keys: [...five().keys, heldKey('fay')],
      wanted: { keys: names('ana', 'fay'), threshold: 2 },
    });
    expect(planRotation(absent)).toMatchObject({
      obstacle: { kind: 'new-threshold', have: 1, need: 2 },
    });
  });

  it('says what a lost key that stays could do', () => {
    const keys = five().keys.map((key) =>
      key.holder === 'eve' ? { ...key, device: 'lost' as const } : key,
    );
    expect(codes(five({ keys, wanted: { keys: five().inUse.keys, threshold: 2 } }))).toContain(
      'rotation.lost-stays',
    );
  });

  it.each([
    ['a key twice', { keys: [...five().keys, heldKey('ana')] }],
    ['a person twice', { people: [...five().people, person('ana')] }],
    ['a key that nobody holds', { people: five().people.slice(1) }],
    ['a root with an unknown key', { wanted: { keys: names('zoe'), threshold: 1 } }],
    ['a root with a key twice', { wanted: { keys: names('ana', 'ana'), threshold: 1 } }],
    ['a threshold of 6 over 5 keys', { wanted: { keys: five().inUse.keys, threshold: 6 } }],
    ['a threshold of 0 over 5 keys', { inUse: { keys: five().inUse.keys, threshold: 0 } }],
  ])('refuses %s', (found, change) => {
    expect(() => planRotation(five(change))).toThrow(
      expect.objectContaining({ code: 'rotation.situation', found }),
    );
  });

  it('refuses a key without a name', () => {
    expect(() => keyNamed('')).toThrow(expect.objectContaining({ code: 'rotation.situation' }));
  });

  it('reads as text from the headline to what cannot be taken back', () => {
    const situation = five({
      people: five().people.map((one) =>
        one.id === 'dia' ? { ...one, comes: 'later' as const } : one,
      ),
      wanted: { keys: names('ana', 'ben', 'cem', 'dia'), threshold: 4 },
    });
    const text = rotationText(rotationWords(situation, planRotation(situation)));
    expect(text).toMatch(/^This takes two versions: 8 now, 9 later\n/);
    expect(text).toContain('Version 8, at this ceremony\n');
    expect(text).toContain('Version 9, at a later one\n');
    expect(text).toContain(
      '\nIf somebody does not come\n  Ana: Then it cannot be signed at all.\n',
    );
    expect(text).toContain('\nWhat cannot be taken back\n');
    expect(text).not.toMatch(/undefined|\[object/);
  });
});

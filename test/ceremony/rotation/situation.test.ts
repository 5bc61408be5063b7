import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signingOf } from '../../../src/ceremony/rotation/signing.ts';
import {
  canFollow,
  countIn,
  keyNamed,
  knownAt,
  requireSituation,
  RotationError,
  type Situation,
  signersAt,
} from '../../../src/ceremony/rotation/situation.ts';
import { thrownIn } from '../thrown.ts';
import { heldKey, names, person, situations } from './situations.ts';

/** Ana is here, Ben comes later, Cem never; each has one key. */
function three(change: Partial<Situation> = {}): Situation {
  return {
    version: 4,
    people: [person('ana'), person('ben', 'later'), person('cem', 'never')],
    keys: ['ana', 'ben', 'cem'].map((id) => heldKey(id)),
    inUse: { keys: names('ana', 'ben', 'cem'), threshold: 2 },
    wanted: { keys: names('ana', 'ben'), threshold: 1 },
    ...change,
  };
}

const devices = (device: 'at-hand' | 'later' | 'lost') =>
  three({ keys: ['ana', 'ben', 'cem'].map((id) => heldKey(id, { device })) });

describe('the keys that can sign', () => {
  it.each([
    ['at-hand', ['ana'], ['ana', 'ben']],
    ['later', [], ['ana', 'ben']],
    ['lost', [], []],
  ] as const)('with devices that are %s', (device, now, later) => {
    expect([...signersAt(devices(device), 'now')]).toEqual(now);
    expect([...signersAt(devices(device), 'later')]).toEqual(later);
  });

  it('now can also sign later, whatever the situation', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const later = signersAt(situation, 'later');
        expect([...signersAt(situation, 'now')].filter((key) => !later.has(key))).toEqual([]);
      }),
    );
  });
});

describe('the keys that a root can list', () => {
  it('are those in use, and those whose device is here', () => {
    const keys = [heldKey('ana'), heldKey('ben', { device: 'later' }), heldKey('cem')];
    const situation = three({ keys, inUse: { keys: names('ana'), threshold: 1 } });
    expect([...knownAt(situation, 'now')].toSorted()).toEqual(['ana', 'cem']);
    // Cem never comes; the public half of the key is here all the same.
    expect([...knownAt(situation, 'later')].toSorted()).toEqual(['ana', 'ben', 'cem']);
  });

  it('are not those of a lost device that no root has', () => {
    const keys = [heldKey('ana'), heldKey('ben', { device: 'lost' }), heldKey('cem')];
    const situation = three({ keys, inUse: { keys: names('ana'), threshold: 1 } });
    expect(knownAt(situation, 'later').has(keyNamed('ben'))).toBe(false);
  });
});

describe('one version after the other', () => {
  const old = { keys: names('ana', 'ben', 'cem'), threshold: 2 };
  const next = { keys: names('cem', 'dia'), threshold: 1 };

  it.each([
    [['ana', 'ben', 'dia'], true],
    [['ana', 'cem'], true],
    [['ana', 'ben'], false],
    [['cem', 'dia'], false],
    [[], false],
  ])('with signatures by %j: %s', (signers, follows) => {
    expect(canFollow(old, next, new Set(names(...signers)))).toBe(follows);
  });

  it('counts each key once, and others not at all', () => {
    expect(countIn(old, new Set(names('ana', 'dia')))).toBe(1);
  });

  it('needs somebody exactly where nothing works without them', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { inUse, wanted, keys } = situation;
        const { must } = signingOf(situation, inUse, wanted, 'now');
        const signers = signersAt(situation, 'now');
        for (const { id } of situation.people) {
          const others = keys.filter(({ key, holder }) => signers.has(key) && holder !== id);
          const works = canFollow(inUse, wanted, new Set(others.map(({ key }) => key)));
          const holds = keys.some(({ key, holder }) => signers.has(key) && holder === id);
          expect(must.includes(id)).toBe(holds && !works);
        }
      }),
    );
  });
});

describe('a situation that no ceremony is in', () => {
  it.each<readonly [string, Partial<Situation>]>([
    ['a person twice', { people: [person('ana'), person('ana'), person('ben'), person('cem')] }],
    ['a key twice', { keys: [heldKey('ana'), heldKey('ben'), heldKey('cem'), heldKey('ana')] }],
    [
      'a key that nobody holds',
      { keys: [heldKey('ana'), heldKey('ben'), heldKey('cem', { holder: 'dia' })] },
    ],
    ['a root with a key twice', { wanted: { keys: names('ana', 'ana'), threshold: 1 } }],
    ['a root with an unknown key', { inUse: { keys: names('ana', 'dia'), threshold: 1 } }],
    ['a threshold of 0 over 1 keys', { wanted: { keys: names('ana'), threshold: 0 } }],
    ['a threshold of 2 over 1 keys', { wanted: { keys: names('ana'), threshold: 2 } }],
    ['a threshold of 1.5 over 2 keys', { inUse: { keys: names('ana', 'ben'), threshold: 1.5 } }],
    ['a threshold of NaN over 1 keys', { wanted: { keys: names('ana'), threshold: Number.NaN } }],
    ['a threshold of 1 over 0 keys', { wanted: { keys: [], threshold: 1 } }],
  ])('%s', (found, change) => {
    const error = thrownIn(() => requireSituation(three(change)));
    expect(error).toBeInstanceOf(RotationError);
    expect(error).toMatchObject({
      code: 'rotation.situation',
      expected: 'every key once, a holder for each, and thresholds that can be met',
      found,
      hint: 'Correct the plan of the ceremony, or who holds which key.',
    });
  });

  it('is not one with a threshold of all', () => {
    expect(thrownIn(() => requireSituation(three()))).toBeUndefined();
    const all = { keys: names('ana', 'ben', 'cem'), threshold: 3 };
    expect(thrownIn(() => requireSituation(three({ wanted: all })))).toBeUndefined();
  });

  it('has a key without a name', () => {
    expect(thrownIn(() => keyNamed(''))).toMatchObject({ found: 'a key without a name' });
  });
});

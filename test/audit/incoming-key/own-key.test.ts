import { describe, expect, it } from 'vitest';
import type { KeyHolder } from '../../../src/audit/incoming-key/holder.ts';
import { kindClaim, sharedClaims } from '../../../src/audit/incoming-key/own-key.ts';
import type { OtherKey } from '../../../src/audit/incoming-key/question.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';
import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import { fullFields, samplePlan } from '../../ceremony/sample-plan.ts';
import { makeKeyPair } from '../../keys/key-pairs.ts';

const plan = samplePlan(fullFields());
const priya: KeyHolder = { id: 'priya-raman', name: 'Priya Raman', former: false };
const tom: KeyHolder = { id: 'tom-okafor', name: 'Tom Okafor', former: false };
const p256 = makeKeyPair('ecdsa-sha2-nistp256').key;
const ed25519 = makeKeyPair('ed25519').key;

describe('the kind of a key', () => {
  it.each([
    ['the plan’s', tom, p256, 'ECDSA on P-256', 'ok'],
    ['their own', priya, ed25519, 'Ed25519', 'ok'],
    ['the plan’s where they have one of their own', priya, p256, 'ECDSA on P-256', 'stop'],
    ['another', tom, ed25519, 'Ed25519', 'stop'],
    ['the plan’s, of nobody', null, p256, 'ECDSA on P-256', 'ok'],
  ] as const)('is held against the plan: %s', (_, holder, key, value, state) => {
    expect(kindClaim(plan, holder, key)).toMatchObject({ value, state });
  });

  it('that does not fit says which one does', () => {
    expect(kindClaim(plan, priya, p256).why).toBe(
      'The plan asks for ed25519. Make a key of that kind.',
    );
  });
});

function shared(holder: KeyHolder | null, others: readonly OtherKey[]) {
  const question = {
    plan,
    from: null,
    name: '24617802',
    files: [],
    others,
    asOf: parseInstant('2027-07-14T00:00:00Z'),
  };
  return sharedClaims(question, holder, p256).map(({ label, state }) => [label, state]);
}

const heldBy = ({ id, name }: KeyHolder, spki: SpkiDigest = p256.digest): OtherKey => ({
  participant: id,
  name,
  spki,
});

describe('keys that are here already', () => {
  it('say nothing where none is the same, or the same one comes in again', () => {
    expect(shared(priya, [])).toEqual([]);
    expect(shared(priya, [heldBy(priya)])).toEqual([]);
    expect(shared(priya, [heldBy(tom, ed25519.digest)])).toEqual([]);
  });

  it('of somebody else stop it, also where nobody or a leaver brings it', () => {
    const stop = [['One key, two people', 'stop']];
    expect(shared(priya, [heldBy(tom)])).toEqual(stop);
    expect(shared(null, [heldBy(tom)])).toEqual(stop);
    expect(shared({ ...priya, former: true }, [heldBy(tom)])).toEqual(stop);
  });

  it('of the same person are named, and the stop comes first', () => {
    const before = heldBy(priya, ed25519.digest);
    expect(shared(priya, [before])).toEqual([['Another key before', 'note']]);
    expect(shared(priya, [before, heldBy(tom)])).toEqual([['One key, two people', 'stop']]);
    expect(shared({ ...priya, former: true }, [before])).toEqual([]);
  });
});

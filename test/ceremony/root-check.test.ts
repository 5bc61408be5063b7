import { describe, expect, it } from 'vitest';
import { assembleRoot } from '../../src/ceremony/assembly.ts';
import type { Plan, PlanFields } from '../../src/ceremony/plan.ts';
import { mismatchWithPlan } from '../../src/ceremony/root-check.ts';
import type { PublicKey } from '../../src/keys/public-key.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot, type Root } from '../../src/tuf/root.ts';
import { metadataFile } from '../../src/tuf/write.ts';
import { freshKey, freshKeys, plan } from './people.ts';

const of = plan();
const keys = freshKeys(of);

const rootOf = (signed: JsonObject): Root =>
  parseRoot(parseMetadata(metadataFile(signed, []), 'staged/root.json'));
/** The root of a plan that says something else, marked for the plan that is checked. */
const otherRoot = (
  change: (fields: PlanFields) => PlanFields,
  others: ReadonlyMap<string, PublicKey> = keys,
): Root => {
  const other: Plan = { ...plan(change), sha256: of.sha256 };
  return rootOf(assembleRoot(other, others));
};
const check = (root: Root, known: ReadonlyMap<string, PublicKey> = keys) =>
  mismatchWithPlan(of, known, root);

describe('a root held against the plan', () => {
  it('agrees when it was made from the plan and the exported keys', () => {
    expect(check(rootOf(assembleRoot(of, keys)))).toBeNull();
  });

  it('agrees as far as it can be told where keys are not known', () => {
    expect(check(rootOf(assembleRoot(of, keys)), new Map())).toBeNull();
    expect(check(rootOf(assembleRoot(of, keys)), new Map([...keys].slice(0, 2)))).toBeNull();
  });

  it('agrees when the expiry is the same instant in another form', () => {
    const signed = assembleRoot(of, keys);
    expect(check(rootOf({ ...signed, expires: '2027-05-23T02:00:00+02:00' }))).toBeNull();
  });

  it.each<[string, (fields: PlanFields) => PlanFields, { expected: string; found: string }]>([
    [
      'the expiry',
      (fields) => ({ ...fields, tuf: { ...fields.tuf, expires: '2037-05-23T00:00:00Z' } }),
      { expected: '2027-05-23T00:00:00Z', found: '2037-05-23T00:00:00Z' },
    ],
    [
      'the threshold of the role root',
      (fields) => ({ ...fields, tuf: { ...fields.tuf, threshold: 1 } }),
      { expected: '2', found: '1' },
    ],
    [
      'the threshold of the role targets',
      (fields) => ({
        ...fields,
        tuf: {
          ...fields.tuf,
          roles: { ...fields.tuf.roles, targets: { ...fields.tuf.roles.targets, threshold: 1 } },
        },
      }),
      { expected: '2', found: '1' },
    ],
    [
      'whether file names carry versions',
      (fields) => ({ ...fields, tuf: { ...fields.tuf, consistentSnapshot: false } }),
      { expected: 'yes', found: 'no' },
    ],
    [
      'the version',
      (fields) => ({
        ...fields,
        kind: 'renewal',
        tuf: { ...fields.tuf, rootVersion: 2 },
      }),
      { expected: 'version 1', found: 'version 2' },
    ],
    [
      'the keys of the role timestamp',
      (fields) => ({
        ...fields,
        tuf: {
          ...fields.tuf,
          roles: {
            ...fields.tuf.roles,
            timestamp: { ...fields.tuf.roles.timestamp, holders: ['tomas', 'mei'] },
          },
        },
      }),
      { expected: '1 keys', found: '2 keys' },
    ],
  ])('names %s with both sides', (what, change, sides) => {
    expect(check(otherRoot(change))).toEqual({ what, ...sides });
  });

  it('names the person whose key was exchanged, also where no other key is known', () => {
    const evil = new Map(keys).set('jonas', freshKey());
    const jonas = keys.get('jonas');
    expect(jonas).toBeDefined();
    const found = check(
      rootOf(assembleRoot(of, evil)),
      new Map(jonas === undefined ? [] : [['jonas', jonas]]),
    );
    expect(found).toEqual({
      what: 'the keys of the role root',
      expected: `key ${jonas?.digest.slice(0, 8)} of Jonas Lindqvist`,
      found: 'it is not among them',
    });
  });

  it('counts keys and not keyids: one key under two names is one', () => {
    const signed = rootOf(assembleRoot(of, keys));
    const [first = '', second = ''] = signed.roles.root.keyids;
    const twin = signed.keys.get(first);
    expect(twin).toBeDefined();
    const listed = new Map(signed.keys);
    if (twin !== undefined) listed.set(second, twin);
    expect(check({ ...signed, keys: listed })).toMatchObject({
      what: 'the keys of the role root',
      found: '3 keys, 2 of them different and usable',
    });
  });

  it('wants the mark of this rehearsal, and in a real ceremony none', () => {
    const signed = assembleRoot(of, keys);
    const root = rootOf(signed);
    expect(check({ ...root, rehearsal: null })).toMatchObject({
      what: 'the mark of a rehearsal',
      found: 'no mark',
    });
    expect(check({ ...root, rehearsal: '<b>' })?.found).toBe('another mark');
    expect(mismatchWithPlan({ ...of, mode: 'real' }, keys, root)).toMatchObject({
      expected: 'no mark',
      found: 'another mark',
    });
  });
});

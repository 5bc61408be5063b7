import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { buildTargets, type DelegationPlan } from '../../../src/tuf/build.ts';
import { delegationDifference } from '../../../src/tuf/delegations/difference.ts';
import { delegationsIn, withDelegationChange } from '../../../src/tuf/delegations/change.ts';
import { makeTufKey } from '../../../src/tuf/key.ts';
import { holder } from '../../ceremony/delegations/sample-proofs.ts';
import { thrownIn } from '../../ceremony/thrown.ts';

const [ana, tom, mei] = [holder('Ana'), holder('Tom'), holder('Mei')];
const people = [ana, tom, mei];
const listed = (one: typeof ana) =>
  makeTufKey(one.publicKey, 'ecdsa-sha2-nistp256', { practice: false });
const nameOf = (spki: string) =>
  people.find(({ publicKey }) => publicKey.digest === spki)?.name ?? null;
const role = (
  name: string,
  holders: readonly (typeof ana)[],
  more: Partial<DelegationPlan> = {},
): DelegationPlan => ({
  name,
  paths: [`${name}/*`],
  terminating: false,
  keyids: holders.map((one) => listed(one).keyid),
  threshold: 1,
  ...more,
});

const empty = buildTargets({
  version: 3,
  expires: '2027-05-23T00:00:00Z',
  rehearsal: null,
  targets: new Map([['a.txt', { length: 1, sha256: sha256Hex(utf8('a')) }]]),
  delegations: null,
});
const added = withDelegationChange(empty, {
  kind: 'add',
  role: role('log', [ana]),
  keys: [listed(ana)],
});
const both = withDelegationChange(added, {
  kind: 'add',
  role: role('registry', [ana, tom], { threshold: 2, terminating: true }),
  keys: [listed(ana), listed(tom)],
});

describe('a change of one delegation', () => {
  it('makes the next version, and leaves targets, expiry and unknown members as they were', () => {
    const before: JsonObject = { ...empty, 'x-note': 'kept' };
    const after = withDelegationChange(before, {
      kind: 'add',
      role: role('log', [ana]),
      keys: [listed(ana)],
    });
    expect(after).toMatchObject({ version: 4, 'x-note': 'kept', expires: before['expires'] });
    expect(after['targets']).toEqual(before['targets']);
    expect(delegationsIn(after, 'x')?.roles).toMatchObject([{ name: 'log', threshold: 1 }]);
  });

  it('adds at the end, and lists a shared key once', () => {
    const delegations = delegationsIn(both, 'x');
    expect(delegations?.roles.map(({ name }) => name)).toEqual(['log', 'registry']);
    expect(delegations?.keys.size).toBe(2);
    expect(both['version']).toBe(5);
  });

  it('revokes the role and drops keys that no other role has', () => {
    const after = withDelegationChange(both, { kind: 'revoke', name: 'registry' });
    const delegations = delegationsIn(after, 'x');
    expect(delegations?.roles.map(({ name }) => name)).toEqual(['log']);
    expect([...(delegations?.keys.keys() ?? [])]).toEqual([listed(ana).keyid]);
    expect(withDelegationChange(after, { kind: 'revoke', name: 'log' })).toMatchObject({
      delegations: { keys: {}, roles: [] },
    });
  });

  it('gives a role to others in its place', () => {
    const after = withDelegationChange(both, {
      kind: 'redelegate',
      role: role('log', [mei]),
      keys: [listed(mei)],
    });
    const delegations = delegationsIn(after, 'x');
    expect(delegations?.roles.map(({ name }) => name)).toEqual(['log', 'registry']);
    expect(delegations?.roles[0]?.keyids).toEqual([listed(mei).keyid]);
    // Ana still signs for the other role.
    expect(delegations?.keys.has(listed(ana).keyid)).toBe(true);
  });

  it.each([
    ['a role that is there', { kind: 'add', role: role('log', [mei]), keys: [listed(mei)] }],
    ['nobody to revoke', { kind: 'revoke', name: 'other' }],
    ['nobody to replace', { kind: 'redelegate', role: role('new', [mei]), keys: [listed(mei)] }],
    ['a key that is missing', { kind: 'add', role: role('new', [mei]), keys: [] }],
    [
      'a threshold that nobody meets',
      { kind: 'add', role: role('new', [mei], { threshold: 2 }), keys: [listed(mei)] },
    ],
    [
      'a practice key where it counts',
      {
        kind: 'add',
        role: role('new', [mei]),
        keys: [makeTufKey(mei.publicKey, 'ecdsa-sha2-nistp256', { practice: true })],
      },
    ],
  ] as const)('is refused for %s', (_, change) => {
    expect(thrownIn(() => withDelegationChange(both, change))).toMatchObject({ code: 'tuf.build' });
  });

  it('is refused where names are handed to bins', () => {
    const bins: JsonObject = {
      ...empty,
      delegations: {
        keys: {},
        succinct_roles: { bit_length: 2, keyids: [], name_prefix: 'bin', threshold: 1 },
      },
    };
    expect(
      thrownIn(() => withDelegationChange(bins, { kind: 'revoke', name: 'bin-0' })),
    ).toMatchObject({ code: 'tuf.build' });
  });
});

const change = (before: JsonObject, after: JsonObject) =>
  delegationDifference(before, after, nameOf).filter(({ kind }) => kind !== 'number');

describe('the difference of two targets roles', () => {
  it('says who may sign what, before and after', () => {
    expect(change(added, both)).toEqual([
      {
        kind: 'joins',
        title: 'The role registry is delegated',
        before: null,
        after: '2 of Ana and Tom may sign for registry/*. Nobody after them is asked about these.',
      },
    ]);
    expect(change(both, added)).toMatchObject([
      { kind: 'leaves', before: expect.stringContaining('2 of Ana and Tom'), after: null },
    ]);
    const handed = withDelegationChange(both, {
      kind: 'redelegate',
      role: role('log', [mei]),
      keys: [listed(mei)],
    });
    expect(change(both, handed)).toEqual([
      {
        kind: 'role',
        title: 'The role log changes hands',
        before: '1 of Ana may sign for log/*.',
        after: '1 of Mei may sign for log/*.',
      },
    ]);
    const wider = { ...role('log', [ana]), paths: ['log/*', 'old/*'] };
    const terms = withDelegationChange(both, { kind: 'redelegate', role: wider, keys: [] });
    expect(change(both, terms)).toEqual([
      {
        kind: 'role',
        title: 'The role log keeps its keys, on other terms',
        before: '1 of Ana may sign for log/*.',
        after: '1 of Ana may sign for log/* and old/*.',
      },
    ]);
  });

  it('names the version, which always differs, and a key that nobody named', () => {
    const differences = delegationDifference(empty, added, () => null);
    expect(differences.find(({ kind }) => kind === 'number')).toMatchObject({
      before: '3',
      after: '4',
    });
    expect(differences[0]?.after).toContain(`key ${ana.publicKey.digest.slice(0, 16)}`);
  });

  it('says that clients ask in another order', () => {
    const { keys, roles } = both['delegations'] as { keys: JsonObject; roles: JsonObject[] };
    const turned = { ...both, delegations: { keys, roles: roles.toReversed() } };
    expect(change(both, turned)).toMatchObject([
      { before: 'log and registry', after: 'registry and log' },
    ]);
  });

  it.each<[string, (signed: JsonObject) => JsonObject]>([
    ['a target', (signed) => ({ ...signed, targets: {} })],
    ['a member of the file', (signed) => ({ ...signed, 'x-new': 1 })],
    [
      'a member beside the roles',
      (signed) => ({
        ...signed,
        delegations: { ...(signed['delegations'] as JsonObject), more: 1 },
      }),
    ],
    [
      'a member of a role',
      (signed) => {
        const { keys, roles } = signed['delegations'] as { keys: JsonObject; roles: JsonObject[] };
        return {
          ...signed,
          delegations: { keys, roles: roles.map((one) => ({ ...one, more: 1 })) },
        };
      },
    ],
    [
      'a key that no role uses',
      (signed) => {
        const { keys, roles } = signed['delegations'] as { keys: JsonObject; roles: JsonObject[] };
        return { ...signed, delegations: { keys: { ...keys, extra: listed(mei).object }, roles } };
      },
    ],
  ])('has no sentence for %s, and says so', (_, edit) => {
    expect(change(both, edit(both)).map(({ kind }) => kind)).toContain('unexplained');
    expect(change(both, both)).toEqual([]);
  });
});

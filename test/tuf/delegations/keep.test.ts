import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { buildSnapshot, buildTargets } from '../../../src/tuf/build.ts';
import { delegationsIn, withDelegationChange } from '../../../src/tuf/delegations/change.ts';
import {
  unnamedRoles,
  withKeptDelegations,
  withKnownMeta,
} from '../../../src/tuf/delegations/keep.ts';
import { makeTufKey } from '../../../src/tuf/key.ts';
import { holder } from '../../ceremony/delegations/sample-proofs.ts';

const [ana, tom] = [holder('Ana'), holder('Tom')].map(({ publicKey }) =>
  makeTufKey(publicKey, 'ecdsa-sha2-nistp256', { practice: false }),
);
const head = { version: 3, expires: '2027-05-23T00:00:00Z', rehearsal: null };
const empty = buildTargets({ ...head, targets: new Map(), delegations: null });

function withRole(signed: JsonObject, name: string, key: typeof ana): JsonObject {
  if (key === undefined) throw new Error('a key');
  const role = { name, paths: [`${name}/*`], terminating: true, keyids: [key.keyid], threshold: 1 };
  return withDelegationChange(signed, { kind: 'add', role, keys: [key] });
}

const inUse = withRole(withRole(empty, 'log', ana), 'registry', tom);
const rolesOf = (signed: JsonObject) =>
  (delegationsIn(signed, 'x')?.roles ?? []).map(({ name }) => name);

describe('delegations that a plan does not name', () => {
  it('stay with their keys, behind those that it names', () => {
    const planned = withRole(empty, 'new', ana);
    const kept = withKeptDelegations(planned, inUse, new Set(['new', 'log']));
    expect(rolesOf(kept)).toEqual(['new', 'registry']);
    expect(delegationsIn(kept, 'x')?.keys.has(tom?.keyid ?? '')).toBe(true);
    expect(kept['version']).toBe(planned['version']);
    expect(unnamedRoles(inUse, new Set(['log']))).toEqual(['registry']);
  });

  it('stay where the plan names none at all', () => {
    const kept = withKeptDelegations(empty, inUse, new Set());
    expect(kept['delegations']).toEqual(inUse['delegations']);
  });

  it('are none where the plan names them all: its own word counts', () => {
    const planned = withRole(withRole(empty, 'log', tom), 'registry', ana);
    expect(withKeptDelegations(planned, inUse, new Set(['log', 'registry']))).toBe(planned);
  });
});

const facts = (version: number) => ({ version, length: 1, sha256: sha256Hex(utf8('x')) });

describe('a snapshot', () => {
  it('goes on naming what the one before named, and takes the newer facts', () => {
    const before = buildSnapshot({
      ...head,
      meta: new Map([
        ['targets.json', facts(1)],
        ['gone.json', facts(4)],
      ]),
    });
    const next = buildSnapshot({ ...head, meta: new Map([['targets.json', facts(2)]]) });
    expect(withKnownMeta(next, before)['meta']).toMatchObject({
      'gone.json': { version: 4 },
      'targets.json': { version: 2 },
    });
  });
});

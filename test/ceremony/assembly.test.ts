import { describe, expect, it } from 'vitest';
import {
  assembleDelegated,
  assembleRoot,
  assembleSnapshot,
  assembleTargets,
  assembleTimestamp,
  listedKey,
  missingKeys,
} from '../../src/ceremony/assembly.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { parseDelegations } from '../../src/tuf/delegation.ts';
import { memberOf } from '../../src/tuf/member.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { metadataFile } from '../../src/tuf/write.ts';
import { freshKey, freshKeys, plan } from './people.ts';

const read = (signed: ReturnType<typeof assembleRoot>) =>
  parseMetadata(metadataFile(signed, []), 'staged/root.json');

describe('the root that a plan describes', () => {
  it('has the keys, thresholds, expiry and version of the plan, and nothing of its own', () => {
    const of = plan();
    const keys = freshKeys(of);
    const root = parseRoot(read(assembleRoot(of, keys)));
    expect(root.version).toBe(1);
    expect(root.metadata.expires.text).toBe(of.tuf.expires);
    expect(root.consistentSnapshot).toBe(true);
    expect(root.roles.root.threshold).toBe(2);
    const digests = (ids: readonly string[]) => ids.map((id) => keys.get(id)?.digest);
    const held = (role: 'root' | 'targets' | 'snapshot' | 'timestamp') =>
      root.roles[role].keyids.map((keyid) => root.keys.get(keyid)?.publicKey.digest);
    expect(held('root')).toEqual(digests(of.tuf.holders));
    expect(held('targets')).toEqual(digests(of.tuf.roles.targets.holders));
    expect(held('snapshot')).toEqual(digests(['tomas']));
    expect(held('timestamp')).toEqual(digests(['tomas']));
    expect(root.keys.size).toBe(4);
  });

  it('carries the marks of a rehearsal: the digest of the plan and a practice mark on each key', () => {
    const of = plan();
    const root = parseRoot(read(assembleRoot(of, freshKeys(of))));
    expect(root.rehearsal).toBe(of.sha256);
    expect([...root.keys.values()].every((key) => key.practice)).toBe(true);
  });

  it('carries none of them when it counts', () => {
    const of = plan((fields) => ({
      ...fields,
      mode: 'real',
      participants: fields.participants.map((person, index) => ({
        ...person,
        token: `2461780${index}` as never,
      })),
    }));
    const root = parseRoot(read(assembleRoot(of, freshKeys(of))));
    expect(root.rehearsal).toBeNull();
    expect([...root.keys.values()].some((key) => key.practice)).toBe(false);
  });

  it('is the same bytes each time', () => {
    const of = plan();
    const keys = freshKeys(of);
    const again = new Map([...keys].toReversed());
    expect(metadataFile(assembleRoot(of, again), [])).toEqual(
      metadataFile(assembleRoot(of, keys), []),
    );
  });
});

describe('keys that are not there', () => {
  it('are named by person, and nothing is staged', () => {
    const of = plan();
    const keys = freshKeys(of);
    keys.delete('jonas');
    keys.delete('tomas');
    expect(missingKeys(of, keys)).toEqual(['jonas', 'tomas']);
    expect(() => assembleRoot(of, keys)).toThrow(
      expect.objectContaining({
        code: 'assembly.key-missing',
        found: 'none from Jonas Lindqvist, Tomás Varga',
        notDone: ['No root was staged'],
      }),
    );
    expect(() => listedKey(of, keys, 'jonas')).toThrow(
      expect.objectContaining({ code: 'assembly.key-missing' }),
    );
  });

  it('are not asked of a witness', () => {
    const of = plan((fields) => ({
      ...fields,
      participants: [
        ...fields.participants,
        { id: 'lena', name: 'Lena Berg', duties: ['witness'] },
      ],
    }));
    const keys = freshKeys(of);
    keys.delete('lena');
    expect(missingKeys(of, keys)).toEqual([]);
  });

  it('are refused when two people gave the same one', () => {
    const of = plan();
    const keys = freshKeys(of);
    keys.set('mei', keys.get('amara') ?? freshKey());
    expect(() => assembleRoot(of, keys)).toThrow(
      expect.objectContaining({
        code: 'assembly.key-shared',
        found: 'one key for Amara Okafor and Mei Tanaka',
      }),
    );
  });
});

describe('the other roles', () => {
  it('targets list their files and hand names on to the delegated keys', () => {
    const of = plan();
    const keys = freshKeys(of);
    const file = utf8('a target');
    const targets = new Map([['artifact.pub', { length: file.length, sha256: sha256Hex(file) }]]);
    const signed = assembleTargets(of, keys, 3, targets);
    const metadata = read(signed);
    expect(metadata).toMatchObject({ type: 'targets', version: 3 });
    const delegations = parseDelegations(memberOf(metadata.signed, 'delegations', 'targets.json'));
    expect(delegations.roles.map(({ name, paths, threshold }) => [name, paths, threshold])).toEqual(
      [['rekor', ['rekor.*'], 1]],
    );
    expect([...delegations.keys.values()].map((key) => key.publicKey.digest)).toEqual([
      keys.get('mei')?.digest,
    ]);
    expect(signed['x-rehearsal']).toBe(of.sha256);
  });

  it('have no delegations where the plan has none', () => {
    const of = plan((fields) => ({ ...fields, tuf: { ...fields.tuf, delegations: [] } }));
    expect(assembleTargets(of, freshKeys(of), 1, new Map())).not.toHaveProperty('delegations');
  });

  it('snapshot, timestamp and a delegated role are marked and versioned', () => {
    const of = plan();
    const facts = { version: 2, length: 10, sha256: sha256Hex(utf8('x')) };
    for (const signed of [
      assembleSnapshot(of, 2, new Map([['targets.json', facts]])),
      assembleTimestamp(of, 2, facts),
      assembleDelegated(of, of.tuf.expires, 2),
    ]) {
      expect(read(signed).version).toBe(2);
      expect(signed['x-rehearsal']).toBe(of.sha256);
    }
  });
});

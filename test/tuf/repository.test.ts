import { Metadata as PeerMetadata, MetadataKind } from '@tufjs/models';
import { describe, expect, test } from 'vitest';
import { parseSha256Hex } from '../../src/encoding/digest.ts';
import { type JsonObject } from '../../src/encoding/json.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import {
  buildRoot,
  buildSnapshot,
  buildTargets,
  buildTimestamp,
  fileFacts,
  type RootPlan,
  type TargetsPlan,
} from '../../src/tuf/build.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { parseSnapshot, parseTimestamp } from '../../src/tuf/snapshot.ts';
import { parseTargets } from '../../src/tuf/targets.ts';
import { countSignatures } from '../../src/tuf/threshold.ts';
import { metadataFile, withSignature } from '../../src/tuf/write.ts';
import { type Signer, signer } from './signers.ts';

const mark = parseSha256Hex('ab'.repeat(32));
const head = { version: 1, expires: '2027-07-14T00:00:00Z', rehearsal: mark };
const practice = (name: string, scheme?: 'ed25519' | 'ecdsa-sha2-nistp384') =>
  signer(name, { practice: true, ...(scheme === undefined ? {} : { scheme }) });
const holders = [practice('a'), practice('b'), practice('c', 'ecdsa-sha2-nistp384')] as const;
const online = practice('online', 'ed25519');
const project = practice('project');
const role = (signers: readonly Signer[], threshold: number) => ({
  keyids: signers.map(({ keyid }) => keyid),
  threshold,
});

const rootPlan: RootPlan = {
  ...head,
  consistentSnapshot: true,
  keys: [...holders, online],
  roles: {
    root: role(holders, 2),
    targets: role(holders, 2),
    snapshot: role([online], 1),
    timestamp: role([online], 1),
  },
};
const targetsPlan: TargetsPlan = {
  ...head,
  targets: new Map([['greeting.txt', fileFacts(utf8('hello\n'))]]),
  delegations: {
    keys: [project],
    roles: [{ name: 'project', ...role([project], 1), paths: ['project/*'], terminating: true }],
  },
};

function peer(kind: MetadataKind, bytes: Uint8Array) {
  return PeerMetadata.fromJSON(kind as never, JSON.parse(fromUtf8(bytes)) as never);
}

/** Signed by one after the other, as keyholders do. */
function signedBy(signed: JsonObject, signers: readonly Signer[]): Uint8Array {
  const bytes = canonicalBytes(signed);
  return signers.reduce<Uint8Array>(
    (file, { keyid, sign }) => withSignature(file, 'new.json', keyid, sign(bytes)),
    metadataFile(signed, []),
  );
}

describe('a whole repository', () => {
  const root = signedBy(buildRoot(rootPlan), holders);
  const delegated = signedBy(buildTargets({ ...head, targets: new Map(), delegations: null }), [
    project,
  ]);
  const targets = signedBy(buildTargets(targetsPlan), holders.slice(1));
  const meta = new Map([
    ['targets.json', { ...fileFacts(targets), version: 1 }],
    ['project.json', { ...fileFacts(delegated), version: 1 }],
  ]);
  const snapshot = signedBy(buildSnapshot({ ...head, meta }), [online]);
  const timestamp = signedBy(
    buildTimestamp({ ...head, snapshot: { ...fileFacts(snapshot), version: 1 } }),
    [online],
  );

  test('meets every threshold', async () => {
    const read = parseRoot(parseMetadata(root, 'root.json'));
    const count = async (bytes: Uint8Array, name: keyof typeof read.roles) =>
      countSignatures(parseMetadata(bytes, name), read.keys, read.roles[name], nobleVerifier);
    expect((await count(root, 'root')).distinct).toHaveLength(3);
    expect((await count(targets, 'targets')).distinct).toHaveLength(2);
    expect((await count(snapshot, 'snapshot')).met).toBe(true);
    expect((await count(timestamp, 'timestamp')).met).toBe(true);
    const { delegations } = parseTargets(parseMetadata(targets, 'targets.json'));
    const handedOn = await countSignatures(
      parseMetadata(delegated, 'project.json'),
      delegations!.keys,
      delegations!.roles[0]!,
      nobleVerifier,
    );
    expect(handedOn.met).toBe(true);
  });

  test('is read back as it was meant, without an oddity but the marks of practice', () => {
    const read = parseRoot(parseMetadata(root, 'root.json'));
    expect(read).toMatchObject({ version: 1, consistentSnapshot: true, rehearsal: mark });
    expect(
      [...read.keys.values()].every((key) => key.practice && key.recipe === 'three-members'),
    ).toBe(true);
    expect(new Set(read.oddities.map(({ place }) => place.split('.').at(-1)))).toEqual(
      new Set(['x-practice', 'x-rehearsal']),
    );
    expect(parseSnapshot(parseMetadata(snapshot, 's')).meta.size).toBe(2);
    expect(parseTimestamp(parseMetadata(timestamp, 't')).meta.get('snapshot.json')).toMatchObject({
      version: 1,
      length: snapshot.length,
    });
  });

  test('is accepted by @tufjs/models, role by role', () => {
    const authority = peer(MetadataKind.Root, root);
    expect(() => {
      authority.verifyDelegate('root', authority);
      authority.verifyDelegate('targets', peer(MetadataKind.Targets, targets));
      authority.verifyDelegate('snapshot', peer(MetadataKind.Snapshot, snapshot));
      authority.verifyDelegate('timestamp', peer(MetadataKind.Timestamp, timestamp));
      peer(MetadataKind.Targets, targets).verifyDelegate(
        'project',
        peer(MetadataKind.Targets, delegated),
      );
    }).not.toThrow();
    expect(() => {
      authority.verifyDelegate('targets', peer(MetadataKind.Targets, delegated));
    }).toThrow('signed by');
  });

  test('is written in one way only', () => {
    expect(fromUtf8(root).endsWith('}\n')).toBe(true);
    expect(signedBy(buildRoot(rootPlan), holders)).toHaveLength(root.length);
    const signed = buildRoot({ ...rootPlan, keys: rootPlan.keys.toReversed() });
    expect(metadataFile(signed, [])).toEqual(metadataFile(buildRoot(rootPlan), []));
  });

  test('has its members in the order in which they are signed', () => {
    const { signedBytes, signed } = parseMetadata(targets, 'targets.json');
    const written = JSON.stringify(signed).replaceAll('\\n', '\n');
    expect(fromUtf8(signedBytes)).toBe(written);
  });
});

describe('what nobody could use is not built', () => {
  const build = (change: Partial<RootPlan>) => () => buildRoot({ ...rootPlan, ...change });
  const roles = (change: object) => ({ roles: { ...rootPlan.roles, ...change } });

  test.each<[string, Partial<RootPlan>]>([
    ['version 0', { version: 0 }],
    ['version 1.5', { version: 1.5 }],
    ['an expiry that is no time', { expires: 'soon' }],
    ['an expiry that is no day', { expires: '2027-02-30T00:00:00Z' }],
    ['an expiry with an offset', { expires: '2027-07-14T00:00:00+01:00' }],
    ['an expiry with a fraction', { expires: '2027-07-14T00:00:00.5Z' }],
    ['a key twice', { keys: [...rootPlan.keys, online] }],
    ['a key under two keyids', { keys: [...rootPlan.keys, { keyid: 'x', object: online.object }] }],
    ['a practice key in a root that counts', { rehearsal: null }],
    ['a real key in a rehearsal', { keys: [...rootPlan.keys, signer('real')] }],
    ['a mark that is no digest', { rehearsal: 'x' as typeof mark }],
    ['a role with a key that is not listed', roles({ root: role([project], 1) })],
    ['a role that names a key twice', roles({ root: role([online, online], 1) })],
    ['a role without keys', roles({ root: role([], 1) })],
    ['threshold 0', roles({ targets: role(holders, 0) })],
    ['a threshold above the keys', roles({ targets: role(holders, 4) })],
  ])('%s', (_, change) => {
    expect(build(change)).toThrow(
      expect.objectContaining({ code: 'tuf.build', notDone: ['No metadata was made.'] }),
    );
  });

  test('a key object that no client could read', () => {
    const keys = [...rootPlan.keys, { keyid: 'x', object: { keytype: 'odd' } }];
    expect(build({ keys })).toThrow(expect.objectContaining({ code: 'tuf.key' }));
  });

  test('a delegation that is no better', () => {
    const { delegations } = targetsPlan;
    const [first] = delegations!.roles;
    const twice = { ...targetsPlan, delegations: { keys: [project], roles: [first!, first!] } };
    const none = { ...targetsPlan, delegations: { keys: [], roles: [first!] } };
    const code = expect.objectContaining({ code: 'tuf.build' });
    expect(() => buildTargets(twice)).toThrow(code);
    expect(() => buildTargets(none)).toThrow(code);
  });

  test('a snapshot or timestamp that names version 0', () => {
    const listed = { length: 1, sha256: mark, version: 0 };
    const code = expect.objectContaining({ code: 'tuf.build' });
    expect(() => buildSnapshot({ ...head, meta: new Map([['a.json', listed]]) })).toThrow(code);
    expect(() => buildTimestamp({ ...head, snapshot: listed })).toThrow(code);
  });
});

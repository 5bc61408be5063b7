import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import {
  type Authority,
  withCarriedDelegations,
  withCarriedMeta,
  withCarriedTargets,
} from '../../../main/station/carried-targets.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { planText } from '../../../src/ceremony/plan.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { publicKeyFromSpki } from '../../../src/keys/public-key.ts';
import { buildRoot, buildTargets } from '../../../src/tuf/build.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import { makeTufKey, parseTufKey } from '../../../src/tuf/key.ts';
import { parseMetadata, type Metadata } from '../../../src/tuf/metadata.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { planFields } from '../../ceremony/people.ts';

const at = '2026-11-23T14:00:00Z';
const expires = '2027-05-23T00:00:00Z';
const nobody: Authority = { keys: new Map(), role: { keyids: [], threshold: 1 } };

/** Somebody with a key who signs in this test. */
function signer() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKeyFromSpki(publicKey.export({ format: 'der', type: 'spki' }), 'test');
  const listed = makeTufKey(key, 'ecdsa-sha2-nistp256', { practice: false });
  const authority: Authority = {
    keys: new Map([[listed.keyid, parseTufKey(listed.keyid, listed.object, 'test')]]),
    role: { keyids: [listed.keyid], threshold: 1 },
  };
  const file = (signed: JsonObject): Uint8Array =>
    metadataFile(signed, [
      { keyid: listed.keyid, sig: toHex(sign('sha256', canonicalBytes(signed), privateKey)) },
    ]);
  return { listed, authority, file };
}

const before = signer();
const next = signer();
const stranger = signer();

const targetsOf = (names: readonly string[], delegate?: typeof before): JsonObject =>
  buildTargets({
    version: 1,
    expires,
    rehearsal: null,
    targets: new Map(
      names.map((name) => [name, { length: 3, sha256: sha256Hex(utf8(name)) }] as const),
    ),
    delegations:
      delegate === undefined
        ? null
        : {
            keys: [delegate.listed],
            roles: [
              {
                name: 'rekor',
                paths: ['rekor.*'],
                terminating: true,
                keyids: [delegate.listed.keyid],
                threshold: 1,
              },
            ],
          },
  });
const read = (bytes: Uint8Array, place = 'repository/targets.json'): Metadata =>
  parseMetadata(bytes, place);

let home: string;
let folder: CeremonyFolder;
let ceremony: OpenCeremony;
const repository = (name: string) => join(folder.path, 'repository', name);
const empty = targetsOf([]);
const carried = (
  metadata: Metadata | null,
  planned: Authority = nobody,
  name = 'targets',
): Promise<JsonObject> => withCarriedTargets(ceremony, name, metadata, planned, empty);

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'carried-targets-'));
  const fields = planFields((one) => ({
    ...one,
    kind: 'renewal',
    tuf: { ...one.tuf, rootVersion: 2 },
  }));
  const path = await createCeremony(home, 'Root signing 2', utf8(planText(fields)));
  folder = await CeremonyFolder.open(path, at);
  ceremony = new OpenCeremony(folder, 'host', null, () => at);
  mkdirSync(join(folder.path, 'repository'));
  const role = { keyids: [before.listed.keyid], threshold: 1 };
  const root = buildRoot({
    version: 1,
    expires,
    rehearsal: null,
    consistentSnapshot: true,
    keys: [before.listed],
    roles: { root: role, targets: role, snapshot: role, timestamp: role },
  });
  writeFileSync(repository('1.root.json'), before.file(root));
});
afterEach(async () => {
  await folder.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the files that a targets role speaks of', () => {
  it('stay what they were under a new root', async () => {
    const signed = await carried(read(before.file(targetsOf(['ctfe.pub', 'rekor.pub']))));
    expect(Object.keys(signed['targets'] ?? {})).toEqual(['ctfe.pub', 'rekor.pub']);
    expect(signed['version']).toBe(1);
  });

  it('keep members that this station does not know', async () => {
    const targets = { 'ctfe.pub': { custom: { status: 'Active' }, hashes: {}, length: 3 } };
    const signed = await carried(read(before.file({ ...empty, targets })));
    expect(canonicalBytes({ all: signed['targets'] ?? null })).toEqual(
      canonicalBytes({ all: targets }),
    );
  });

  it('are none where there were none, whoever signed that', async () => {
    expect(await carried(null)).toBe(empty);
    expect(await carried(read(stranger.file(empty)))).toBe(empty);
  });

  it('are not taken from a file that its keyholders have not signed', async () => {
    const forged = targetsOf(['evil.txt']);
    for (const bytes of [stranger.file(forged), metadataFile(forged, [])])
      await expect(carried(read(bytes))).rejects.toMatchObject({
        code: 'host.not-ready',
        expected: 'repository/targets.json, signed by its keyholders',
        notDone: ['Nothing was published.'],
      });
  });

  it('are taken from what the planned keyholders signed when publication was cut off', async () => {
    const half = read(next.file(targetsOf(['ctfe.pub'])), 'repository/2.targets.json');
    await expect(carried(half)).rejects.toMatchObject({ code: 'host.not-ready' });
    expect(Object.keys((await carried(half, next.authority))['targets'] ?? {})).toEqual([
      'ctfe.pub',
    ]);
  });

  it('of a delegated role are vouched for by whom the published targets name', async () => {
    const delegated = read(stranger.file(targetsOf(['rekor.pub'])), 'repository/rekor.json');
    await expect(carried(delegated, nobody, 'rekor')).rejects.toMatchObject({
      code: 'host.not-ready',
    });
    writeFileSync(repository('targets.json'), before.file(targetsOf([], stranger)));
    const signed = await carried(delegated, nobody, 'rekor');
    expect(Object.keys(signed['targets'] ?? {})).toEqual(['rekor.pub']);
    await expect(carried(delegated, nobody, 'another')).rejects.toMatchObject({
      code: 'host.not-ready',
    });
    // A targets file that anybody could have laid there vouches for nothing.
    writeFileSync(repository('targets.json'), stranger.file(targetsOf([], stranger)));
    await expect(carried(delegated, nobody, 'rekor')).rejects.toMatchObject({
      code: 'host.not-ready',
    });
  });
});

describe('what a plan is silent about', () => {
  const registry = { ...targetsOf([], stranger) };

  it('stays delegated, if the keyholders of targets signed that', async () => {
    const { roles = [] } = registry['delegations'] as { roles?: { name: string }[] };
    const named = {
      ...registry,
      delegations: {
        ...(registry['delegations'] as JsonObject),
        roles: roles.map((role) => ({ ...role, name: 'elsewhere' })),
      },
    };
    const kept = await withCarriedDelegations(ceremony, read(before.file(named)), nobody, empty);
    expect(JSON.stringify(kept['delegations'])).toContain('elsewhere');
    // A file that anybody could have laid there hands nothing on.
    await expect(
      withCarriedDelegations(ceremony, read(stranger.file(named)), nobody, empty),
    ).rejects.toMatchObject({ code: 'host.not-ready' });
    expect(await withCarriedDelegations(ceremony, null, nobody, empty)).toBe(empty);
  });

  it('stays in the snapshot, if its keyholders signed that', async () => {
    const meta = { 'gone.json': { version: 4 } };
    const snapshot: JsonObject = { ...empty, _type: 'snapshot', meta };
    const file = before.file(snapshot);
    const known = await withCarriedMeta(ceremony, read(file), nobody, { meta: {} });
    expect(known).toEqual({ meta });
    await expect(
      withCarriedMeta(ceremony, read(stranger.file(snapshot)), nobody, { meta: {} }),
    ).rejects.toMatchObject({ code: 'host.not-ready' });
    expect(await withCarriedMeta(ceremony, null, nobody, empty)).toBe(empty);
  });
});

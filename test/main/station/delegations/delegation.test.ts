import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../../main/audit/collect.ts';
import { runAudit } from '../../../../main/audit/run.ts';
import { parseBranch, parseRemote } from '../../../../main/git/remote.ts';
import { clientOpinion } from '../../../../main/opinion/client.ts';
import { delegateFacts } from '../../../../main/station/delegations/delegate-facts.ts';
import { delegatesKeys, stageRole } from '../../../../main/station/delegations/delegate-role.ts';
import { lookAtDelegations } from '../../../../main/station/delegations/look.ts';
import { makeChallenge } from '../../../../main/station/delegations/make-challenge.ts';
import { proveKeys } from '../../../../main/station/delegations/prove-keys.ts';
import { publishRoles } from '../../../../main/station/delegations/publish-roles.ts';
import { receiveRole } from '../../../../main/station/delegations/receive-role.ts';
import { signStaged } from '../../../../main/station/delegations/sign-staged.ts';
import {
  proposeChange,
  stageChange,
  stageDelegation,
  stageRevocation,
} from '../../../../main/station/delegations/stage-delegation.ts';
import { targetsInUse } from '../../../../main/station/delegations/targets-in-use.ts';
import type { DelegationWish } from '../../../../main/station/delegations/wish.ts';
import { withdrawChange } from '../../../../main/station/delegations/withdraw.ts';
import { pushCeremony } from '../../../../main/station/git-publication.ts';
import { parseInstant } from '../../../../src/encoding/instant.ts';
import { plainGit } from '../../git/hostile-repository.ts';
import { LastingClient } from './lasting-client.ts';
import {
  type Delegate,
  roleName,
  rolePath,
  twoProjects,
  type TwoProjects,
} from './two-projects.ts';

let projects: TwoProjects;
let first: Delegate;
let second: Delegate;
/** A client that was there from the first state on, and keeps what it saw. */
let client: LastingClient;

beforeAll(async () => {
  projects = await twoProjects();
  first = await projects.delegate('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
  second = await projects.delegate('Registry keys again', ['Lena Berg'], 1);
  client = new LastingClient(join(projects.host.folder.path, 'repository'));
  await client.update([]);
}, 120_000);
afterAll(async () => {
  client.close();
  await projects.close();
});

const wish = (from: Delegate, more: Partial<DelegationWish> = {}): DelegationWish => ({
  change: 'add',
  role: roleName,
  from: from.ceremony.folder.path,
  paths: [rolePath],
  threshold: 2,
  terminating: true,
  reason: '',
  ...more,
});

/** The challenge as the delegate gets it. */
async function challenge(): Promise<Uint8Array> {
  const { file } = await makeChallenge(projects.host, roleName);
  return readFileSync(join(projects.host.folder.path, file));
}

/** The delegate's metadata of this version, signed by everybody. */
async function roleFile({ ceremony, signers }: Delegate, version: number): Promise<Uint8Array> {
  const staged = await stageRole(ceremony, version);
  const who = await delegatesKeys(ceremony);
  const name = `${roleName}.json`;
  const { metadata } = await signStaged(ceremony, name, staged.signedSha256, who, signers);
  return metadata.bytes;
}

async function signTargets(most = 9) {
  const { host, hostSigners } = projects;
  const { waiting } = await lookAtDelegations(host);
  const { root } = await targetsInUse(host);
  const who = { keys: root.keys, role: root.roles.targets };
  const digest = waiting?.metadata.signedSha256 ?? '';
  return signStaged(host, 'targets.json', digest, who, hostSigners.slice(0, most));
}

async function audited({ ceremony }: { ceremony: Delegate['ceremony'] }) {
  const { files, skipped } = await collect([ceremony.folder.path]);
  return runAudit({ files, skipped, asOf: projects.desk.now() });
}

/** A client that begins now, with other bytes under some names. */
async function freshClient(instead: ReadonlyMap<string, Uint8Array> = new Map()) {
  const files = new Map([...client.files(), ...instead]);
  const trustedRoot = files.get('1.root.json') ?? new Uint8Array();
  const asOf = parseInstant(projects.desk.now());
  return clientOpinion({ trustedRoot, files, asOf, targets: [`${roleName}/a`] });
}

const content = { trustedVersion: 1, stopped: null };

describe('a delegation to another project', () => {
  it('is not staged without a challenge, nor with a folder without answers', async () => {
    const { host } = projects;
    await expect(stageDelegation(host, wish(first))).rejects.toMatchObject({
      code: 'delegation.no-challenge',
    });
    await challenge();
    await expect(stageDelegation(host, wish(first))).rejects.toMatchObject({
      code: 'delegation.keys',
      notDone: ['No delegation was staged.'],
    });
  });

  it('takes answers to its own challenge only', async () => {
    const { host } = projects;
    expect(await delegateFacts(first.ceremony)).toEqual({
      unproved: ['Ana Silva', 'Tom Okafor'],
      staged: false,
      short: 2,
    });
    await expect(delegateFacts(host)).rejects.toMatchObject({ code: 'delegation.nothing' });
    await proveKeys(first.ceremony, await challenge(), 'challenge.txt', first.signers);
    // A later challenge asks anew: the answers to the one before are of no use.
    await challenge();
    await expect(stageDelegation(host, wish(first))).rejects.toMatchObject({
      code: 'delegation.replayed',
      expected: expect.stringContaining('nonce'),
    });
  });

  it('wants as many keys as have to sign, and no key answers a challenge twice', async () => {
    const { host } = projects;
    const asked = await challenge();
    await proveKeys(first.ceremony, asked, 'challenge.txt', first.signers.slice(0, 1));
    await expect(stageDelegation(host, wish(first))).rejects.toMatchObject({
      code: 'delegation.keys',
    });
    expect(await proveKeys(first.ceremony, asked, 'challenge.txt', first.signers)).toHaveLength(2);
    // Two of the challenge before; of this one the early answer, and the one that was missing.
    const made = first.ceremony.records.filter(({ kind }) => kind === 'proof.made');
    expect(made).toHaveLength(4);
    expect(await stageDelegation(host, wish(first))).toEqual([]);
  });

  it('says who may sign what before and after, by the names that the proofs say', async () => {
    const { waiting } = await lookAtDelegations(projects.host);
    expect(waiting?.changes.find(({ kind }) => kind === 'joins')).toMatchObject({
      title: `The role ${roleName} is delegated`,
      before: null,
      after: expect.stringMatching(/^2 of (?=.*Ana Silva)(?=.*Tom Okafor)/),
    });
    expect(waiting).toMatchObject({ valid: 0, threshold: 2, met: false });
  });

  it('takes one change at a time, and the same one again is the same', async () => {
    const { host } = projects;
    await expect(stageDelegation(host, wish(first, { threshold: 1 }))).rejects.toMatchObject({
      code: 'delegation.pending',
    });
    const staged = () => host.records.filter(({ kind }) => kind === 'delegation.changed').length;
    expect(staged()).toBe(1);
    await stageDelegation(host, wish(first));
    expect(staged()).toBe(1);
  });

  it('is published only with its threshold and the delegate’s metadata', async () => {
    const { host, hostSigners } = projects;
    expect(await signTargets(1)).toMatchObject({ valid: 1, met: false });
    await expect(publishRoles(host, hostSigners)).rejects.toMatchObject({
      code: 'delegation.signers',
      expected: '2 of the keyholders of targets',
    });
    await expect(withdrawChange(host)).rejects.toMatchObject({ code: 'delegation.pending' });
    expect(await signTargets()).toMatchObject({ met: true });
    await expect(publishRoles(host, hostSigners)).rejects.toMatchObject({
      code: 'delegation.metadata',
      notDone: ['Nothing was published.'],
    });
  });

  it('takes metadata of the delegate at its threshold, and inside of its paths', async () => {
    const { host } = projects;
    const { ceremony, signers } = first;
    const outside = join(ceremony.folder.path, 'staged', 'targets', 'elsewhere');
    mkdirSync(join(outside, '..'), { recursive: true });
    writeFileSync(outside, 'x');
    await expect(stageRole(ceremony, 1)).rejects.toMatchObject({ code: 'delegation.metadata' });
    rmSync(outside);
    const staged = await stageRole(ceremony, 1);
    const who = await delegatesKeys(ceremony);
    const name = `${roleName}.json`;
    const half = await signStaged(ceremony, name, staged.signedSha256, who, signers.slice(0, 1));
    await expect(
      receiveRole(host, roleName, half.metadata.bytes, 'role.json'),
    ).rejects.toMatchObject({ code: 'delegation.metadata', found: '1' });
    await expect(
      receiveRole(host, 'another', half.metadata.bytes, 'role.json'),
    ).rejects.toMatchObject({ code: 'delegation.nothing' });
    expect(await delegateFacts(ceremony)).toEqual({ unproved: [], staged: true, short: 1 });
    const whole = await roleFile(first, 1);
    expect(await delegateFacts(ceremony)).toMatchObject({ short: 0 });
    expect(await receiveRole(host, roleName, whole, 'role.json')).toMatchObject({ version: 1 });
  });

  it('is published, and tuf-js follows to it, new or from the state before', async () => {
    const { host, hostSigners } = projects;
    const done = await publishRoles(host, hostSigners);
    expect(done).toEqual({ targetsVersion: 2, roles: [roleName] });
    expect(await client.update([`${roleName}/a`])).toEqual([undefined]);
    expect(await freshClient()).toEqual(content);
    expect(await audited({ ceremony: host })).toMatchObject({ verdict: 'pass' });
    expect(await audited(first)).toMatchObject({ verdict: 'pass' });
  });

  it('goes to a Git repository with challenge and proofs, and a clone of it passes the audit', async () => {
    const base = mkdtempSync(join(tmpdir(), 'station-delegation-'));
    const bare = join(base, 'root.git');
    plainGit(base, 'init', '-q', '--bare', '-b', 'main', bare);
    await pushCeremony(projects.host, {
      remote: parseRemote(bare),
      branch: parseBranch('main'),
      below: null,
      author: { name: 'Tomás Varga', email: 'tomas@example.org' },
    });
    plainGit(base, 'clone', '-q', bare, join(base, 'clone'));
    const { files, skipped } = await collect([join(base, 'clone')]);
    const report = await runAudit({ files, skipped, asOf: projects.desk.now() });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    rmSync(base, { recursive: true, force: true });
  });

  it('changes what its keys may sign for, after it was shown, and no key comes in', async () => {
    const { host, hostSigners } = projects;
    const adjust = {
      change: 'adjust',
      role: roleName,
      paths: [rolePath, 'mirror.example.org/*'],
      threshold: 1,
      terminating: false,
      reason: 'One of them is away.',
    } as const;
    const records = host.records.length;
    await expect(
      proposeChange(host, { ...adjust, paths: [rolePath], threshold: 2, terminating: true }),
    ).rejects.toMatchObject({ code: 'delegation.nothing', found: 'the same' });
    await expect(proposeChange(host, { ...adjust, role: 'another' })).rejects.toMatchObject({
      code: 'delegation.nothing',
    });
    await expect(proposeChange(host, { ...adjust, threshold: 3 })).rejects.toMatchObject({
      code: 'tuf.build',
    });
    const proposed = await proposeChange(host, adjust);
    expect(proposed.changes.find(({ kind }) => kind === 'role')).toMatchObject({
      before: expect.stringMatching(/^2 of (?=.*Ana Silva).*Nobody after them/),
      after: expect.stringMatching(/^1 of (?=.*Ana Silva)(?=.*Tom Okafor).*mirror\.example\.org/),
    });
    expect(host.records).toHaveLength(records);
    await expect(stageChange(host, adjust, 'f'.repeat(64))).rejects.toMatchObject({
      code: 'delegation.pending',
      found: `bytes ${proposed.signedSha256.slice(0, 16)}`,
      notDone: ['Nothing was staged.'],
    });
    expect(await stageChange(host, adjust, proposed.signedSha256)).toEqual([]);
    expect(host.records.findLast(({ kind }) => kind === 'delegation.changed')?.data).toMatchObject({
      change: 'adjust',
      nonce: null,
      proofs: [],
      keys: expect.arrayContaining(first.signers.map(({ key }) => key.spkiDigest)),
    });
    await signTargets();
    expect(await publishRoles(host, hostSigners)).toEqual({ targetsVersion: 3, roles: [] });
    expect(await client.update([`${roleName}/a`])).toEqual([undefined]);
    expect(await audited({ ceremony: host })).toMatchObject({ verdict: 'pass' });
  });

  it('goes to other keys, which sign from a later version on', async () => {
    const { host, hostSigners } = projects;
    await proveKeys(second.ceremony, await challenge(), 'challenge.txt', second.signers);
    const again = { change: 'redelegate' as const, threshold: 1, reason: 'The team moved.' };
    await stageDelegation(host, wish(second, again));
    const { waiting } = await lookAtDelegations(host);
    expect(waiting?.changes.find(({ kind }) => kind === 'role')).toMatchObject({
      before: expect.stringContaining('Ana Silva'),
      after: expect.stringContaining('1 of Lena Berg'),
    });
    await signTargets();
    // What the former keys sign is taken no more, whatever its version.
    const old = await roleFile(first, 2);
    await expect(receiveRole(host, roleName, old, 'old.json')).rejects.toMatchObject({
      code: 'delegation.metadata',
      expected: `1 signatures of the keys that ${roleName} has now`,
      found: '0',
    });
    await expect(publishRoles(host, hostSigners)).rejects.toMatchObject({
      code: 'delegation.metadata',
    });
    // Nor may the new keys begin at a version that clients have seen.
    const low = await roleFile(second, 1);
    await expect(receiveRole(host, roleName, low, 'low.json')).rejects.toMatchObject({
      expected: 'version 2 or later',
    });
    await receiveRole(host, roleName, await roleFile(second, 2), 'new.json');
    expect(await publishRoles(host, hostSigners)).toEqual({ targetsVersion: 4, roles: [roleName] });
    expect(await client.update([`${roleName}/a`])).toEqual([undefined]);
    expect(await freshClient()).toEqual(content);
    expect(await audited({ ceremony: host })).toMatchObject({ verdict: 'pass' });
  });

  it('stops tuf-js where the former keys’ file is put in its place', async () => {
    const old = await roleFile(first, 2);
    const { stopped } = await freshClient(new Map([[`2.${roleName}.json`, old]]));
    expect(stopped).not.toBeNull();
  });

  it('is taken back, and clients that knew the role go on', async () => {
    const { host, hostSigners } = projects;
    await stageRevocation(host, roleName, 'The project ended.');
    await withdrawChange(host);
    await expect(withdrawChange(host)).rejects.toMatchObject({ code: 'delegation.nothing' });
    await stageRevocation(host, roleName, 'The project ended.');
    await signTargets();
    expect(await publishRoles(host, hostSigners)).toEqual({ targetsVersion: 5, roles: [] });
    const { roles } = await lookAtDelegations(host);
    expect(roles.map(({ role }) => role)).not.toContain(roleName);
    // Nobody signs for these paths now, and the snapshot still names the file: else this client would stop for good.
    expect(await client.update([`${roleName}/a`])).toEqual([undefined]);
    expect(await freshClient()).toEqual(content);
    const late = await roleFile(second, 5);
    await expect(receiveRole(host, roleName, late, 'late.json')).rejects.toMatchObject({
      code: 'delegation.nothing',
    });
    await expect(publishRoles(host, hostSigners)).rejects.toMatchObject({
      code: 'delegation.nothing',
    });
    expect(await audited({ ceremony: host })).toMatchObject({ verdict: 'pass' });
  });
});

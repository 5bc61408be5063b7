import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveKeys } from '../../../../main/station/delegations/prove-keys.ts';
import { delegatesKeys, stageRole } from '../../../../main/station/delegations/delegate-role.ts';
import { signStaged } from '../../../../main/station/delegations/sign-staged.ts';
import type { Wish } from '../../../../src/contract/delegations.ts';
import { idle, startStation, type PracticeStation } from '../practice-station.ts';
import {
  type Delegate,
  roleName,
  rolePath,
  twoProjects,
  type TwoProjects,
} from './two-projects.ts';

/** A delegation as the page asks for it: the host through the handlers of the contract, the other project beside it. */
describe('delegations in the window', () => {
  let projects: TwoProjects;
  let other: Delegate;
  let station: PracticeStation;
  let stick: string;
  let answers: string;
  const nobody = { pins: [], file: null };
  const hostFolder = () => basename(projects.host.folder.path);

  beforeAll(async () => {
    projects = await twoProjects();
    other = await projects.delegate('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
    await projects.host.folder.close();
    station = await startStation(projects.home);
    stick = join(projects.home, 'stick');
    mkdirSync(stick);
    const place = await station.place('ceremonies', hostFolder());
    await station.handlers['ceremony.open']({ place, role: 'host', mode: 'rehearsal' }, idle());
  }, 120_000);
  afterAll(async () => {
    await station.close();
    await projects.close();
  });

  const look = () => station.handlers['delegations.look'](null, idle());
  const wish = (more: Partial<Extract<Wish, { change: 'add' }>> = {}): Wish => ({
    change: 'add',
    place: answers,
    role: roleName,
    paths: [rolePath],
    threshold: 2,
    terminating: true,
    reason: '',
    ...more,
  });
  const records = () =>
    readFileSync(join(projects.host.folder.path, 'transcript.jsonl'), 'utf8').split('\n').length;

  it('begins with what is delegated, and nothing waits', async () => {
    expect(await look()).toMatchObject({
      closed: null,
      waiting: null,
      challenges: [],
      publish: { ready: false, reason: 'Nothing waits to be published.' },
      publicationKeys: expect.arrayContaining([
        expect.objectContaining({ kind: 'token', practice: true, ready: true }),
      ]),
    });
  });

  it('makes a challenge, and copies it to a stick as it is', async () => {
    const view = await station.handlers['delegations.challenge']({ role: roleName }, idle());
    const [challenge] = view.challenges;
    expect(challenge).toMatchObject({ role: roleName, state: 'open' });
    expect(challenge?.words).toContain(`Your key is to speak for the role ${roleName}.`);
    const place = await station.place('stick');
    const { file } = await station.handlers['delegations.carry']({ role: roleName, place }, idle());
    const made = readFileSync(join(projects.host.folder.path, challenge?.file ?? ''));
    expect(readFileSync(join(stick, file))).toEqual(made);
    // Once more is the same file; another one under its name is never replaced.
    await station.handlers['delegations.carry']({ role: roleName, place }, idle());
    writeFileSync(join(stick, file), 'other');
    await expect(
      station.handlers['delegations.carry']({ role: roleName, place }, idle()),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^folder\./) });
    expect(readFileSync(join(stick, file), 'utf8')).toBe('other');
    await proveKeys(other.ceremony, made, file, other.signers);
    cpSync(join(other.ceremony.folder.path, 'delegation'), join(projects.home, 'answers'), {
      recursive: true,
    });
    answers = await station.place('answers');
  });

  it('shows every answer as a card with what was checked, and takes nothing in', async () => {
    const before = records();
    const good = await station.handlers['delegations.answers'](
      { role: roleName, place: answers },
      idle(),
    );
    expect(good.problem).toBeNull();
    expect(good.cards.map(({ holder }) => holder).toSorted()).toEqual(['Ana Silva', 'Tom Okafor']);
    for (const { state, claims, spkiSha256 } of good.cards) {
      // The token of a rehearsal gives no attestation, and the card says so.
      expect(state).toBe('note');
      expect(other.signers.map(({ key }) => String(key.spkiDigest))).toContain(spkiSha256);
      expect(claims.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['Challenge', 'Signature', 'Person', 'Attestation']),
      );
    }
    const none = await station.handlers['delegations.answers'](
      { role: roleName, place: await station.place('stick') },
      idle(),
    );
    expect(none).toMatchObject({ cards: [], problem: { code: 'delegation.keys' } });
    expect(records()).toBe(before);
  });

  it('shows an answer that was edited as one that proves nothing', async () => {
    const bad = join(projects.home, 'edited');
    cpSync(join(projects.home, 'answers'), bad, { recursive: true });
    const [folder] = readdirSync(bad);
    const inside = join(bad, folder ?? '');
    const [first] = readdirSync(inside).filter((name) => name.endsWith('.proof.json'));
    const path = join(inside, first ?? '');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/holder (Ana Silva|Tom Okafor)/, 'holder Somebody Else'));
    const place = await station.place('edited');
    const read = await station.handlers['delegations.answers']({ role: roleName, place }, idle());
    expect(read.problem).toMatchObject({ code: 'delegation.not-proved' });
    expect(read.cards.some(({ state }) => state === 'stop')).toBe(true);
    await expect(
      station.handlers['delegations.propose'](wish({ place }), idle()),
    ).rejects.toMatchObject({ code: 'delegation.not-proved' });
  });

  it('says what would change before anything is staged, and stages what was shown', async () => {
    const before = records();
    const proposal = await station.handlers['delegations.propose'](wish(), idle());
    expect(proposal.changes[0]).toMatchObject({
      kind: 'joins',
      old: null,
      new: expect.stringMatching(/^2 of (?=.*Ana Silva)(?=.*Tom Okafor)/),
    });
    expect(proposal.steps[0]).toMatch(/^2 of .* sign targets version 2\.$/);
    expect(records()).toBe(before);
    await expect(
      station.handlers['delegations.stage'](
        { wish: wish({ threshold: 1 }), signedSha256: proposal.signedSha256 },
        idle(),
      ),
    ).rejects.toMatchObject({ code: 'delegation.pending', notDone: ['Nothing was staged.'] });
    const { signedSha256 } = proposal;
    const view = await station.handlers['delegations.stage'](
      { wish: wish(), signedSha256 },
      idle(),
    );
    expect(view).toMatchObject({
      waiting: {
        version: 2,
        signedSha256,
        seats: { signed: 0, threshold: 2 },
        withdraw: { ready: true },
      },
      metadata: [{ state: 'published' }, { role: roleName, state: 'needed' }],
      challenges: [{ state: 'used' }],
    });
  });

  it('has the keyholders of targets sign what was shown, each once', async () => {
    const { waiting } = await look();
    const signedSha256 = waiting?.signedSha256 ?? '';
    const [first, second] = waiting?.signers ?? [];
    const sign = (participant: string, digest = signedSha256) =>
      station.handlers['delegations.sign'](
        { participant, pin: null, signedSha256: digest },
        idle(),
      );
    await expect(sign(first?.id ?? '', 'f'.repeat(64))).rejects.toMatchObject({
      code: 'delegation.nothing',
      notDone: expect.arrayContaining(['Nothing was signed.']),
    });
    const half = await sign(first?.id ?? '');
    expect(half.waiting).toMatchObject({ seats: { signed: 1 }, withdraw: { ready: false } });
    expect(half.waiting?.signers[0]).toMatchObject({ signed: true, ready: false });
    await expect(station.handlers['delegations.withdraw'](null, idle())).rejects.toMatchObject({
      code: 'delegation.pending',
    });
    await expect(station.handlers['delegations.publish'](nobody, idle())).rejects.toMatchObject({
      code: 'delegation.signers',
    });
    expect((await sign(second?.id ?? '')).waiting?.seats).toMatchObject({ signed: 2 });
  });

  it('takes the metadata in, and publishes', async () => {
    const staged = await stageRole(other.ceremony, 1);
    const who = await delegatesKeys(other.ceremony);
    const name = `${roleName}.json`;
    const { metadata } = await signStaged(
      other.ceremony,
      name,
      staged.signedSha256,
      who,
      other.signers,
    );
    writeFileSync(join(stick, name), metadata.bytes);
    const place = await station.place('stick', name);
    const came = await station.handlers['delegations.take']({ role: roleName, place }, idle());
    expect(came).toMatchObject({
      metadata: [
        { role: 'rekor', state: 'published' },
        { role: roleName, state: 'came' },
      ],
      publish: { ready: true },
      next: 'Next: publish.',
    });
    const done = await station.handlers['delegations.publish'](nobody, idle());
    expect(done).toMatchObject({
      headline: '2 roles are delegated',
      waiting: null,
      roles: [
        { name: 'rekor' },
        { name: roleName, threshold: 2, paths: [rolePath], version: 1, changeable: true },
      ],
      metadata: [{ state: 'published' }, { state: 'published' }],
    });
    expect(done.roles[1]?.keys.map(({ name: holder }) => holder).toSorted()).toEqual([
      'Ana Silva',
      'Tom Okafor',
    ]);
  });

  it('stages the end of a role, and takes it back', async () => {
    const end = { change: 'revoke', role: roleName, reason: 'The project ended.' } as const;
    const { signedSha256, changes } = await station.handlers['delegations.propose'](end, idle());
    expect(changes[0]).toMatchObject({ kind: 'leaves', new: null });
    const view = await station.handlers['delegations.stage']({ wish: end, signedSha256 }, idle());
    expect(view.waiting?.version).toBe(3);
    const back = await station.handlers['delegations.withdraw'](null, idle());
    expect(back.waiting).toBeNull();
  });

  it('is closed for a delegate, and only the host changes anything', async () => {
    await other.ceremony.folder.close();
    await station.handlers['ceremony.close'](null, idle());
    const place = await station.place('ceremonies', basename(other.ceremony.folder.path));
    await station.handlers['ceremony.open'](
      { place, role: 'keyholder', mode: 'rehearsal' },
      idle(),
    );
    expect((await look()).closed).toContain('the ceremony of a delegate');
    const host = await station.handlers['host.look'](null, idle());
    expect(host).toMatchObject({
      headline: `Hand ${roleName}.json to the delegator`,
      stage: { ready: false, reason: expect.stringContaining('No root is made here.') },
      practiceSign: { ready: false },
      publish: { ready: false },
      publishNeedsPin: false,
    });
    expect(host.acts.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    expect(JSON.stringify(host.acts)).not.toMatch(/root/i);
    await expect(
      station.handlers['delegations.challenge']({ role: roleName }, idle()),
    ).rejects.toMatchObject({ code: 'host.not-ready' });
  });
});

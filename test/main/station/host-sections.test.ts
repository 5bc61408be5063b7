import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicKeyPem } from '../../../src/keys/public-key.ts';
import { makeKeyPair } from '../../keys/key-pairs.ts';
import { plainGit } from '../git/hostile-repository.ts';
import { practiceFolder, recordsIn } from './keyholder-steps.ts';
import { endStation, idle, startHost, type PracticeStation } from './practice-station.ts';

/** Keys, rotation and minutes as the page asks for them, on one practice rotation that the station plays. */
describe('the host’s sections', () => {
  let home: string;
  let path: string;
  let station: PracticeStation;

  beforeAll(async () => {
    station = await startHost();
    home = station.home;
    path = practiceFolder(home);
  }, 60_000);
  afterAll(() => endStation(station));

  it('shows every key that is here as a card, and the root that they make', async () => {
    const view = await station.handlers['assembly.look'](null, idle());
    expect(view).toMatchObject({
      headline: 'Root version 2 can be staged',
      missing: [],
      staged: false,
      stage: { ready: true },
      planned: null,
      seats: [],
    });
    expect(view.keys.map(({ name }) => name).toSorted()).toEqual([
      'Amara Okafor',
      'Ingrid Solheim',
      'Jonas Lindqvist',
      'Mei Tanaka',
      'Priya Raman',
      'Rafael Duarte',
      'Tomás Varga',
    ]);
    for (const { became, state, claims } of view.keys) {
      expect({ became, state }).toEqual({ became: 'here', state: 'note' });
      expect(claims.map(({ label }) => label)).toEqual(['Person', 'Kind of key', 'Attestation']);
    }
    expect(view.proposal?.changes.map(({ title }) => title).join(' ')).toContain('Priya Raman');
    expect(view.branches).toContain('keyholder/priya-raman');
  });

  it('keeps the key of a stranger outside, from a folder and from a branch', async () => {
    const key = join(home, 'stick', '14454335');
    mkdirSync(key, { recursive: true });
    const { key: publicKey } = makeKeyPair('ecdsa-sha2-nistp256');
    writeFileSync(join(key, '14454335_pubkey.pem'), publicKeyPem(publicKey));
    const doing: string[] = [];
    const { view, brought } = await station.handlers['assembly.bring'](
      { place: await station.place('stick'), branch: null },
      idle((said) => doing.push(said.doing)),
    );
    expect(doing).toEqual(['Reading the folder', 'Checking every key and signature']);
    expect(brought).toMatchObject({
      name: 'stick',
      files: 0,
      keys: [{ name: 'Nobody in the plan', serial: '14454335', became: 'outside', state: 'stop' }],
    });
    expect(view.keys).toHaveLength(7);
    expect(existsSync(join(path, 'keys', '14454335'))).toBe(false);

    const work = join(home, 'work');
    mkdirSync(work);
    plainGit(work, 'init', '-q', '-b', 'keyholder/mei-tanaka');
    cpSync(join(home, 'stick'), join(work, 'keys'), { recursive: true });
    plainGit(work, 'add', '.');
    plainGit(work, 'commit', '-q', '-m', 'Mine');
    const branch = await station.handlers['assembly.bring'](
      { place: await station.place('work'), branch: 'keyholder/mei-tanaka' },
      idle(),
    );
    const [card] = branch.brought.keys;
    expect(card?.claims[0]?.why).toMatch(/^The plan has [0-9a-f]{16} for Mei Tanaka\./);
    expect(recordsIn(path).filter(({ kind }) => kind === 'work.taken')).toHaveLength(2);
  });

  it('says where it could look when nobody says it', async () => {
    for (const branch of [null, 'main'])
      await expect(
        station.handlers['assembly.bring']({ place: null, branch }, idle()),
      ).rejects.toMatchObject({ code: 'host.not-ready', notDone: ['Nothing was taken.'] });
  });

  it('shows both thresholds apart once the root is staged and signed', async () => {
    const { handlers } = station;
    await handlers['host.stage'](null, idle());
    await handlers['host.practiceSign']({ participant: 'ingrid-solheim' }, idle());
    const view = await handlers['assembly.look'](null, idle());
    expect(view).toMatchObject({ headline: 'Root version 2 is staged', staged: true });
    expect(view.seats.map(({ title, signed, threshold }) => [title, signed, threshold])).toEqual([
      ['Keyholders of version 1', 1, 3],
      ['Keyholders of version 2', 0, 3],
    ]);
  });

  it('takes a signature that came back, and names whose it is', async () => {
    const copy = join(home, 'copy');
    mkdirSync(join(copy, 'staged'), { recursive: true });
    const before = readFileSync(join(path, 'staged', 'root.json'));
    await station.handlers['host.practiceSign']({ participant: 'mei-tanaka' }, idle());
    cpSync(join(path, 'staged', 'root.json'), join(copy, 'staged', 'root.json'));
    // The file as it was: the station reads what is on the disk.
    writeFileSync(join(path, 'staged', 'root.json'), before);
    const { brought, view } = await station.handlers['assembly.bring'](
      { place: await station.place('copy'), branch: null },
      idle(),
    );
    expect(brought.signatures).toEqual([
      {
        became: 'taken',
        sentence: expect.stringMatching(/^Signature of Mei Tanaka with token .*, verified\.$/),
      },
    ]);
    expect(view.seats[1]).toMatchObject({ signed: 1 });
    expect(
      await station.handlers['bundle.take']({ place: await station.place('copy') }, idle()),
    ).toMatchObject({
      name: 'copy',
      files: 0,
      sentence: 'was read: 0 new files, 0 new signatures.',
    });
  });

  it('plans the rotation with those who come', async () => {
    const { handlers } = station;
    const all = await handlers['rotation.look'](null, idle());
    expect(all).toMatchObject({ verdict: 'one', headline: 'This goes in one version: 2' });
    expect(all?.people.map(({ comes, device }) => `${comes} ${device}`)).toEqual(
      all?.people.map(() => 'now at-hand'),
    );
    expect(all?.steps[0]?.clients.length).toBeGreaterThan(0);
    const without = await handlers['rotation.plan'](
      {
        comes: ['amara-okafor', 'jonas-lindqvist', 'mei-tanaka', 'rafael-duarte'].map((id) => ({
          id,
          comes: 'never' as const,
        })),
        devices: [],
      },
      idle(),
    );
    expect(without).toMatchObject({ verdict: 'impossible' });
    expect(without?.people.filter(({ comes }) => comes === 'never')).toHaveLength(4);
    await expect(
      handlers['rotation.plan']({ comes: [{ id: 'nobody', comes: 'never' }], devices: [] }, idle()),
    ).rejects.toMatchObject({ code: 'rotation.situation' });
  });

  it('has the record signed by whom it plays, and writes the minutes of both editions', async () => {
    const { handlers } = station;
    const before = await handlers['reports.look'](null, idle());
    expect(before).toMatchObject({ headline: 'Write the minutes', files: [], problems: [] });
    expect(before.checkpoints).toMatchObject([{ act: null, state: 'now' }]);
    const signed = await handlers['checkpoint.sign'](
      { participant: 'amara-okafor', pin: null },
      idle(),
    );
    const [amara] = (signed.checkpoints[0]?.signers ?? []).filter(
      ({ name }) => name === 'Amara Okafor',
    );
    // The look at the network is a line of its own.
    expect(amara).toMatchObject({ practice: true, lines: before.lines + 1 });
    expect(recordsIn(path).at(-1)).toMatchObject({ kind: 'checkpoint.signed' });
    await expect(
      handlers['checkpoint.sign']({ participant: 'amara-okafor', pin: '123456' }, idle()),
    ).rejects.toMatchObject({ code: 'token.not-present', notDone: expect.any(Array) });
    await expect(
      handlers['checkpoint.sign']({ participant: 'nobody', pin: null }, idle()),
    ).rejects.toMatchObject({ code: 'token.not-present' });

    const { written, view } = await handlers['minutes.write'](
      { place: null, edition: 'full', forms: ['html', 'json'] },
      idle(),
    );
    expect(written.files).toEqual([`minutes-${view.lines}.html`, `minutes-${view.lines}.json`]);
    expect(view.files.map(({ name }) => name)).toEqual(written.files);
    mkdirSync(join(home, 'public'));
    const open = await handlers['minutes.write'](
      { place: await station.place('public'), edition: 'public', forms: ['html'] },
      idle(),
    );
    const page = readFileSync(join(home, 'public', open.written.files[0] ?? ''), 'utf8');
    expect(page).not.toContain('Amara Okafor');
    // Again: the same bytes stay as they are, and other bytes are never written over.
    await handlers['minutes.write']({ place: null, edition: 'full', forms: ['html'] }, idle());
    writeFileSync(join(path, 'report', written.files[0] ?? ''), 'x');
    await expect(
      handlers['minutes.write']({ place: null, edition: 'full', forms: ['html'] }, idle()),
    ).rejects.toMatchObject({ code: 'folder.exists' });
    rmSync(join(path, 'report', written.files[0] ?? ''));
  });
});

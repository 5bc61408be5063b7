import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { practiceFolder, recordsIn } from './keyholder-steps.ts';
import { endStation, idle, startHost, type PracticeStation } from './practice-station.ts';
import { plainGit } from '../git/hostile-repository.ts';

/** The page’s ways out, and its way to a Git repository, on one practice ceremony. */
describe('the host’s page', () => {
  let home: string;
  let path: string;
  let station: PracticeStation;

  beforeAll(async () => {
    station = await startHost();
    home = station.home;
    path = practiceFolder(home);
  }, 60_000);
  afterAll(() => endStation(station));

  it('sees what can be undone, takes a root back, and gives one up', async () => {
    const { handlers } = station;
    expect(await handlers['recovery.look'](null, idle())).toMatchObject({
      headline: 'Nothing is staged, so nothing has to be taken back',
      staged: null,
      canEnd: true,
    });
    await handlers['host.stage'](null, idle());
    const undone = await handlers['recovery.unstage']({ reason: 'Wrong date.' }, idle());
    expect(undone).toMatchObject({ staged: null, abandoned: [] });
    await handlers['host.stage'](null, idle());
    await handlers['host.practiceSign']({ participant: 'priya-raman' }, idle());
    expect(await handlers['recovery.look'](null, idle())).toMatchObject({
      headline: 'Root version 2 has signatures and can only be given up',
      staged: { version: 2, signatures: 1, acceptable: false, begun: true },
    });
    await expect(
      handlers['recovery.unstage']({ reason: 'Too late.' }, idle()),
    ).rejects.toMatchObject({ code: 'undo.signed' });
    const given = await handlers['recovery.abandonRoot'](
      { reason: 'A name is wrong.', although: null },
      idle(),
    );
    expect(given.abandoned).toMatchObject([
      { version: 2, signatures: 1, acceptable: false, reason: 'A name is wrong.' },
    ]);
  });

  it('sends the keys to branches of their own in a folder that was chosen', async () => {
    const { handlers } = station;
    const bare = join(home, 'Ceremonies', 'keys.git');
    plainGit(home, 'init', '-q', '--bare', bare);
    const place = await station.place('Ceremonies', 'keys.git');
    const before = await handlers['publication.look'](null, idle());
    expect(before).toMatchObject({ ready: false, planned: null, author: '', sent: [] });
    expect(before.keys).toContain('Priya Raman');
    const told: string[] = [];
    const after = await handlers['publication.send'](
      { place, what: 'keys', branch: before.branch, author: 'Tomás Varga <tomas@example.org>' },
      idle(({ doing }) => told.push(doing)),
    );
    expect(after.sent).toHaveLength(before.keys.length);
    expect(after.sent[0]).toMatchObject({ what: 'key', remote: 'keys.git' });
    expect(told[0]).toMatch(/^The key of .* goes to a branch of its own$/);
    await expect(
      handlers['publication.send'](
        { place: null, what: 'ceremony', branch: 'main', author: 'T <t@example.org>' },
        idle(),
      ),
    ).rejects.toMatchObject({ code: 'publish.not-yet' });
  });

  it('gives the whole ceremony up, and says so from then on', async () => {
    const { handlers } = station;
    const over = await handlers['recovery.abandon'](
      { reason: 'We meet again next week.', although: null },
      idle(),
    );
    expect(over).toMatchObject({
      headline: 'This ceremony was given up',
      ended: 'We meet again next week.',
      canEnd: false,
    });
  });

  it('takes a folder over from another machine, only by the lock that was shown', async () => {
    const { handlers } = station;
    await handlers['ceremony.close'](null, idle());
    const lock = {
      at: '2026-11-26T09:00:00Z',
      boot: 'another-boot',
      format: 'station-lock/1',
      host: 'stage-laptop',
      machine: 'another-machine',
      nonce: 'f00d',
      pid: 7,
      pids: 'pid:[1]',
      started: '1',
    };
    writeFileSync(join(path, '.station-lock'), JSON.stringify(lock));
    const names = path.slice(home.length + 1).split('/');
    const place = await station.place(...names);
    const opening = { place, role: 'host', mode: 'rehearsal' } as const;
    await expect(handlers['ceremony.open'](opening, idle())).rejects.toMatchObject({
      code: 'folder.in-use',
    });
    const shown = await handlers['recovery.lockOf']({ place }, idle());
    expect(shown).toMatchObject({ host: 'stage-laptop', at: '2026-11-26T09:00:00Z' });
    await expect(
      handlers['recovery.takeOver']({ ...opening, lock: '0'.repeat(64) }, idle()),
    ).rejects.toMatchObject({ code: 'folder.in-use' });
    expect(existsSync(join(path, '.station-lock'))).toBe(true);
    await handlers['recovery.takeOver']({ ...opening, lock: shown?.lock ?? '' }, idle());
    expect(recordsIn(path).some(({ kind }) => kind === 'ceremony.taken-over')).toBe(true);
    expect(await handlers['recovery.lockOf']({ place }, idle())).toBeNull();
  });
});

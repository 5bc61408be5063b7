import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

const roots = join(import.meta.dirname, '../../fixtures/sigstore-root-signing/root_history');
const ceremonies = join(import.meta.dirname, '../../fixtures/sigstore-root-signing/ceremony');
const march = '2024-03-20T00:00:00Z';
const asked = (
  places: string[],
  more: Partial<{ git: boolean; trustedRoot: string | null; asOf: string | null }> = {},
) => ({ places, git: false, trustedRoot: null, asOf: null, ...more });
let home: string;
let station: PracticeStation;

beforeEach(async () => {
  home = freshHome();
  cpSync(roots, join(home, 'roots'), { recursive: true });
  station = await startStation(home);
});
afterEach(async () => {
  await station.close();
  removeHome(home);
});

it('goes on with an audit as of the instant that was asked about', async () => {
  const { handlers } = station;
  const place = await station.place('roots');
  const now = await handlers['audit.run'](asked([place]), idle());
  expect(now.report.verdict).toBe('fail');
  const then = await handlers['audit.again']({ asOf: march }, idle());
  expect(then.headline).toBe('Pass, as of 20 March 2024');

  await station.close();
  station = await startStation(home);
  const { items } = await station.handlers['station.recent'](null, idle());
  expect(items).toMatchObject([{ role: 'auditor', detail: then.headline }]);
  const again = await station.handlers['audit.resume']({ recent: items[0]?.id ?? '' }, idle());
  expect(again.report).toEqual(then.report);
});

it('saves the report beside an older one, and never says the name of the home folder', async () => {
  const { handlers } = station;
  await expect(
    handlers['audit.save']({ place: await station.place() }, idle()),
  ).rejects.toMatchObject({ code: 'audit.none-open' });
  await handlers['audit.run'](asked([await station.place('roots')], { asOf: march }), idle());
  const first = await handlers['audit.save']({ place: await station.place() }, idle());
  const second = await handlers['audit.save']({ place: await station.place() }, idle());
  expect(first.files).toEqual(['report.json', 'report.txt', 'report.html', 'report.pdf']);
  expect(second.files).toEqual(['report-2.json', 'report-2.txt', 'report-2.html', 'report-2.pdf']);
  for (const ending of ['html', 'pdf'])
    expect(readFileSync(join(home, `report.${ending}`))).toEqual(
      readFileSync(join(home, `report-2.${ending}`)),
    );
  for (const name of [...first.files, ...second.files])
    expect(existsSync(join(home, name))).toBe(true);
  expect(first.sentence).toContain('were written to Home');
  expect(first.sentence).not.toContain(basename(home));
}, 180_000);

it('judges several folders and files as one, and names two of one name apart', async () => {
  const { handlers } = station;
  cpSync(join(ceremonies, '2021-06-18/keys'), join(home, 'first/keys'), { recursive: true });
  cpSync(join(ceremonies, '2022-07-12/keys'), join(home, 'second/keys'), { recursive: true });
  const places = [
    await station.place('roots'),
    await station.place('first', 'keys'),
    await station.place('second', 'keys'),
    await station.place('roots'),
  ];
  const view = await handlers['audit.run'](asked(places, { asOf: march }), idle());
  expect(view).toMatchObject({ filesRead: 39, footer: '39 files read. All 6 keys have evidence.' });
  expect(view.asked).toBe('roots, keys and keys (2). The first version there is believed.');
  expect(view.report.attestations.map(({ path }) => path.split('/')[0])).toEqual([
    ...Array.from({ length: 5 }, () => 'keys (2)'),
    ...Array.from({ length: 5 }, () => 'keys'),
  ]);
  expect(JSON.stringify(view)).not.toContain(home);
  const { items } = await handlers['station.recent'](null, idle());
  const again = await handlers['audit.resume']({ recent: items[0]?.id ?? '' }, idle());
  expect(again.report).toEqual(view.report);
});

it('begins at the root that is trusted from elsewhere, and says if the files have another', async () => {
  const { handlers } = station;
  writeFileSync(join(home, 'mine.json'), readFileSync(join(home, 'roots/1.root.json')));
  const trustedRoot = await station.place('mine.json');
  const places = [await station.place('roots')];
  const same = await handlers['audit.run'](asked(places, { trustedRoot, asOf: march }), idle());
  expect(same.asked).toBe('roots. mine.json is trusted from elsewhere.');
  expect(same.report.verdict).toBe('pass');
  const changed = JSON.parse(readFileSync(join(home, 'mine.json'), 'utf8'));
  changed.signed.expires = '2030-01-01T00:00:00Z';
  writeFileSync(join(home, 'mine.json'), JSON.stringify(changed));
  const other = await handlers['audit.again']({ asOf: march }, idle());
  expect(other.groups.map(({ code }) => code)).toContain('root.not-trusted');
  await expect(
    handlers['audit.run'](asked(places, { trustedRoot: places[0] ?? '' }), idle()),
  ).rejects.toMatchObject({ code: 'input.not-one-file' });
});

it('reads the whole history of a Git repository where it is asked to', async () => {
  const { handlers } = station;
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], {
      cwd: join(home, 'roots'),
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Nine roots');
  rmSync(join(home, 'roots/3.root.json'));
  git('commit', '-qam', 'Lose one');
  const places = [await station.place('roots')];
  const tree = await handlers['audit.run'](asked(places, { asOf: march }), idle());
  expect(tree.groups[0]?.code).toBe('root.version-gap');
  const whole = await handlers['audit.run'](asked(places, { asOf: march, git: true }), idle());
  expect(whole.report.verdict).toBe('pass');
  expect(whole.asked).toContain('with the whole Git history');
  expect(whole.report.roots[2]?.file).toMatch(/^[0-9a-f]{12}:3\.root\.json$/);
  // The bytes are those of the history, though the file is no longer there.
  const finding = whole.report.findings.findIndex(({ code }) => code === 'root.exact-threshold');
  const bytes = await handlers['audit.bytes']({ finding, at: 0, from: 0 }, idle());
  expect(bytes.files).toEqual([whole.report.roots[2]?.file]);
  expect(bytes.hex).toBe(
    readFileSync(join(roots, '3.root.json')).subarray(0, 1024).toString('hex'),
  );
  rmSync(join(home, 'roots/.git'), { recursive: true });
  await expect(handlers['audit.bytes']({ finding, at: 0, from: 0 }, idle())).rejects.toMatchObject({
    code: 'input.no-repository',
  });
});

it('tells how far it is without a message a file, and stops where it is cancelled', async () => {
  const { handlers } = station;
  const places = [await station.place('roots')];
  const before = await handlers['audit.run'](asked(places, { asOf: march }), idle());
  const told: { done: number; total: number | null; doing: string }[] = [];
  await handlers['audit.again'](
    { asOf: march },
    idle((value) => void told.push(value)),
  );
  expect(told[0]).toEqual({ done: 0, total: null, doing: 'Read the files' });
  expect(told.at(-1)).toMatchObject({ done: 13, total: 14, doing: 'Ask a second implementation' });
  expect(new Set(told.map(({ doing }) => doing)).size).toBe(6);

  const stop = new AbortController();
  const running = handlers['audit.again'](
    { asOf: null },
    idle(({ doing }) => {
      if (doing === 'Follow the roots') stop.abort();
    }, stop.signal),
  );
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  // What was open is still open.
  const after = await handlers['audit.again']({ asOf: march }, idle());
  expect(after.report).toEqual(before.report);
});

it('judges in a process of its own, and says so on the page where it was ended midway', async () => {
  const { handlers } = station;
  const places = [await station.place('roots')];
  const before = await handlers['audit.run'](asked(places, { asOf: march }), idle());
  expect(auditProcesses()).toEqual([]);
  const running = handlers['audit.again'](
    { asOf: null },
    idle(({ doing }) => {
      if (doing !== 'Follow the roots') return;
      for (const pid of auditProcesses()) process.kill(pid, 'SIGKILL');
    }),
  );
  await expect(running).rejects.toMatchObject({
    code: 'audit.process-ended',
    hint: expect.stringMatching(/^Start it again/),
    notDone: ['No verdict was given'],
  });
  // What was open is still open, and nothing of the one that was ended is among the recent work.
  const { items } = await handlers['station.recent'](null, idle());
  expect(items).toMatchObject([{ detail: before.headline }]);
  const after = await handlers['audit.again']({ asOf: march }, idle());
  expect(after.report).toEqual(before.report);
});

it('gives no verdict as of an instant that no calendar has', async () => {
  const { handlers } = station;
  const places = [await station.place('roots')];
  const refused = {
    code: 'audit.instant',
    expected: 'a form like 2024-03-20T00:00:00Z',
    hint: expect.stringMatching(/\S/),
  };
  const impossible = [
    '2026-99-99T99:99:99Z',
    '2026-02-29T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-01T24:00:01Z',
  ];
  for (const instant of impossible.slice(0, 1))
    await expect(
      handlers['audit.run'](asked(places, { asOf: instant }), idle()),
    ).rejects.toMatchObject(refused);
  await expect(handlers['audit.again']({ asOf: march }, idle())).rejects.toMatchObject({
    code: 'audit.none-open',
  });
  const before = await handlers['audit.run'](asked(places, { asOf: march }), idle());
  for (const instant of impossible)
    await expect(handlers['audit.again']({ asOf: instant }, idle())).rejects.toMatchObject(refused);
  const { items } = await handlers['station.recent'](null, idle());
  expect(items).toMatchObject([{ detail: before.headline }]);
});

it('shows the exact bytes behind a finding, and none once the file was changed', async () => {
  const { handlers } = station;
  const path = join(home, 'roots/3.root.json');
  const view = await handlers['audit.run'](
    asked([await station.place('roots')], { asOf: march }),
    idle(),
  );
  const finding = view.report.findings.findIndex(({ code }) => code === 'root.exact-threshold');
  expect(view.behind[finding]).toBe(1);
  const ask = (from: number | null, at = 0) =>
    handlers['audit.bytes']({ finding, at, from }, idle());
  const shown = await ask(null);
  const file = readFileSync(path);
  expect(shown).toMatchObject({
    files: ['3.root.json'],
    length: file.length,
    sha256: createHash('sha256').update(file).digest('hex'),
    changedTo: null,
  });
  expect(shown.hex).toBe(file.subarray(shown.offset, shown.offset + 1024).toString('hex'));
  expect(file.subarray(shown.mark?.from, shown.mark?.to).toString()).toMatch(/^"signatures": \[/);

  const end = await ask(10_000_000);
  expect(end.offset % 16).toBe(0);
  expect(file.subarray(end.offset).toString('hex')).toBe(end.hex);
  await expect(ask(null, 1)).rejects.toMatchObject({ code: 'audit.no-bytes' });

  writeFileSync(path, file.subarray(1));
  expect(await ask(null)).toMatchObject({
    hex: '',
    sha256: shown.sha256,
    changedTo: createHash('sha256').update(file.subarray(1)).digest('hex'),
  });
  rmSync(path);
  await expect(ask(null)).rejects.toMatchObject({ code: 'input.missing' });
  symlinkSync(join(home, 'roots/4.root.json'), path);
  await expect(ask(null)).rejects.toMatchObject({ code: 'input.missing' });
});

/** The processes that audit for this station, as the system lists them. */
function auditProcesses(): number[] {
  const tasks = `/proc/${process.pid}/task`;
  const children = readdirSync(tasks).flatMap((task) =>
    readFileSync(`${tasks}/${task}/children`, 'utf8').trim().split(' '),
  );
  return children
    .filter((pid) => pid !== '')
    .map(Number)
    .filter((pid) => {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return words.includes('main/audit/child/child.ts');
    });
}

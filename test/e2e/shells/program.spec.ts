import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { startInChromium } from '../chromium-station.ts';
import { expect, test } from '../fixture.ts';
import { commandOf, isAlive, isChromium, isRenderer, ownerOf, read, treeOf } from '../processes.ts';
import type { RunningStation } from '../running-station.ts';

test.use({ kind: 'small' });

const profilesOf = ({ home }: RunningStation): string[] =>
  readdirSync(home).filter((name) => name.startsWith('station-page-'));

test('Chromium lives in a network namespace where no interface is up, and no socket listens', async ({
  station,
}) => {
  const tree = treeOf(station.process.pid!);
  const chromium = tree.filter(isChromium);
  expect(chromium.length).toBeGreaterThan(2);
  const own = readlinkSync('/proc/self/ns/net');
  for (const pid of chromium) expect(readlinkSync(`/proc/${pid}/ns/net`)).not.toBe(own);

  const first = chromium[0]!;
  const interfaces = readFileSync(`/proc/${first}/net/dev`, 'utf8').split('\n').slice(2, -1);
  expect(interfaces).toHaveLength(1);
  expect(interfaces[0]).toMatch(/^\s*lo:(\s+0)+$/);
  const listening = execFileSync('ss', ['-tulpnH'], { encoding: 'utf8' });
  for (const pid of tree) expect(listening).not.toContain(`pid=${pid},`);
});

test('Chromium gets the few words and variables it needs', async ({ station }) => {
  const chromium = treeOf(station.process.pid!).filter(isChromium);
  const words = commandOf(chromium[0]!);
  expect(words).toContain('--remote-debugging-pipe');
  expect(words.filter((word) => word.startsWith('--remote-debugging'))).toHaveLength(1);
  expect(words.includes('--no-sandbox')).toBe(ownerOf(chromium[0]!) === 0);
  const variables = read(chromium[0]!, 'environ')
    .split('\0')
    .filter((pair) => pair !== '')
    .map((pair) => pair.slice(0, pair.indexOf('=')));
  const allowed = ['PATH', 'LANG', 'HOME', 'TMPDIR', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME'];
  const screen = ['DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR'];
  // Chromium itself adds these for its children.
  const own = ['CHROME_DESKTOP', 'CHROME_WRAPPER', 'GOOGLE_API_KEY', 'SBX_D', 'SBX_USER_NS'];
  expect(variables.filter((name) => ![...allowed, ...screen, ...own].includes(name))).toEqual([]);
});

test('an ordinary user has Chromium in its sandbox; root is told that there is none', async ({
  station,
}) => {
  const renderer = treeOf(station.process.pid!).find(isRenderer);
  const status = read(renderer!, 'status');
  const root = ownerOf(renderer!) === 0;
  expect(/^Seccomp:\t2$/m.test(status)).toBe(!root);
  expect(station.said.join().includes('the page has no sandbox')).toBe(root);
});

test('@window closing the window ends the program and removes its profile', async ({ station }) => {
  expect(profilesOf(station)).toHaveLength(1);
  await station.page.close();
  expect(await station.over).toBe(0);
  expect(profilesOf(station)).toEqual([]);
});

test('the profile of a station that was killed is swept by the next one', async ({
  station,
  person,
  headed,
}) => {
  const [left] = profilesOf(station);
  const tree = treeOf(station.process.pid!);
  for (const pid of tree.filter((one) => !isChromium(one))) process.kill(pid, 'SIGKILL');
  await station.over;
  // Chromium ends by itself when the pipe is gone.
  await expect.poll(() => tree.filter(isAlive)).toEqual([]);
  expect(profilesOf(station)).toEqual([left]);
  const next = await startInChromium({ kind: 'small', person, headed, home: station.home });
  expect(profilesOf(station)).not.toContain(left);
  expect(next.logged.join()).toContain('removed 1 profile');
  await next.stop();
  expect(profilesOf(station)).toEqual([]);
});

test('a page that crashes is loaded again, and is answered', async ({ station }) => {
  const asked = (): number => station.logged.filter((line) => line.includes('asked')).length;
  await expect.poll(asked).toBe(1);
  for (const pid of treeOf(station.process.pid!).filter(isRenderer)) process.kill(pid, 'SIGKILL');
  await expect.poll(asked).toBe(2);
  expect(station.logged.join()).toContain('the page crashed (1)');
});

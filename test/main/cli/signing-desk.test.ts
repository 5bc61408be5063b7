import { afterEach, beforeEach, expect, it } from 'vitest';
import { askSecret, withSigningDesk } from '../../../main/cli/signing-desk.ts';
import type { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { planFields } from '../../ceremony/people.ts';
import { ceremonyOnDisk } from '../station/ceremony-on-disk.ts';
import { freshHome, removeHome } from '../station/practice-station.ts';

let home: string;
let before: string | undefined;
const ends: (() => Promise<void>)[] = [];
beforeEach(() => {
  home = freshHome();
  before = process.env['HOME'];
  process.env['HOME'] = home;
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  if (before !== undefined) process.env['HOME'] = before;
  removeHome(home);
});

async function ceremonyOf(mode: 'real' | 'rehearsal'): Promise<OpenCeremony> {
  const serials = ['24617802', '24617811', '24617814', '24617820'];
  const fields = planFields((one) => ({
    ...one,
    mode,
    participants: one.participants.map((person, index) => ({
      ...person,
      token: (serials[index] ?? '') as 'practice',
    })),
  }));
  const { ceremony, end } = await ceremonyOnDisk(fields, null);
  ends.push(end);
  return ceremony;
}

it('opens no token in a real ceremony as root', async () => {
  const ceremony = await ceremonyOf('real');
  let opened = false;
  const asked = withSigningDesk(ceremony, async () => void (opened = true), true);
  await expect(asked).rejects.toMatchObject({ code: 'ceremony.real-as-root' });
  expect(opened).toBe(false);
});

it('looks at the network first, and writes down what it saw', async () => {
  const ceremony = await ceremonyOf('rehearsal');
  const seen = await withSigningDesk(ceremony, async ({ tokens }) => (await tokens.list()).tokens);
  expect(seen.every(({ practice }) => practice)).toBe(true);
  expect(ceremony.records.filter(({ kind }) => kind === 'network.looked')).toHaveLength(1);
});

it('signs nothing that counts while the machine has a way out', async () => {
  const ceremony = await ceremonyOf('real');
  let opened = false;
  const act = async () => void (opened = true);
  const outcome = await withSigningDesk(ceremony, act, false).catch((error: unknown) => error);
  const looked = ceremony.records.find((record) => record.kind === 'network.looked');
  const offline = looked?.kind === 'network.looked' && looked.data.way === 'none';
  expect(opened).toBe(offline);
  expect(offline ? outcome : (outcome as { code?: string }).code).toBe(
    offline ? undefined : 'network.way-out',
  );
});

it('asks for a secret only where there is somebody', async () => {
  const io = { out: () => {}, err: () => {}, now: () => '', signal: new AbortController().signal };
  await expect(askSecret(io, 'PIN')).rejects.toThrow('nobody can be asked');
  const asked = askSecret({ ...io, secret: (prompt) => Promise.resolve(`${prompt}!`) }, 'PIN');
  expect(await asked).toBe('PIN!');
});

import { cpSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { station } from '../../../main/cli/station.ts';
import { colleaguesOf, playKey } from '../../../main/station/colleagues.ts';
import type { Desk } from '../../../main/station/desk.ts';
import { stationFolders } from '../../../main/station/folders.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { playSignatures, recordOpening } from '../../../main/station/practice-ceremony.ts';
import { stageRoot } from '../../../main/station/stage-root.ts';
import { openDesk } from '../../../main/station/station.ts';
import { isKeyId } from '../../../main/tokens/listing.ts';
import { planText, type OnlineKey, type PlanFields } from '../../../src/ceremony/plan.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { planFields } from '../../ceremony/people.ts';
import { freshHome, idle, removeHome, startStation } from './practice-station.ts';

const passphrase = 'four words at random';
let home: string;
let desk: Desk;
let path: string;
let keyFile: string;
let before: string | undefined;

/** Snapshot is signed by a key in a file, timestamp by one on a token of its own, through PKCS#11. */
beforeAll(async () => {
  home = freshHome();
  before = process.env['HOME'];
  process.env['HOME'] = home;
  keyFile = join(home, 'online.json');
  desk = await openDesk({ version: '0.0.0', root: true }, stationFolders({ HOME: home }));
  const { serial, module } = await desk.colleagues.createColleague('Timestamp');
  const id = '0102030405060708';
  if (!isKeyId(id)) throw new Error('a key id');
  await desk.colleagues.makeKey({
    ref: { serial, module },
    expectedSerial: serial,
    scheme: 'ecdsa-sha2-nistp256',
    pin: await desk.colleagues.colleaguePin({ serial, module }),
    label: 'PRACTICE timestamp',
    id,
  });
  const fields = planFields();
  const participants: PlanFields['participants'] = [];
  for (const one of fields.participants) {
    const token = await desk.colleagues.createColleague(one.name);
    participants.push({ ...one, token: token.serial });
  }
  const online: OnlineKey[] = [
    { kind: 'file', id: 'snapshot-key' },
    { kind: 'token', id: 'timestamp-key', token: serial },
  ];
  const { roles } = fields.tuf;
  const text = planText({
    ...fields,
    participants,
    tuf: {
      ...fields.tuf,
      online,
      roles: {
        ...roles,
        snapshot: { ...roles.snapshot, holders: ['snapshot-key'] },
        timestamp: { ...roles.timestamp, holders: ['timestamp-key'] },
      },
    },
  });
  path = await createCeremony(home, 'Online', utf8(text));
  await withFolder(async (ceremony) => {
    await recordOpening(desk, ceremony);
    for (const colleague of await colleaguesOf(desk.colleagues, ceremony))
      await playKey(desk.colleagues, ceremony, colleague);
  });
}, 120_000);
afterAll(async () => {
  if (before !== undefined) process.env['HOME'] = before;
  await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
  removeHome(home);
});

async function withFolder(
  act: (ceremony: OpenCeremony) => Promise<void>,
  at: string = path,
): Promise<void> {
  const folder = await CeremonyFolder.open(at, desk.now());
  try {
    await act(new OpenCeremony(folder, 'host', null, () => desk.now()));
  } finally {
    await folder.close();
  }
}

async function run(args: readonly string[], secrets: readonly string[] = []) {
  const left = [...secrets];
  let out = '';
  let err = '';
  const code = await station(args, {
    out: (text) => void (out += text),
    err: (line) => void (err += line),
    now: () => desk.now(),
    secret: () => Promise.resolve(left.shift() ?? ''),
    signal: new AbortController().signal,
  });
  return { code, out, err, unasked: left.length };
}

it('makes a key file, with the passphrase typed twice and alike', async () => {
  const differ = await run(
    ['online-key', 'new', keyFile, '--rehearsal'],
    [passphrase, 'another one entirely'],
  );
  expect(differ).toMatchObject({ code: 2, err: expect.stringContaining('differ') });
  const made = await run(['online-key', 'new', keyFile, '--rehearsal'], [passphrase, passphrase]);
  expect(made).toMatchObject({ code: 0, err: '', unasked: 0 });
  expect(made.out).toMatch(/A key for rehearsals, ecdsa-sha2-nistp256\nspkiSha256 '[0-9a-f]{64}'/);
  expect(await run(['online-key', 'new', keyFile], [passphrase, passphrase])).toMatchObject({
    code: 2,
  });
});

it('exports the public halves, each from where the plan has it', async () => {
  const file = ['online-key', 'export', path, '--id', 'snapshot-key', '--file', keyFile];
  const inside = join(path, 'online.json');
  writeFileSync(inside, readFileSync(keyFile));
  const copied = await run([...file.slice(0, -1), inside]);
  expect(copied).toMatchObject({ code: 2, err: expect.stringContaining('move it out') });
  unlinkSync(inside);
  const real = join(home, 'real.json');
  await run(['online-key', 'new', real], [passphrase, passphrase]);
  expect(await run([...file.slice(0, -1), real])).toMatchObject({
    code: 2,
    err: expect.stringContaining('this key is real'),
  });
  expect(await run(['online-key', 'export', path, '--id', 'nobody'])).toMatchObject({ code: 2 });
  expect(await run(file)).toMatchObject({ code: 0, err: '' });
  expect(await run(['online-key', 'export', path, '--id', 'timestamp-key'])).toMatchObject({
    code: 0,
    err: '',
  });
});

it('publishes with the file for the one role and the token for the other, and passes the audit', async () => {
  await withFolder(async (ceremony) => {
    await stageRoot(ceremony);
    await playSignatures(desk, ceremony, ceremony.plan.tuf.holders, () => {});
  });
  cpSync(path, join(home, 'window'), { recursive: true });
  const scripted = join(home, 'scripted');
  cpSync(path, scripted, { recursive: true });
  await withFolder(async (ceremony) => {
    await ceremony.append({ kind: 'script.begun', participant: null, data: { acts: 10 } });
  }, scripted);
  for (const command of [
    ['publish', scripted, '--here', '--key-file', keyFile],
    ['play', 'publish', scripted],
    ['play', 'sign', scripted],
    ['play', 'key', scripted],
  ])
    expect(await run(command, [passphrase])).toMatchObject({
      code: 2,
      err: expect.stringContaining('the script is elsewhere'),
      unasked: 1,
    });
  const without = await run(['publish', path, '--here']);
  expect(without).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be published yet'),
  });
  const wrong = await run(
    ['publish', path, '--here', '--key-file', keyFile],
    ['a wrong passphrase'],
  );
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('does not open') });
  const done = await run(['publish', path, '--here', '--key-file', keyFile], [passphrase]);
  expect(done).toMatchObject({ code: 0, err: '', unasked: 0 });
  const { files, skipped } = await collect([path]);
  const report = await runAudit({ files, skipped, asOf: desk.now() });
  expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  const record = readFileSync(join(path, 'transcript.jsonl'), 'utf8');
  expect(record).toContain('"serial":"snapshot-key"');
  expect(`${record}${done.out}${wrong.err}`).not.toMatch(/passphrase"|four words|a wrong/);
}, 60_000);

it('publishes in the window with the same keys, and its page gets neither PIN nor passphrase back', async () => {
  const window = await startStation(home);
  try {
    const { handlers } = window;
    const place = await window.place('window');
    await handlers['ceremony.open']({ place, role: 'host', mode: 'rehearsal' }, idle());
    const view = await handlers['host.look'](null, idle());
    expect(view.publicationKeys).toEqual([
      expect.objectContaining({ id: 'snapshot-key', kind: 'file', signs: 'snapshot', ready: true }),
      expect.objectContaining({ id: 'timestamp-key', kind: 'token', practice: true, ready: true }),
    ]);
    const file = await window.place('online.json');
    const publish = (passphraseTyped: string | null) =>
      handlers['host.publish'](
        {
          pin: null,
          online: {
            pins: [],
            file: passphraseTyped === null ? null : { place: file, passphrase: passphraseTyped },
          },
        },
        idle(),
      );
    await expect(publish(null)).rejects.toMatchObject({ code: 'host.not-ready' });
    const wrong: unknown = await Promise.resolve(publish('a wrong passphrase')).catch(
      (error: unknown) => error,
    );
    expect(wrong).toMatchObject({ message: expect.stringContaining('does not open') });
    expect(JSON.stringify(wrong)).not.toContain('a wrong passphrase');
    const after = await publish(passphrase);
    expect(after.publish.reason).toContain('Next:');
    expect(readFileSync(join(home, 'window', 'transcript.jsonl'), 'utf8')).not.toMatch(
      /four words|a wrong passphrase/,
    );
  } finally {
    await window.close();
  }
  const { files, skipped } = await collect([join(home, 'window')]);
  const report = await runAudit({ files, skipped, asOf: desk.now() });
  expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
}, 60_000);

it('goes on to sign what changes under the same root', async () => {
  const role = ['delegation', 'revoke', path, '--role', 'rekor', '--reason', 'It ended.'];
  const staged = await run(role);
  const digest = /Bytes to sign ([0-9a-f]{64})/.exec(staged.out)?.[1] ?? '';
  expect(await run(['delegation', 'sign', path, '--bytes', digest])).toMatchObject({ code: 0 });
  const done = await run(['delegation', 'publish', path, '--file', keyFile], [passphrase]);
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toContain('Published targets version 2');
}, 60_000);

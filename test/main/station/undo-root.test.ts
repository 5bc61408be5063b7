import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { FolderError } from '../../../main/ceremonies/folder-error.ts';
import { readStaged, stage } from '../../../main/ceremonies/staged-file.ts';
import { station } from '../../../main/cli/station.ts';
import { colleagueSigners, playSignature } from '../../../main/station/colleagues.ts';
import type { Desk } from '../../../main/station/desk.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { publishRoot } from '../../../main/station/publish-root.ts';
import { stagedRoot } from '../../../main/station/root-at-hand.ts';
import { stageRoot } from '../../../main/station/stage-root.ts';
import { openDesk } from '../../../main/station/station.ts';
import {
  abandonCeremony,
  abandonRoot,
  finishAbandoning,
  stagedStanding,
  unstageRoot,
} from '../../../main/station/undo-root.ts';
import type { Act, TranscriptRecord } from '../../../src/ceremony/record.ts';
import { practiceFolder, recordsIn } from './keyholder-steps.ts';
import { freshHome, idle, removeHome, startStation } from './practice-station.ts';

/** A ceremony that is cut off right after a kind of record. */
class CutOff extends OpenCeremony {
  after: TranscriptRecord['kind'] | null = null;

  override async append(act: Act): Promise<TranscriptRecord> {
    const record = await super.append(act);
    if (act.kind === this.after) throw new FolderError('folder.gone', 'cut off', { hint: '' });
    return record;
  }
}

/** One practice rotation, from a staged root to a ceremony that was given up. */
describe('taking a root back', () => {
  let home: string;
  let path: string;
  let desk: Desk;
  let ceremony: CutOff;
  const file = (...names: string[]) => join(path, ...names);

  beforeAll(async () => {
    home = freshHome();
    path = practiceFolder(home);
    const running = await startStation(home);
    await running.handlers['ceremony.startPractice']({ role: 'host' }, idle());
    await running.close();
    desk = await openDesk({ version: '0.0.0', root: true }, running.folders);
    const folder = await CeremonyFolder.open(path, desk.now());
    ceremony = new CutOff(folder, 'host', 'tomas-varga', () => desk.now());
  }, 60_000);
  afterAll(async () => {
    await ceremony.folder.close();
    await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
    removeHome(home);
  });

  it('has nothing to take back before a root is staged', async () => {
    expect(await stagedStanding(ceremony)).toBeNull();
    for (const act of [
      () => unstageRoot(ceremony, 'Why.'),
      () => abandonRoot(ceremony, 'Why.', null),
    ]) {
      await expect(act()).rejects.toMatchObject({
        code: 'undo.nothing',
        found: 'no root is staged',
      });
    }
  });

  it('takes an unsigned root back, keeps its file, and lets it be staged again', async () => {
    await stageRoot(ceremony);
    const bytes = readFileSync(file('staged', 'root.json'));
    expect(await stagedStanding(ceremony)).toMatchObject({ signatures: 0, acceptable: false });
    await unstageRoot(ceremony, 'The date was read wrongly.');
    expect(existsSync(file('staged', 'root.json'))).toBe(false);
    const last = recordsIn(path).at(-1);
    expect(last).toMatchObject({
      kind: 'root.unstaged',
      participant: 'tomas-varga',
      data: { version: 2, reason: 'The date was read wrongly.' },
    });
    const kept = last?.kind === 'root.unstaged' ? last.data.file : '';
    expect(readFileSync(file(kept))).toEqual(bytes);
    await stageRoot(ceremony);
    expect(readFileSync(file('staged', 'root.json'))).toEqual(bytes);
    expect(ceremony.state.staged).not.toBeNull();
  });

  it('never takes back what somebody has begun to sign', async () => {
    await playSignature(desk.colleagues, ceremony, 'priya-raman');
    await expect(unstageRoot(ceremony, 'Too late.')).rejects.toMatchObject({
      code: 'undo.signed',
      found: '1 valid signatures',
      notDone: ['Nothing was changed.'],
    });
    expect((await stagedRoot(ceremony.folder))?.metadata.signatures).toHaveLength(1);
  });

  it('gives a signed root up, cut off in the middle, so that nobody signs it again', async () => {
    const signed = readFileSync(file('staged', 'root.json'));
    ceremony.after = 'root.abandoned';
    await expect(abandonRoot(ceremony, 'A name is wrong.', null)).rejects.toMatchObject({
      code: 'folder.gone',
    });
    ceremony.after = null;
    // The file is there still, and counts for nothing.
    expect(await readStaged(ceremony.folder, 'root.json')).not.toBeNull();
    expect(await stagedRoot(ceremony.folder)).toBeNull();
    expect(ceremony.state.staged).toBeNull();
    await expect(playSignature(desk.colleagues, ceremony, 'amara-okafor')).rejects.toMatchObject({
      code: 'practice.only',
    });
    await expect(stage(ceremony.folder, 'root.json', signed)).rejects.toMatchObject({
      code: 'folder.abandoned',
    });
    expect(recordsIn(path).at(-1)).toMatchObject({
      kind: 'root.abandoned',
      data: { version: 2, signatures: 1, acceptable: false, reason: 'A name is wrong.' },
    });
  });

  it('refuses the same bytes once more, also in a folder that only has the file', async () => {
    await expect(stageRoot(ceremony)).rejects.toMatchObject({
      code: 'folder.abandoned',
      expected: 'a root that differs from every one in abandoned/',
    });
  });

  it('is brought to its end when the folder is opened again', async () => {
    await finishAbandoning(ceremony);
    await finishAbandoning(ceremony);
    expect(existsSync(file('staged', 'root.json'))).toBe(false);
    expect(readdirSync(file('abandoned'))).toHaveLength(1);
  });

  it('ends the ceremony: nothing is staged, signed or published in it any more', async () => {
    await abandonCeremony(ceremony, 'We meet again next week.', null);
    await expect(stageRoot(ceremony)).rejects.toMatchObject({
      code: 'ceremony.abandoned',
      found: expect.stringContaining('We meet again next week.') as string,
    });
    const signers = await colleagueSigners(desk.colleagues, ceremony);
    await expect(publishRoot(ceremony, signers)).rejects.toMatchObject({
      code: 'ceremony.abandoned',
    });
    await expect(abandonCeremony(ceremony, 'Again.', null)).rejects.toMatchObject({
      code: 'undo.nothing',
      found: 'it was given up before',
    });
  });

  it('stays readable and passes its own audit: what was given up is no root in use', async () => {
    const { files, skipped } = await collect([path]);
    const report = await runAudit({ files, skipped, asOf: desk.now() });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await station(args, {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now: () => '2026-11-26T12:00:00Z',
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

describe('a root that every client accepts already', () => {
  let home: string;
  let path: string;
  beforeAll(async () => {
    home = freshHome();
    path = practiceFolder(home);
    const running = await startStation(home);
    const { handlers } = running;
    await handlers['ceremony.startPractice']({ role: 'host' }, idle());
    await handlers['host.stage'](null, idle());
    for (const participant of ['ingrid-solheim', 'amara-okafor', 'jonas-lindqvist', 'priya-raman'])
      await handlers['host.practiceSign']({ participant }, idle());
    await running.close();
  }, 60_000);
  afterAll(() => removeHome(home));

  it('is not given up by the way: the command says what that would mean', async () => {
    expect((await run('recover', 'look', path)).out).toContain(
      'Every threshold is met. Clients accept it from whoever has the file',
    );
    const refused = await run('recover', 'abandon-root', path, '--reason', 'A typing error.');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('this root has every signature that clients ask for');
    expect(existsSync(join(path, 'abandoned'))).toBe(false);
  });

  it('is given up if that is said, and the next ceremony refuses its bytes', async () => {
    const staged = readFileSync(join(path, 'staged', 'root.json'));
    const done = await run(
      'recover',
      'abandon-root',
      path,
      '--reason',
      'A typing error.',
      '--although-clients-accept-it',
    );
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(/Root version 2 was given up with 4 signatures: abandoned\/2\./);
    const [name = ''] = readdirSync(join(path, 'abandoned'));
    expect(readFileSync(join(path, 'abandoned', name))).toEqual(staged);
    // A folder without that record, but with the file that came along.
    const folder = await CeremonyFolder.open(path, '2026-11-26T12:00:00Z');
    try {
      const without = Object.assign(Object.create(folder) as CeremonyFolder, {});
      Object.defineProperty(without, 'records', { get: () => [] });
      Object.defineProperty(without, 'directory', { value: folder.directory });
      without.assertHeld = () => folder.assertHeld();
      await expect(stage(without, 'root.json', staged)).rejects.toMatchObject({
        code: 'folder.abandoned',
      });
    } finally {
      await folder.close();
    }
  });

  it('says what is wrong with a command before it does anything', async () => {
    for (const [args, error] of [
      [['recover'], 'recover needs one of look, unstage, abandon-root, abandon, take-over'],
      [['recover', 'undo', path], 'recover needs one of'],
      [['recover', 'abandon', path], 'abandon needs --reason'],
      [['recover', 'abandon', path, '--reason', '  '], 'abandon needs --reason'],
      [['recover', 'take-over', path], 'take-over needs --from'],
      [['recover', 'look', path, '--force'], 'recover knows --reason'],
      [['recover', 'take-over', path, '--from', 'x'], 'no other machine has this folder open'],
    ] as const) {
      const { code, err } = await run(...args);
      expect(code).toBe(2);
      expect(err).toContain(error);
    }
  });

  it('is looked at and taken over where another machine had the folder open', async () => {
    const lock = {
      at: '2026-11-26T09:00:00Z',
      boot: '00000000-0000-4000-8000-000000000000',
      format: 'station-lock/1',
      host: 'stage-laptop',
      machine: '0123456789abcdef0123456789abcdef',
      nonce: '0123456789abcdef',
      pid: 7,
      pids: 'pid:[1]',
      started: '1',
    };
    writeFileSync(join(path, '.station-lock'), JSON.stringify(lock));
    const look = await run('recover', 'look', path);
    expect(look.out).toContain('stage-laptop has this folder open since 2026-11-26T09:00:00Z');
    expect((await run('recover', 'abandon', path, '--reason', 'Lost.')).code).toBe(2);
    const wrong = await run('recover', 'take-over', path, '--from', 'my-laptop');
    expect(wrong.err).toContain('--from has to be stage-laptop');
    const taken = await run('recover', 'take-over', path, '--from', 'stage-laptop');
    expect(taken).toMatchObject({ code: 0, err: '' });
    expect(recordsIn(path).at(-1)).toMatchObject({
      kind: 'ceremony.taken-over',
      data: { host: 'stage-laptop', openedAt: '2026-11-26T09:00:00Z' },
    });
    expect((await run('recover', 'look', path)).out).not.toContain('stage-laptop');
  });
});

import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { colleaguesOf, colleagueSigners, playSignature } from '../../../main/station/colleagues.ts';
import type { Desk } from '../../../main/station/desk.ts';
import { hostView } from '../../../main/station/host-view.ts';
import type { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { publishRoot, shortOf } from '../../../main/station/publish-root.ts';
import type { RoleSigner } from '../../../main/station/sign-role.ts';
import { abandonCeremony, abandonRoot } from '../../../main/station/undo-root.ts';
import { stageRoot, stagingDiffers } from '../../../main/station/stage-root.ts';
import { openDesk } from '../../../main/station/station.ts';
import type { RecordKind } from '../../../src/ceremony/record.ts';
import { practiceFolder, recordsIn } from './keyholder-steps.ts';
import { LosingCeremony, offline } from './losing-ceremony.ts';
import { freshHome, idle, removeHome, startStation } from './practice-station.ts';

/** With one file changed for a moment. */
async function withFile(path: string, text: string | null, check: () => Promise<void>) {
  const before = readFileSync(path);
  try {
    if (text === null) rmSync(path);
    else writeFileSync(path, text);
    await check();
  } finally {
    writeFileSync(path, before);
  }
}

/** The rotation of a practice host: staged, signed, and published with everything that can come between. */
describe('publishing', () => {
  let home: string;
  let folder: string;
  let desk: Desk;
  let ceremony: LosingCeremony;
  let signers: readonly RoleSigner[];
  const repository = (name = '') => join(folder, 'repository', name);
  const look = () => hostView(desk, ceremony, offline);
  const versionOf = (name: string): number => {
    const file = JSON.parse(readFileSync(repository(name), 'utf8')) as {
      signed: { version: number };
    };
    return file.signed.version;
  };
  const count = (kind: RecordKind) => recordsIn(folder).filter((one) => one.kind === kind).length;

  beforeAll(async () => {
    home = freshHome();
    folder = practiceFolder(home);
    const station = await startStation(home);
    await station.handlers['ceremony.startPractice']({ role: 'host' }, idle());
    await station.close();
    desk = await openDesk({ version: '0.0.0', root: true }, station.folders);
    const opened = await CeremonyFolder.open(folder, desk.now());
    ceremony = new LosingCeremony(opened, 'host', 'tomas-varga', () => desk.now());
    signers = await colleagueSigners(desk.colleagues, ceremony);
  }, 60_000);
  afterAll(async () => {
    await ceremony.folder.close();
    await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
    removeHome(home);
  });

  it('needs a staged root, and the host sees what comes first', async () => {
    expect(await shortOf(ceremony)).toEqual(['no root is staged']);
    await expect(publishRoot(ceremony, signers)).rejects.toMatchObject({ code: 'host.not-ready' });
    const view = await look();
    expect(view).toMatchObject({
      headline: 'Root version 2 can be staged',
      stagedSha256: null,
      stage: { ready: true, reason: 'Every key of the plan has come in.' },
      practiceSign: { ready: false, reason: 'No root is staged yet.' },
      publish: { ready: false, reason: 'No root is staged yet.' },
      seats: [],
    });
    expect(view.acts.map(({ state }) => state)).toEqual(['done', 'now', 'next', 'next']);
    expect(view.keyholders.map(({ name, state }) => `${name}: ${state}`)).toContain(
      'Priya Raman: key-exported',
    );
  });

  it('needs the root before it, also for a root that came from elsewhere', async () => {
    const before = readFileSync(repository('1.root.json'), 'utf8');
    await withFile(repository('1.root.json'), null, async () => {
      await expect(stageRoot(ceremony)).rejects.toMatchObject({
        code: 'host.not-ready',
        expected: 'repository/1.root.json',
      });
    });
    expect(readFileSync(repository('1.root.json'), 'utf8')).toBe(before);
    await stageRoot(ceremony);
    expect(await stagingDiffers(ceremony)).toBe(false);
    await withFile(repository('1.root.json'), null, async () => {
      await expect(publishRoot(ceremony, signers)).rejects.toMatchObject({
        code: 'root.predecessor-missing',
        notDone: ['Nothing was published.'],
      });
      expect((await look()).publish).toMatchObject({ ready: false });
    });
  });

  it('needs both thresholds, and counts them apart', async () => {
    expect((await look()).acts.map(({ state }) => state)).toEqual(['done', 'done', 'now', 'next']);
    expect(await shortOf(ceremony)).toEqual([
      '3 more from the keyholders of version 1',
      '3 more from the keyholders of version 2',
    ]);
    // Who leaves signs for the old version only.
    await playSignature(desk.colleagues, ceremony, 'ingrid-solheim');
    expect(await shortOf(ceremony)).toEqual([
      '2 more from the keyholders of version 1',
      '3 more from the keyholders of version 2',
    ]);
    await expect(playSignature(desk.colleagues, ceremony, 'ingrid-solheim')).rejects.toMatchObject({
      code: 'step.too-early',
      message: 'Ingrid Solheim has signed this root already',
    });
    for (const id of ['amara-okafor', 'jonas-lindqvist', 'priya-raman'])
      await playSignature(desk.colleagues, ceremony, id);
    expect(await shortOf(ceremony)).toEqual([]);
    const view = await look();
    expect(view.publish).toEqual({ ready: true, reason: 'Every threshold is met.' });
    expect(view.headline).toBe('Root version 2 has every signature it needs');
  });

  it('refuses a root that is not what the plan says, however many signed it', async () => {
    const path = join(folder, 'staged', 'root.json');
    const text = readFileSync(path, 'utf8').replace('"threshold": 3', '"threshold": 1');
    await withFile(path, text, async () => {
      await expect(publishRoot(ceremony, signers)).rejects.toMatchObject({
        code: 'root.not-as-planned',
      });
      expect((await look()).publish).toEqual({
        ready: false,
        reason:
          'The staged root is not what the plan says. Expected the threshold of the role root: 3, found 1.',
      });
    });
  });

  it('needs the tokens of the other roles, by name', async () => {
    await expect(publishRoot(ceremony, [])).rejects.toMatchObject({
      code: 'host.not-ready',
      found: 'transparency-log needs 1 more of Tomás Varga, with the token at this station',
    });
    expect(existsSync(repository('2.root.json'))).toBe(false);
  });

  it('takes no list of files over that nobody vouches for', async () => {
    const targets = JSON.parse(readFileSync(repository('1.targets.json'), 'utf8')) as {
      signed: { targets: object };
    };
    targets.signed.targets = { 'evil.txt': { hashes: { sha256: '0'.repeat(64) }, length: 1 } };
    const text = `${JSON.stringify(targets, null, 1)}\n`;
    await withFile(repository('1.targets.json'), text, () =>
      withFile(repository('targets.json'), text, async () => {
        await expect(publishRoot(ceremony, signers)).rejects.toMatchObject({
          code: 'host.not-ready',
          found: 'too few valid signatures',
        });
      }),
    );
    expect(existsSync(repository('2.targets.json'))).toBe(false);
  });

  it('that was cut off is finished with the files that it began with', async () => {
    const kept = ['targets.json', 'snapshot.json', 'timestamp.json'];
    for (const name of kept) copyFileSync(repository(name), join(home, name));
    ceremony.lost = 'root.published';
    await expect(publishRoot(ceremony, signers)).rejects.toMatchObject({ code: 'folder.full' });
    ceremony.lost = null;
    // As if it had been cut off before the last names moved.
    for (const name of kept.slice(1)) copyFileSync(join(home, name), repository(name));
    expect(versionOf('timestamp.json')).toBe(1);
    const half = await look();
    expect(half.publish.ready).toBe(true);
    expect(half.headline).not.toContain('published');
    const made = readFileSync(repository('2.targets.json'));
    const begun = count('signature.intended');
    // Clients may have found it: it is not given up any more, it is published to its end.
    for (const giveUp of [abandonRoot, abandonCeremony])
      await expect(giveUp(ceremony, 'Why.', 'clients-accept-it')).rejects.toMatchObject({
        code: 'undo.nothing',
        place: 'repository/2.root.json',
        hint: 'Publish once more: it ends with the same files. Put things right in the version after it.',
      });

    await publishRoot(ceremony, signers);
    expect(readFileSync(repository('2.targets.json'))).toEqual(made);
    expect(kept.map(versionOf)).toEqual([2, 2, 2]);
    // Only the timestamp, whose file was lost, is signed once more.
    expect(count('signature.intended')).toBe(begun + 1);
    expect(readdirSync(repository()).filter((name) => name.startsWith('3.'))).toEqual([]);
    const { files, skipped } = await collect([folder]);
    const report = await runAudit({ files, skipped, asOf: desk.now() });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is on record with each role signature, begun and made', () => {
    const records = recordsIn(folder).filter(({ participant }) => participant === 'tomas-varga');
    const files = (kind: 'signature.intended' | 'signature.added') =>
      new Set(records.flatMap((record) => (record.kind === kind ? [record.data.file] : [])));
    expect([...files('signature.intended')].toSorted()).toEqual([
      'repository/2.snapshot.json',
      'repository/2.targets.json',
      'repository/2.transparency-log.json',
      'repository/timestamp.json',
    ]);
    expect(files('signature.added')).toEqual(files('signature.intended'));
    const verifiers = records.flatMap((record) =>
      record.kind === 'signature.added' ? [record.data.verifiedBy.join(' and ')] : [],
    );
    expect(new Set(verifiers)).toEqual(new Set(['node:crypto and noble']));
  });

  it('happens once: nothing is staged, signed or published after it', async () => {
    const view = await look();
    expect(view).toMatchObject({
      headline: 'Root version 2 is published',
      stage: { ready: false },
      practiceSign: { ready: false },
      publish: {
        ready: false,
        reason: 'Next: send it, then write the minutes.',
      },
    });
    expect(view.acts.every(({ state }) => state === 'done')).toBe(true);
    const before = recordsIn(folder).length;
    for (const again of [() => publishRoot(ceremony, signers), () => stageRoot(ceremony)])
      await expect(again()).rejects.toMatchObject({
        code: 'host.not-ready',
        message: 'the root of this ceremony is published already',
      });
    expect(recordsIn(folder)).toHaveLength(before);
  });

  it('plays colleagues of a rehearsal only, and each with a token of its own', async () => {
    const colleagues = await colleaguesOf(desk.colleagues, ceremony);
    expect(new Set(colleagues.map(({ token }) => token.serial)).size).toBe(colleagues.length);
    const real = Object.create(ceremony, {
      plan: { value: { ...ceremony.plan, mode: 'real' } },
    }) as OpenCeremony;
    expect(await colleaguesOf(desk.colleagues, real)).toEqual([]);
    await expect(playSignature(desk.colleagues, ceremony, 'nobody')).rejects.toMatchObject({
      code: 'practice.only',
      message: 'the station cannot play this person',
    });
  });
});

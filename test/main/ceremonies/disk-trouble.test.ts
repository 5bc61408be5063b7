import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { stage } from '../../../main/ceremonies/staged-file.ts';
import { readTranscript } from '../../../main/ceremonies/transcript-reader.ts';
import { actOf, timeOf } from '../../ceremony/sample-acts.ts';
import { planBytesOf, sampleFields } from '../../ceremony/sample-plan.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { fixtureBytes } from './fixture-bytes.ts';
import { scratchFolder } from './scratch.ts';

const at = '2027-07-14T14:00:00Z';
const isRoot = process.getuid?.() === 0;

/** A disk of so many KiB, or null where this user may not mount one. */
async function smallDisk(kibibytes: number): Promise<string | null> {
  const path = await scratchFolder();
  const mounted = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${kibibytes}k`,
    'station-test',
    path,
  ]);
  if (mounted.status !== 0) return null;
  onTestFinished(() => void execFileSync('umount', ['-l', path]));
  return path;
}

async function openedCeremony(parent: string): Promise<CeremonyFolder> {
  const path = await createCeremony(parent, 'Small', planBytesOf(sampleFields()));
  const folder = await CeremonyFolder.open(path, at);
  await folder.append(actOf('ceremony.opened', {}, null), at);
  return folder;
}

// Without the right to mount, durable-file.test.ts and transcript-file.test.ts fill a disk in memory instead.
describe.runIf(isRoot)('a disk that is really full (a small tmpfs)', () => {
  test('stops the record, the metadata and the lock with one sentence, and loses nothing', async ({
    skip,
  }) => {
    const disk = await smallDisk(96);
    if (disk === null) return skip('this machine lets nobody mount a tmpfs');
    const folder = await openedCeremony(disk);
    const files = await readdir(folder.path);
    await writeFile(join(disk, 'ballast'), Buffer.alloc(1 << 20)).catch(() => undefined);

    let recorded = folder.records.length;
    let error: unknown;
    // The last page of the record has room for a few lines more.
    for (; error === undefined && recorded < 100; recorded = folder.records.length)
      error = await rejectionOf(folder.append(actOf('evidence.accepted'), timeOf(recorded)));
    expect(error).toMatchObject({
      code: 'folder.full',
      place: 'transcript.jsonl',
      message: 'the disk is full',
      hint: expect.stringContaining('Make room'),
    });
    const staged = stage(folder, 'root.json', fixtureBytes('root_history/9.root.json'));
    expect(await rejectionOf(staged)).toMatchObject({ code: 'folder.full' });
    expect((await readTranscript(folder.path)).transcript.records.length).toBe(
      folder.records.length,
    );
    expect((await readdir(folder.path)).filter((name) => name !== 'staged')).toStrictEqual(files);
    await folder.close();

    // Giving the lock back made room for another lock.
    await writeFile(join(disk, 'more ballast'), Buffer.alloc(1 << 20)).catch(() => undefined);
    expect(await rejectionOf(CeremonyFolder.open(folder.path, at))).toMatchObject({
      code: 'folder.full',
    });
    execFileSync('rm', [join(disk, 'ballast'), join(disk, 'more ballast')]);
    const again = await CeremonyFolder.open(folder.path, at);
    await again.append(actOf('evidence.accepted'), timeOf(101));
    expect(
      (await stage(again, 'root.json', fixtureBytes('root_history/9.root.json'))).version,
    ).toBe(9);
    await again.close();
  });

  test('a write-protected disk is said to be so, and can still be read', async ({ skip }) => {
    const disk = await smallDisk(512);
    if (disk === null) return skip('this machine lets nobody mount a tmpfs');
    const folder = await openedCeremony(disk);
    await folder.close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expect(await rejectionOf(CeremonyFolder.open(folder.path, at))).toMatchObject({
      code: 'folder.read-only',
      message: 'this folder cannot be written to',
    });
    expect((await readTranscript(folder.path)).transcript.records.length).toBe(1);
    const another = createCeremony(disk, 'Another', planBytesOf(sampleFields()));
    expect(await rejectionOf(another)).toMatchObject({ code: 'folder.read-only' });
  });
});

test('a folder that belongs to somebody else is said to be read-only', async () => {
  const top = await scratchFolder();
  const path = await createCeremony(top, 'Theirs', planBytesOf(sampleFields()));
  await chmod(path, 0o555);
  // Root may write anywhere, so root plays nobody for this; everybody else is as good as nobody here.
  const script = join(import.meta.dirname, 'opening-child.ts');
  const child = spawnSync(process.execPath, [script, path], {
    encoding: 'utf8',
    ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
  });
  expect(child.stdout).toBe('folder.read-only: this folder cannot be written to\n');
  await chmod(path, 0o755);
  expect(await readdir(path)).toStrictEqual(['ceremony.yaml']);
});

test('a folder that goes away while it is open is said to be gone', async () => {
  const folder = await openedCeremony(await scratchFolder());
  execFileSync('rm', ['-r', folder.path]);
  expect(await rejectionOf(folder.append(actOf('pin.set'), at))).toMatchObject({
    name: 'FolderError',
  });
  const error = await rejectionOf(
    stage(folder, 'root.json', fixtureBytes('root_history/9.root.json')),
  );
  expect(error).toMatchObject({ name: 'FolderError', notDone: expect.any(Array) });
  await folder.close();
});

test('a folder in which every file is somebody else’s pipe opens nothing and waits for nothing', async () => {
  const path = join(await scratchFolder(), 'pipes');
  await mkdir(path);
  execFileSync('mkfifo', [join(path, 'ceremony.yaml')]);
  expect(await rejectionOf(CeremonyFolder.open(path, at))).toMatchObject({
    code: 'folder.not-a-file',
  });
});

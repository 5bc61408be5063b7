import { appendFile, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { lockName } from '../../../main/ceremonies/folder-lock.ts';
import { createCeremony, unusedName } from '../../../main/ceremonies/new-ceremony.ts';
import { stateOf } from '../../../src/ceremony/state.ts';
import { actOf, timeOf } from '../../ceremony/sample-acts.ts';
import { planBytesOf, sampleFields } from '../../ceremony/sample-plan.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { scratchFolder } from './scratch.ts';
import { at, begunCeremony } from './signed-work.ts';

describe('a new ceremony', () => {
  test('is a folder with the plan in it, and its parent is made', async () => {
    const parent = join(await scratchFolder(), 'Ceremonies');
    const plan = planBytesOf(sampleFields());
    const path = await createCeremony(parent, 'Root signing 16', plan);
    expect(path).toBe(join(parent, 'Root signing 16'));
    expect(await readdir(path)).toStrictEqual(['ceremony.yaml']);
    expect(Uint8Array.from(await readFile(join(path, 'ceremony.yaml')))).toStrictEqual(plan);
  });

  test('takes no folder in which something is', async () => {
    const folder = await begunCeremony(await scratchFolder());
    const again = createCeremony(
      join(folder.path, '..'),
      basename(folder.path),
      planBytesOf(sampleFields({ title: 'Other' })),
    );
    expect(await rejectionOf(again)).toMatchObject({
      code: 'folder.exists',
      notDone: ['Nothing was written.'],
    });
    await folder.close();
  });

  test('finishes a folder whose making was cut off', async () => {
    const parent = await scratchFolder();
    await mkdir(join(parent, 'Cut off'));
    await writeFile(join(parent, 'Cut off', '.station-0123456789abcdef.part'), 'half');
    await (
      await CeremonyFolder.open(
        await createCeremony(parent, 'Cut off', planBytesOf(sampleFields())),
        at,
      )
    ).close();
    expect(await readdir(join(parent, 'Cut off'))).toStrictEqual(['ceremony.yaml']);
  });

  test.each(['', '.', '..', '../up', 'a/b', ' a', 'a ', 'a.', '-a', 'a\n', 'x'.repeat(81)])(
    'is not made under the name %j',
    async (name) => {
      const parent = await scratchFolder();
      expect(
        await rejectionOf(createCeremony(parent, name, planBytesOf(sampleFields()))),
      ).toMatchObject({ code: 'folder.name' });
      expect(await readdir(parent)).toStrictEqual([]);
    },
  );

  test('is not made from what is no plan', async () => {
    const parent = await scratchFolder();
    expect(await rejectionOf(createCeremony(parent, 'A', Buffer.from('title: x')))).toMatchObject({
      code: 'plan.member',
    });
    expect(await readdir(parent)).toStrictEqual([]);
  });

  test('gets a name that nothing has', async () => {
    const parent = await scratchFolder();
    expect(await unusedName(join(parent, 'none'), 'Practice')).toBe('Practice');
    await mkdir(join(parent, 'practice'));
    await mkdir(join(parent, 'Practice 2'));
    expect(await unusedName(parent, 'Practice')).toBe('Practice 3');
  });
});

describe('opening a ceremony', () => {
  test('gives the state in which it was left, also after a crash', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await folder.append(actOf('token.chosen'), timeOf(1));
    await folder.append(actOf('key.intended'), timeOf(2));
    await folder.close();
    const again = await CeremonyFolder.open(folder.path, at);
    const state = stateOf(again.plan, again.records, 'priya-raman');
    expect(state.step).toBe('key');
    expect(state.unfinished.key?.data.label).toBe('root 16');
    expect(again.end).toStrictEqual(folder.end);
    expect(again.names).toStrictEqual([basename(join(folder.path, '..')), 'Root signing 16']);
    await again.close();
  });

  test('sets a torn line aside and says so in the record', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await folder.close();
    await appendFile(join(folder.path, 'transcript.jsonl'), '{"at":"2027-');
    const again = await CeremonyFolder.open(folder.path, timeOf(5));
    expect(again.records.map(({ kind }) => kind)).toStrictEqual([
      'ceremony.opened',
      'transcript.recovered',
    ]);
    const recovered = again.records[1];
    expect(recovered).toMatchObject({ participant: null, data: { bytes: 12 } });
    await again.close();
    const [name = ''] = await readdir(join(folder.path, 'set-aside'));
    expect(await readFile(join(folder.path, 'set-aside', name), 'utf8')).toBe('{"at":"2027-');
  });

  test('sets a torn first line aside and says so after the ceremony was opened', async () => {
    const path = await createCeremony(await scratchFolder(), 'A', planBytesOf(sampleFields()));
    await writeFile(join(path, 'transcript.jsonl'), '{"at"');
    const folder = await CeremonyFolder.open(path, at);
    expect(folder.records).toStrictEqual([]);
    await folder.append(actOf('ceremony.opened', {}, null), at);
    expect(folder.records.map(({ kind }) => kind)).toStrictEqual([
      'ceremony.opened',
      'transcript.recovered',
    ]);
    await folder.close();
  });

  test('removes what a killed writer left, in every folder of the ceremony', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await folder.close();
    const part = '.station-0123456789abcdef.part';
    for (const name of ['', 'staged', 'keys/24617802', 'repository/targets/deep', 'attachments']) {
      await mkdir(join(folder.path, name), { recursive: true });
      await writeFile(join(folder.path, name, part), 'half');
    }
    await (await CeremonyFolder.open(folder.path, at)).close();
    const left = (await readdir(folder.path, { recursive: true })).filter((name) =>
      name.endsWith('.part'),
    );
    // Folders that are not the station's are left alone.
    expect(left).toStrictEqual([`attachments/${part}`]);
  });

  test('gives the lock back when it fails, and leaves the folder as it was', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await folder.close();
    const transcript = join(folder.path, 'transcript.jsonl');
    const bytes = await readFile(transcript, 'utf8');
    await writeFile(transcript, bytes.replace('Root signing', 'Root  signing'));
    await appendFile(transcript, bytes);
    expect(await rejectionOf(CeremonyFolder.open(folder.path, at))).toMatchObject({
      code: 'transcript.broken-chain',
    });
    expect((await readdir(folder.path)).toSorted()).toStrictEqual([
      'ceremony.yaml',
      'transcript.jsonl',
    ]);
  });

  test('shows no name of a home folder', async () => {
    const home = await scratchFolder();
    vi.stubEnv('HOME', home);
    onTestFinished(() => void vi.unstubAllEnvs());
    const folder = await begunCeremony(home);
    expect(folder.names).toStrictEqual(['Home', 'Root signing 16']);
    await folder.close();
  });

  test('is for one station at a time', async () => {
    const folder = await begunCeremony(await scratchFolder());
    expect(await rejectionOf(CeremonyFolder.open(folder.path, at))).toMatchObject({
      code: 'folder.in-use',
    });
    await folder.close();
    await (await CeremonyFolder.open(folder.path, at)).close();
  });

  test('writes nothing once the lock is lost', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await writeFile(join(folder.path, lockName), '{}');
    const before = await readFile(join(folder.path, 'transcript.jsonl'));
    expect(await rejectionOf(folder.append(actOf('pin.set'), at))).toMatchObject({
      code: 'folder.in-use',
    });
    expect(await readFile(join(folder.path, 'transcript.jsonl'))).toStrictEqual(before);
    await folder.close();
  });
});

describe('a folder that is no ceremony', () => {
  test.each([
    ['is empty', async () => undefined, 'folder.not-a-ceremony'],
    [
      'has only metadata',
      (path: string) => writeFile(join(path, 'root.json'), '{}'),
      'folder.not-a-ceremony',
    ],
    [
      'has a plan that is none',
      (path: string) => writeFile(join(path, 'ceremony.yaml'), 'title: x'),
      'plan.member',
    ],
    [
      'has an empty plan',
      (path: string) => writeFile(join(path, 'ceremony.yaml'), ''),
      'plan.malformed',
    ],
    [
      'has a folder for a plan',
      (path: string) => mkdir(join(path, 'ceremony.yaml')),
      'folder.not-a-file',
    ],
    [
      'has a link for a plan',
      (path: string) => symlink('/etc/hostname', join(path, 'ceremony.yaml')),
      'folder.not-a-file',
    ],
    [
      'has a plan larger than any',
      (path: string) => writeFile(join(path, 'ceremony.yaml'), 'x'.repeat(100_000)),
      'folder.too-large',
    ],
  ])('because it %s is not opened and not changed', async (_, prepare, code) => {
    const path = await scratchFolder();
    await prepare(path);
    const before = await readdir(path);
    const error = await rejectionOf(CeremonyFolder.open(path, at));
    expect(error).toMatchObject({ code, hint: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(await readdir(path)).toStrictEqual(before);
  });

  test('because it is not there, or a file, is not opened', async () => {
    const path = await scratchFolder();
    expect(await rejectionOf(CeremonyFolder.open(join(path, 'none'), at))).toMatchObject({
      code: 'folder.missing',
    });
    await writeFile(join(path, 'file'), '');
    expect(await rejectionOf(CeremonyFolder.open(join(path, 'file'), at))).toMatchObject({
      code: 'folder.not-a-file',
    });
  });
});

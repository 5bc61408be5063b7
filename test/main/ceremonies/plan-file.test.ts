import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlanFile, savePlanFile } from '../../../main/ceremonies/plan-file.ts';
import { createPlanFolder, folderNameFor } from '../../../main/ceremonies/new-ceremony.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { longestPlan } from '../../../src/ceremony/plan.ts';
import { scratchFolder } from './scratch.ts';

const at = '2027-07-01T09:00:00Z';
const digest = (text: string) => sha256Hex(utf8(text));

async function folderWith(text: string): Promise<string> {
  return createPlanFolder(await scratchFolder(), 'Root signing 16', utf8(text));
}

test('a draft that is no plan yet can be kept and read', async () => {
  const path = await folderWith('title: 5\n');
  expect(await readPlanFile(path)).toStrictEqual({
    text: 'title: 5\n',
    sha256: digest('title: 5\n'),
    begun: false,
  });
});

test('a save takes the place of what was read, leaves no lock, and can be read back', async () => {
  const path = await folderWith('a: 1\n');
  const saved = await savePlanFile(path, 'a: 2\n', {
    expected: digest('a: 1\n'),
    setAside: false,
    at,
  });
  expect(saved.sha256).toBe(digest('a: 2\n'));
  expect(await readFile(join(path, 'ceremony.yaml'), 'utf8')).toBe('a: 2\n');
  expect(await readdir(path)).toStrictEqual(['ceremony.yaml']);
});

test('what somebody else wrote meanwhile is never written over', async () => {
  const path = await folderWith('a: 1\n');
  await writeFile(join(path, 'ceremony.yaml'), 'a: theirs\n');
  for (const setAside of [false, true]) {
    await expect(
      savePlanFile(path, 'a: 2\n', { expected: digest('a: 1\n'), setAside, at }),
    ).rejects.toMatchObject({ code: 'folder.changed' });
  }
  expect(await readFile(join(path, 'ceremony.yaml'), 'utf8')).toBe('a: theirs\n');
  expect(await readdir(path)).toStrictEqual(['ceremony.yaml']);
});

test('what is replaced on purpose is kept aside, under its digest', async () => {
  const path = await folderWith('a: theirs\n');
  const expected = digest('a: theirs\n');
  await savePlanFile(path, 'a: mine\n', { expected, setAside: true, at });
  expect(await readFile(join(path, 'ceremony.yaml'), 'utf8')).toBe('a: mine\n');
  const kept = `ceremony-${expected.slice(0, 16)}.yaml`;
  expect(await readdir(join(path, 'set-aside'))).toStrictEqual([kept]);
  expect(await readFile(join(path, 'set-aside', kept), 'utf8')).toBe('a: theirs\n');
});

test('a plan whose ceremony has begun stays as it is', async () => {
  const path = await folderWith('a: 1\n');
  await writeFile(join(path, 'transcript.jsonl'), '');
  expect(await readPlanFile(path)).toMatchObject({ begun: true });
  await expect(
    savePlanFile(path, 'a: 2\n', { expected: digest('a: 1\n'), setAside: false, at }),
  ).rejects.toMatchObject({ code: 'plan.begun', notDone: ['The plan was not changed.'] });
  expect(await readFile(join(path, 'ceremony.yaml'), 'utf8')).toBe('a: 1\n');
});

test('text that no reader would take is not written', async () => {
  const path = await folderWith('a: 1\n');
  await expect(
    savePlanFile(path, `# ${'é'.repeat(longestPlan / 2)}\n`, {
      expected: digest('a: 1\n'),
      setAside: false,
      at,
    }),
  ).rejects.toMatchObject({ code: 'plan.too-large' });
  expect(await readFile(join(path, 'ceremony.yaml'), 'utf8')).toBe('a: 1\n');
});

test('a folder without a plan has none to read', async () => {
  const path = join(await scratchFolder(), 'empty');
  await mkdir(path);
  await expect(readPlanFile(path)).rejects.toMatchObject({ code: 'folder.not-a-ceremony' });
});

test.each([
  ['Root signing 16', 'Root signing 16'],
  ['Root signing 1, dress rehearsal', 'Root signing 1 dress rehearsal'],
  ['  ../../etc/passwd', 'etc passwd'],
  ['…', 'Ceremony'],
  ['', 'Ceremony'],
  ['Inês’ Schlüssel: 3/5.', 'Inês Schlüssel 3 5'],
  ['x'.repeat(200), 'x'.repeat(60)],
])('a plan called %j lies in a folder called %j', async (title, name) => {
  expect(folderNameFor(title)).toBe(name);
  // It is a name that a folder can have.
  await createPlanFolder(await scratchFolder(), name, utf8('a: 1\n'));
});

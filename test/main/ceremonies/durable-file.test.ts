import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createFile,
  readBack,
  replaceFile,
  sweepParts,
} from '../../../main/ceremonies/durable-file.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { fromUtf8, utf8 } from '../../../src/encoding/utf8.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { chanceFrom } from './chance.ts';
import { FailingDisk, PowerLoss } from './failing-disk.ts';

const before = utf8('what was there before');
const after = utf8('what is there afterwards, which is longer');

/** What is under the name now. */
async function contentOf(disk: FailingDisk, name = 'file.json'): Promise<string | null> {
  const bytes = await disk.directory.read(name, 1e6);
  return bytes === null ? null : fromUtf8(bytes);
}

async function diskWith(bytes: Uint8Array | null): Promise<FailingDisk> {
  const disk = new FailingDisk();
  if (bytes !== null) await createFile(disk.directory, 'file.json', bytes);
  disk.operations = 0;
  return disk;
}

const acts = [
  {
    name: 'createFile',
    start: null,
    run: (disk: FailingDisk) => createFile(disk.directory, 'file.json', after),
  },
  {
    name: 'replaceFile',
    start: before,
    run: (disk: FailingDisk) => replaceFile(disk.directory, 'file.json', after, sha256Hex(before)),
  },
] as const;

describe.each(acts)('$name', ({ start, run }) => {
  const allowed = [start === null ? null : fromUtf8(start), fromUtf8(after)];

  test('puts the new content there', async () => {
    const disk = await diskWith(start);
    await run(disk);
    expect(await contentOf(disk)).toBe(fromUtf8(after));
    expect((await disk.directory.entries()).map(({ name }) => name)).toStrictEqual(['file.json']);
  });

  test('survives a power cut from the moment that it returns', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const disk = await diskWith(start);
        await run(disk);
        expect(await contentOf(disk.afterPowerLoss(chanceFrom(seed)))).toBe(fromUtf8(after));
      }),
    );
  });

  test('a power cut at any moment leaves the old content or the new, whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        fc.integer(),
        fc.boolean(),
        async (untilFailure, seed, hardLinks) => {
          const disk = await diskWith(start);
          disk.untilFailure = untilFailure;
          disk.hardLinks = hardLinks;
          const error = await rejectionOf(run(disk));
          expect(error === undefined || error instanceof PowerLoss).toBe(true);
          const survivor = disk.afterPowerLoss(chanceFrom(seed));
          expect(allowed).toContain(await contentOf(survivor));
          await sweepParts(survivor.directory);
          expect(
            (await survivor.directory.entries()).every(({ name }) => name === 'file.json'),
          ).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a full disk at any moment is a typed error, and what was there is as it was', async () => {
    const rehearsed = await diskWith(start);
    rehearsed.failure = 'full';
    await run(rehearsed);
    for (let untilFailure = 0; untilFailure < rehearsed.operations; untilFailure++) {
      const disk = await diskWith(start);
      disk.failure = 'full';
      disk.untilFailure = untilFailure;
      expect(await rejectionOf(run(disk))).toMatchObject({ code: 'folder.full' });
      expect(allowed).toContain(await contentOf(disk));
      disk.untilFailure = Infinity;
      await sweepParts(disk.directory);
      expect((await disk.directory.entries()).every(({ name }) => name === 'file.json')).toBe(true);
    }
  });
});

describe('the model of the disk', () => {
  // If the model kept everything, the tests above could not fail.
  test('loses a file whose name was not synced, and content that was not', async () => {
    const names = new Set<string | null>();
    for (let seed = 0; seed < 40; seed++) {
      const disk = new FailingDisk();
      const file = await disk.directory.create('file.json');
      await file.write(after);
      names.add(await contentOf(disk.afterPowerLoss(chanceFrom(seed))));
    }
    expect(names.has(null)).toBe(true);
    expect(names.size).toBeGreaterThan(3);
  });

  test('shows a writer who renames before syncing the content', async () => {
    const seen = new Set<string | null>();
    for (let seed = 0; seed < 60; seed++) {
      const disk = await diskWith(before);
      const file = await disk.directory.create('part');
      await file.write(after);
      await disk.directory.rename('part', 'file.json');
      await disk.directory.sync();
      seen.add(await contentOf(disk.afterPowerLoss(chanceFrom(seed))));
    }
    expect(
      [...seen].every((content) => content === fromUtf8(before) || content === fromUtf8(after)),
    ).toBe(false);
  });
});

describe('createFile', () => {
  test('leaves the same bytes as they are', async () => {
    const disk = await diskWith(after);
    await createFile(disk.directory, 'file.json', after);
    expect(await contentOf(disk)).toBe(fromUtf8(after));
  });

  test.each([true, false])('never overwrites (hard links: %s)', async (hardLinks) => {
    const disk = await diskWith(before);
    disk.hardLinks = hardLinks;
    expect(await rejectionOf(createFile(disk.directory, 'file.json', after))).toMatchObject({
      code: 'folder.exists',
      place: 'file.json',
      notDone: ['Nothing was overwritten.'],
    });
    expect(await contentOf(disk)).toBe(fromUtf8(before));
  });

  test.each([true, false])(
    'never overwrites what came in between looking and naming (hard links: %s)',
    async (hardLinks) => {
      const disk = await diskWith(null);
      disk.hardLinks = hardLinks;
      const { directory } = disk;
      const intruder = {
        ...directory,
        create: async (name: string) => {
          const file = await directory.create('file.json');
          await file.write(before);
          return directory.create(name);
        },
      };
      expect(await rejectionOf(createFile(intruder, 'file.json', after))).toMatchObject({
        code: 'folder.exists',
      });
      expect(await contentOf(disk)).toBe(fromUtf8(before));
      expect((await directory.entries()).map(({ name }) => name)).toStrictEqual(['file.json']);
    },
  );

  test('works where there are no hard links', async () => {
    const disk = await diskWith(null);
    disk.hardLinks = false;
    await createFile(disk.directory, 'file.json', after);
    expect(await contentOf(disk)).toBe(fromUtf8(after));
  });
});

describe('replaceFile', () => {
  test.each([
    ['was changed', utf8('by somebody else')],
    ['is missing', null],
  ])('refuses a file that %s since it was read', async (_, there) => {
    const disk = await diskWith(there);
    const error = await rejectionOf(
      replaceFile(disk.directory, 'file.json', after, sha256Hex(before)),
    );
    expect(error).toMatchObject({
      code: 'folder.changed',
      expected: `digest ${sha256Hex(before)}`,
    });
    expect(await contentOf(disk)).toBe(there === null ? null : fromUtf8(there));
  });

  test('refuses a file that changes while the new content is written', async () => {
    const disk = await diskWith(before);
    const { directory } = disk;
    const intruder = {
      ...directory,
      create: async (name: string) => {
        const file = await directory.append('file.json');
        await file.write(utf8('!'));
        return directory.create(name);
      },
    };
    const error = await rejectionOf(replaceFile(intruder, 'file.json', after, sha256Hex(before)));
    expect(error).toMatchObject({ code: 'folder.changed' });
    expect(await contentOf(disk)).toBe(`${fromUtf8(before)}!`);
  });
});

describe('readBack', () => {
  test('accepts the same bytes only', async () => {
    const disk = await diskWith(before);
    await readBack(disk.directory, 'file.json', before);
    expect(await rejectionOf(readBack(disk.directory, 'file.json', after))).toMatchObject({
      code: 'folder.read-back',
    });
    expect(await rejectionOf(readBack(disk.directory, 'none.json', after))).toMatchObject({
      found: 'no file',
    });
  });
});

test('sweeping removes temporary files of the station and nothing else', async () => {
  const disk = await diskWith(before);
  for (const name of [
    '.station-0123456789abcdef.part',
    '.station-lock',
    'other.part',
    '.station-x.part',
  ])
    await disk.directory.create(name);
  await sweepParts(disk.directory);
  expect((await disk.directory.entries()).map(({ name }) => name).toSorted()).toStrictEqual(
    ['.station-lock', '.station-x.part', 'file.json', 'other.part'].toSorted(),
  );
});

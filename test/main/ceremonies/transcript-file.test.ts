import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFile } from '../../../main/ceremonies/durable-file.ts';
import { TranscriptFile, transcriptName } from '../../../main/ceremonies/transcript-file.ts';
import { longestTranscript, verifyTranscript } from '../../../src/ceremony/transcript.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { actOf, chainOf, timeOf } from '../../ceremony/sample-acts.ts';
import { samplePlan } from '../../ceremony/sample-plan.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { chanceFrom } from './chance.ts';
import { FailingDisk } from './failing-disk.ts';

const plan = samplePlan().sha256;
const opened = actOf('ceremony.opened', {}, null);
const acts = [
  actOf('token.chosen'),
  actOf('key.intended'),
  actOf('key.made'),
  actOf('signature.added'),
];
const chain = chainOf(plan, [opened, ...acts]);

const open = async (disk: FailingDisk) => TranscriptFile.open(disk.directory, plan);
const bytesOn = async (disk: FailingDisk) =>
  (await disk.directory.read(transcriptName, longestTranscript)) ?? new Uint8Array();

async function diskWith(bytes: Uint8Array): Promise<FailingDisk> {
  const disk = new FailingDisk();
  await createFile(disk.directory, transcriptName, bytes);
  disk.operations = 0;
  return disk;
}

describe('the transcript of a folder', () => {
  test('has the bytes that the chain has', async () => {
    const disk = new FailingDisk();
    const { file, torn } = await open(disk);
    expect(torn).toBeNull();
    for (const [index, act] of [opened, ...acts].entries()) await file.append(act, timeOf(index));
    expect(await bytesOn(disk)).toStrictEqual(Uint8Array.from(chain.bytes));
    expect(file.records).toStrictEqual(chain.records);
    expect(file.end).toStrictEqual(chain.end);
  });

  test('goes on where it was after it is opened again', async () => {
    const disk = await diskWith(chain.bytes);
    const { file } = await open(disk);
    await file.append(actOf('bundle.written'), timeOf(9));
    const again = await open(disk);
    expect(again.file.records.map(({ number }) => number)).toStrictEqual([1, 2, 3, 4, 5, 6]);
    expect(again.file.end).toStrictEqual(file.end);
  });

  test('appends one after another, however they are called', async () => {
    const disk = await diskWith(chain.bytes);
    const { file } = await open(disk);
    const records = await Promise.all(
      Array.from({ length: 8 }, () => file.append(actOf('pin.set'), timeOf(9))),
    );
    expect(records.map(({ number }) => number)).toStrictEqual([6, 7, 8, 9, 10, 11, 12, 13]);
    expect(verifyTranscript(await bytesOn(disk), 't', plan).end.lines).toBe(13);
  });

  test('an append that fails does not stop the next', async () => {
    const disk = await diskWith(chain.bytes);
    const { file } = await open(disk);
    const bad = file.append(actOf('deviation', { happened: 'two\nlines' }), timeOf(9));
    const good = file.append(actOf('pin.set'), timeOf(9));
    expect(await rejectionOf(bad)).toMatchObject({ code: 'transcript.malformed' });
    expect((await good).number).toBe(6);
  });

  test('that somebody else has written to is not written to', async () => {
    const disk = await diskWith(chain.bytes);
    const { file } = await open(disk);
    await (await disk.directory.append(transcriptName)).write(utf8('x'));
    expect(await rejectionOf(file.append(actOf('pin.set'), timeOf(9)))).toMatchObject({
      code: 'folder.changed',
    });
  });

  test('of another plan, or that does not prove itself, is not opened and not touched', async () => {
    const foreign = chainOf(sha256Hex(utf8('x')), [opened]).bytes;
    const broken = Buffer.concat(chain.lines.toSpliced(1, 1));
    for (const [bytes, code] of [
      [foreign, 'transcript.other-plan'],
      [broken, 'transcript.broken-chain'],
    ] as const) {
      for (const tail of [new Uint8Array(), utf8('{"torn')]) {
        const there = Uint8Array.from(Buffer.concat([bytes, tail]));
        const disk = await diskWith(there);
        expect(await rejectionOf(open(disk))).toMatchObject({ code });
        expect(await bytesOn(disk)).toStrictEqual(there);
      }
    }
  });
});

describe('a last line that was cut off', () => {
  test('at any byte is set aside, or completed if only its end is missing; no whole line is lost', async () => {
    const start = chain.bytes.length - chain.lines.at(-1)!.length;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: start + 1, max: chain.bytes.length - 1 }),
        async (length) => {
          const disk = await diskWith(chain.bytes.subarray(0, length));
          const { file, torn } = await open(disk);
          const missesOnlyItsEnd = length === chain.bytes.length - 1;
          expect(file.records.length).toBe(missesOnlyItsEnd ? 5 : 4);
          const tail = chain.bytes.subarray(start, length);
          expect(torn?.sha256).toBe(missesOnlyItsEnd ? undefined : sha256Hex(tail));
          const aside = await disk.directory.make('set-aside');
          const kept =
            torn === null ? Buffer.from(tail) : await aside.read(torn.file.split('/')[1]!, 1e6);
          expect(Buffer.from(kept!).equals(tail)).toBe(true);
          expect(verifyTranscript(await bytesOn(disk), 't', plan).end).toStrictEqual(file.end);
          await file.append(actOf('pin.set'), timeOf(9));
        },
      ),
    );
  });

  test('by zeros that a crash left is set aside', async () => {
    const disk = await diskWith(Buffer.concat([chain.bytes, new Uint8Array(300)]));
    const { file, torn } = await open(disk);
    expect(file.records.length).toBe(5);
    expect(torn).toMatchObject({ bytes: 300 });
  });

  test('and was the first leaves a ceremony in which nothing has happened', async () => {
    const disk = await diskWith(chain.lines[0]!.subarray(0, 30));
    const { file, torn } = await open(disk);
    expect(torn?.bytes).toBe(30);
    expect(file.records).toStrictEqual([]);
    await file.append(opened, timeOf(0));
    expect(await bytesOn(disk)).toStrictEqual(Uint8Array.from(chain.lines[0]!));
  });

  test('is mended again if mending is cut off', async () => {
    const torn = chain.bytes.subarray(0, -9);
    await fc.assert(
      fc.asyncProperty(fc.nat(16), fc.integer(), async (untilFailure, seed) => {
        const disk = await diskWith(torn);
        disk.untilFailure = untilFailure;
        await rejectionOf(open(disk));
        const survivor = disk.afterPowerLoss(chanceFrom(seed));
        expect((await open(survivor)).file.records.length).toBe(4);
      }),
    );
  });
});

describe('a power cut or a full disk', () => {
  test('loses no record that was acknowledged, and leaves a record that proves itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.integer(), async (untilFailure, seed) => {
        const disk = new FailingDisk();
        disk.untilFailure = untilFailure;
        let acknowledged = 0;
        const run = async (): Promise<void> => {
          const { file } = await open(disk);
          for (const [index, act] of [opened, ...acts].entries()) {
            await file.append(act, timeOf(index));
            acknowledged = index + 1;
          }
        };
        await rejectionOf(run());
        const survivor = disk.afterPowerLoss(chanceFrom(seed));
        const { file } = await open(survivor);
        expect(file.records.length).toBeGreaterThanOrEqual(acknowledged);
        expect(file.records).toStrictEqual(chain.records.slice(0, file.records.length));
      }),
      { numRuns: 600 },
    );
  });

  test('a full disk leaves the file as it was, and the next append works when there is room', async () => {
    for (let untilFailure = 0; untilFailure < 3; untilFailure++) {
      const disk = await diskWith(chain.bytes);
      const { file } = await open(disk);
      disk.failure = 'full';
      disk.untilFailure = disk.operations + untilFailure;
      expect(await rejectionOf(file.append(actOf('pin.set'), timeOf(9)))).toMatchObject({
        code: 'folder.full',
      });
      expect(await bytesOn(disk)).toStrictEqual(Uint8Array.from(chain.bytes));
      expect(file.records.length).toBe(5);
      disk.untilFailure = Infinity;
      expect((await file.append(actOf('pin.set'), timeOf(9))).number).toBe(6);
      expect(verifyTranscript(await bytesOn(disk), 't', plan).end.lines).toBe(6);
    }
  });
});

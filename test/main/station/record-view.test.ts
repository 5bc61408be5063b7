import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { recordView } from '../../../main/station/record-view.ts';
import { planText } from '../../../src/ceremony/plan.ts';
import type { Act } from '../../../src/ceremony/record.ts';
import { nextLine } from '../../../src/ceremony/transcript.ts';
import { ceremonyMethods } from '../../../src/contract/ceremony.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { planFields } from '../../ceremony/people.ts';

const at = '2026-11-23T14:00:00Z';
const deviation = (text: string): Act => ({
  kind: 'deviation',
  participant: null,
  data: { about: 'other', expected: text, happened: text, decided: text },
});

let home: string;
let folder: CeremonyFolder;
const file = () => join(folder.path, 'transcript.jsonl');

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'record-view-'));
  const path = await createCeremony(home, 'Root signing 1', utf8(planText(planFields())));
  folder = await CeremonyFolder.open(path, at);
  await folder.append(
    {
      kind: 'ceremony.opened',
      participant: null,
      data: {
        format: 'station-transcript/1',
        title: 'Root signing 1',
        mode: 'rehearsal',
        rootVersion: 1,
        station: 'test 0',
      },
    },
    at,
  );
  await folder.append(deviation('A clock.'), at);
});
afterEach(async () => {
  await folder.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the record on the page', () => {
  it('is intact when the file on the disk is, line for line', async () => {
    const view = await recordView(folder);
    expect(view).toMatchObject({
      intact: true,
      sentence: `2 lines, each holding the digest of the one before. The last one is ${folder.end.tip.slice(0, 8)}.`,
    });
    expect(view.lines.map(({ line }) => line)).toEqual([1, 2]);
    expect(ceremonyMethods['ceremony.record'].out.safeParse(view).success).toBe(true);
  });

  it('is not intact when a line was changed after it was written', async () => {
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('A clock.', 'A watch.'));
    const view = await recordView(folder);
    expect(view.intact).toBe(false);
    expect(view.sentence).toContain('What stands below is what this station wrote.');
    expect(view.lines[1]?.text).toContain('A clock.');
  });

  it('is not intact when lines were taken away, or the whole file', async () => {
    const [first = ''] = readFileSync(file(), 'utf8').split('\n');
    writeFileSync(file(), `${first}\n`);
    expect(await recordView(folder)).toMatchObject({ intact: false });
    rmSync(file());
    expect(await recordView(folder)).toMatchObject({
      intact: false,
      sentence: expect.stringContaining('not there any more'),
    });
  });

  it('is not intact when it was written anew from the start, however well chained', async () => {
    const { folder: other, home: otherHome } = await twin();
    try {
      await other.append(deviation('Another clock.'), at);
      writeFileSync(file(), readFileSync(join(other.path, 'transcript.jsonl')));
      expect(await recordView(folder)).toMatchObject({
        intact: false,
        sentence: expect.stringContaining('Somebody changed the file of the record.'),
      });
    } finally {
      await other.close();
      rmSync(otherHome, { recursive: true, force: true });
    }
  });

  it('is not intact when somebody else goes on writing to it', async () => {
    let { end } = folder;
    for (const text of ['one', 'two']) {
      const next = nextLine(end, deviation(text), at);
      appendFileSync(file(), next.line);
      end = next.end;
    }
    expect(await recordView(folder)).toMatchObject({ intact: false });
  });

  it('is intact while this station is in the middle of a line', async () => {
    appendFileSync(file(), '{"at":"2026-');
    expect(await recordView(folder)).toMatchObject({ intact: true });
  });

  it('cuts a sentence that is too long, and shows that it did', async () => {
    await folder.append(deviation('👍'.repeat(990)), at);
    const text = (await recordView(folder)).lines.at(-1)?.text ?? '';
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(text.endsWith('…')).toBe(true);
    expect(text.isWellFormed()).toBe(true);
  });
});

/** The same ceremony in another folder, with the same first line. */
async function twin(): Promise<{ folder: CeremonyFolder; home: string }> {
  const otherHome = mkdtempSync(join(tmpdir(), 'record-view-'));
  const path = await createCeremony(otherHome, 'Root signing 1', utf8(planText(planFields())));
  const [first = ''] = readFileSync(file(), 'utf8').split('\n');
  writeFileSync(join(path, 'transcript.jsonl'), `${first}\n`);
  return { folder: await CeremonyFolder.open(path, at), home: otherHome };
}

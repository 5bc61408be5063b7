import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeEstimates } from '../../../main/ceremonies/plan-estimates-file.ts';
import { parsePlan, planText } from '../../../src/ceremony/plan.ts';
import { sampleFields } from '../../ceremony/sample-plan.ts';
import { scratchFolder } from './scratch.ts';

async function planIn(text = `# by hand\n${planText(sampleFields())}`) {
  const folder = await scratchFolder();
  const path = join(folder, 'ceremony.yaml');
  writeFileSync(path, text);
  return { folder, path, text, plan: parsePlan(readFileSync(path), 'ceremony.yaml') };
}

describe('the file of a plan', () => {
  it('gets new estimates, and says which', async () => {
    const { path, plan, text } = await planIn();
    const changed = await writeEstimates(
      path,
      plan,
      new Map([
        ['stage', 90],
        ['read', 360],
      ]),
    );
    expect(changed).toEqual([{ title: 'Stage root version 16', before: 60, after: 90 }]);
    const after = readFileSync(path, 'utf8');
    expect(after.startsWith(text)).toBe(true);
    expect(after).toContain('act: stage');
  });

  it('is left alone where it changed meanwhile', async () => {
    const { path, plan, text } = await planIn();
    writeFileSync(path, `${text}# more\n`);
    await expect(writeEstimates(path, plan, new Map([['stage', 90]]))).rejects.toMatchObject({
      code: 'folder.changed',
    });
    expect(readFileSync(path, 'utf8')).toBe(`${text}# more\n`);
  });

  it('is left alone where a record hangs on it', async () => {
    const { folder, path, plan, text } = await planIn();
    writeFileSync(join(folder, 'transcript.jsonl'), '');
    await expect(writeEstimates(path, plan, new Map([['stage', 90]]))).rejects.toMatchObject({
      code: 'rehearsal.plan-in-use',
      notDone: ['The plan was not changed.'],
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

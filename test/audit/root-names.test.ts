import { describe, expect, it } from 'vitest';
import type { Skipped } from '../../src/audit/ignored.ts';
import { auditOf, file, type Files, online, repository, role, root } from './made-files.ts';

const link = (path: string, leadsTo: string): Skipped => ({ path, why: 'it is a link', leadsTo });

const codes = async (files: Files, skipped: readonly Skipped[] = []) =>
  (await auditOf(files, { skipped })).findings
    .filter(({ code }) => code === 'root.unnumbered')
    .map(({ subject, data }) => [subject, data['reason']]);

describe('root.json beside numbered roots', () => {
  const two = { '1.root.json': root({ version: 1 }), '2.root.json': root({ version: 2 }) };

  it('is the newest, or is named', async () => {
    expect(await codes({ ...two, 'root.json': root({ version: 1 }) })).toEqual([
      ['root.json', 'behind'],
    ]);
    expect(await codes({ ...two, 'root.json': root({ version: 2 }) })).toEqual([]);
    expect(await codes({ ...two, 'root.json': root({ version: 3 }) })).toEqual([
      ['root.json', 'no-number'],
    ]);
  });

  it('may be a link', async () => {
    expect(await codes(two, [link('root.json', '1.root.json')])).toEqual([['root.json', 'behind']]);
    expect(await codes(two, [link('root.json', '2.root.json')])).toEqual([]);
  });

  it('has its numbers in root_history, too, and in no other folder', async () => {
    const old = root({ version: 1 });
    const history = Object.fromEntries(
      Object.entries(two).map(([name, bytes]) => [`metadata/root_history/${name}`, bytes]),
    );
    expect(await codes({ ...history, 'metadata/root.json': old })).toEqual([
      ['metadata/root.json', 'behind'],
    ]);
    expect(await codes({ ...history, 'old/root.json': old })).toEqual([]);
  });

  it('is no matter alone, staged or given up, or beside a root that nobody accepts', async () => {
    const three = root({ version: 3 });
    expect(await codes({ 'root.json': root({ version: 1 }) })).toEqual([]);
    expect(await codes({ ...two, 'staged/root.json': three })).toEqual([]);
    expect(await codes({ ...two, 'abandoned/root.json': three })).toEqual([]);
    const forged = { ...two, '3.root.json': root({ version: 3 }, []) };
    expect(await codes({ ...forged, 'root.json': root({ version: 2 }) })).toEqual([]);
  });

  it('is no matter beside other files', async () => {
    const targets = file(role('targets', 7), [online]);
    expect(await codes({ ...repository(), '7.targets.json': targets })).toEqual([]);
  });
});

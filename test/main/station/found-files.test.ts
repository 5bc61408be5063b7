import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordFoundFiles } from '../../../main/station/found-files.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { recordedFiles } from '../../../src/audit/recorded-files.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { timeOf } from '../../ceremony/sample-acts.ts';
import { scratchFolder } from '../ceremonies/scratch.ts';
import { begunCeremony } from '../ceremonies/signed-work.ts';

describe('what lies in the folder when a ceremony begins', () => {
  it('is on record with its digests, and explained to an auditor', async () => {
    const folder = await begunCeremony(await scratchFolder());
    const ceremony = new OpenCeremony(folder, 'host', null, () => timeOf(1));
    await recordFoundFiles(ceremony);
    expect(folder.records.some(({ kind }) => kind === 'folder.found')).toBe(false);
    for (const [name, file] of [
      ['repository', '1.root.json'],
      ['abandoned', '2.0123456789abcdef.root.json'],
      ['elsewhere', 'note.txt'],
    ] as const) {
      mkdirSync(join(folder.path, name), { recursive: true });
      writeFileSync(join(folder.path, name, file), file);
    }
    await recordFoundFiles(ceremony);
    const known = recordedFiles(folder.records);
    expect([...known.keys()].toSorted()).toEqual([
      'abandoned/2.0123456789abcdef.root.json',
      'repository/1.root.json',
    ]);
    expect(known.get('repository/1.root.json')?.sha256).toBe(sha256Hex(utf8('1.root.json')));
    await folder.close();
  });
});

import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePlan, planText } from '../../../src/ceremony/plan.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { sampleFields } from '../../ceremony/sample-plan.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

/** A host plans: begins, saves, is surprised by somebody else, prints, and opens. */
describe('a plan in the window', () => {
  let home: string;
  let station: PracticeStation;

  beforeAll(async () => {
    home = freshHome();
    station = await startStation(home);
  }, 60_000);
  afterAll(async () => {
    await station.close();
    removeHome(home);
  });

  it('begins as a whole plan, and is written nowhere before it is saved', async () => {
    const { text } = await station.handlers['plan.begin'](null, idle());
    expect(parsePlan(utf8(text), 'begun').mode).toBe('rehearsal');
    expect(readdirSync(home)).not.toContain('Ceremonies');
  });

  it('is made in a folder named after its title, and in another where that name is taken', async () => {
    const { handlers } = station;
    const place = await station.place();
    const { text } = await handlers['plan.begin'](null, idle());
    const made = await handlers['plan.create']({ place, name: 'Root: one', text }, idle());
    expect(made).toMatchObject({ folder: [expect.any(String), 'Root one'], text, fixed: null });
    const second = await handlers['plan.create']({ place, name: 'Root: one', text }, idle());
    expect(second.folder[1]).toBe('Root one 2');
    expect(second.place).not.toBe(made.place);
    expect(readFileSync(join(home, 'Root one', 'ceremony.yaml'), 'utf8')).toBe(text);
  });

  it('is saved over what was read, and over nothing else', async () => {
    const { handlers } = station;
    const place = await station.place();
    const file = join(home, 'Shared', 'ceremony.yaml');
    const made = await handlers['plan.create']({ place, name: 'Shared', text: 'a: 1\n' }, idle());
    const save = (text: string, sha256: string, setAside = false) =>
      handlers['plan.save']({ place: made.place, text, sha256, setAside }, idle());
    const first = await save('a: 2\n', made.sha256);
    expect(first).toMatchObject({ saved: true, file: { text: 'a: 2\n' } });

    writeFileSync(file, 'a: theirs\n');
    const second = await save('a: 3\n', first.file.sha256);
    expect(second).toMatchObject({ saved: false, file: { text: 'a: theirs\n' } });
    expect(readFileSync(file, 'utf8')).toBe('a: theirs\n');

    const third = await save('a: 3\n', second.file.sha256, true);
    expect(third).toMatchObject({ saved: true, file: { text: 'a: 3\n' } });
    const aside = join(home, 'Shared', 'set-aside');
    expect(readdirSync(aside).map((name) => readFileSync(join(aside, name), 'utf8'))).toStrictEqual(
      ['a: theirs\n'],
    );
  });

  it('begins with a repository: what is read is text, and nothing is written', async () => {
    const { handlers } = station;
    cpSync(join(import.meta.dirname, '../../fixtures/sigstore-root-signing'), join(home, 'root'), {
      recursive: true,
    });
    const place = await station.place('root');
    const found = await handlers['plan.import']({ place, branch: null }, idle());
    expect(found.text).toContain('title: Root signing 10');
    expect(found.notes[0]).toContain('version 9');
    expect(readdirSync(join(home, 'root'))).not.toContain('ceremony.yaml');
    await expect(handlers['plan.import']({ place, branch: 'main' }, idle())).rejects.toMatchObject({
      code: 'git.unreachable',
    });
  });

  it('prints the script of what lies there, and of no draft', async () => {
    const { handlers } = station;
    const place = await station.place();
    const text = planText(sampleFields());
    const made = await handlers['plan.create']({ place, name: 'Printed', text }, idle());
    const printed = await handlers['plan.print']({ place: made.place }, idle());
    expect(printed.file).toBe(`script-${made.sha256.slice(0, 8)}.pdf`);
    const pdf = readFileSync(join(home, 'Printed', 'report', printed.file));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const draft = await handlers['plan.create']({ place, name: 'Draft', text: 'a: 1\n' }, idle());
    await expect(handlers['plan.print']({ place: draft.place }, idle())).rejects.toMatchObject({
      code: 'plan.member',
    });
    expect(readdirSync(join(home, 'Draft'))).toStrictEqual(['ceremony.yaml']);
  }, 180_000);

  it('opens as a ceremony, and is fixed from then on', async () => {
    const { handlers } = station;
    const place = await station.place();
    const { text } = await handlers['plan.begin'](null, idle());
    const made = await handlers['plan.create']({ place, name: 'Opened', text }, idle());
    const open = { place: made.place, role: 'host', mode: 'rehearsal' } as const;
    const ceremony = await handlers['ceremony.open'](open, idle());
    expect(ceremony).toMatchObject({ planSha256: made.sha256 });
    expect(await handlers['plan.open']({ place: made.place }, idle())).toMatchObject({
      fixed: expect.stringContaining('begun'),
    });
    await handlers['ceremony.close'](null, idle());
    await expect(
      handlers['plan.save'](
        { place: made.place, text: 'a: 1\n', sha256: made.sha256, setAside: false },
        idle(),
      ),
    ).rejects.toMatchObject({ code: 'plan.begun' });
    expect(readFileSync(join(home, 'Opened', 'ceremony.yaml'), 'utf8')).toBe(text);
  });
});

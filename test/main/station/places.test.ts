import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentOf } from '../../../main/station/place-content.ts';
import { PlaceRegister } from '../../../main/station/place-register.ts';
import { listPlace } from '../../../main/station/places.ts';
import { stationFolders, type StationFolders } from '../../../main/station/folders.ts';

let home: string;
let folders: StationFolders;
let register: PlaceRegister;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'places-'));
  folders = stationFolders({ HOME: home });
  register = new PlaceRegister();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const names = (...list: string[]) => list.map((name) => ({ name }));

describe('what a folder seems to hold', () => {
  it.each([
    [names('ceremony.yaml', 'keys'), 'Ceremony'],
    [names('1.root.json', '2.root.json', '10.root.json'), 'Roots 1 to 10'],
    [names('3.root.json'), 'Root 3'],
    [names('root.json', 'targets.json'), 'TUF repository'],
    [names('repository', 'keys'), 'Ceremony output'],
    [names('1_pubkey.pem'), 'Key files'],
    [names('a.txt', '1.root.json.bak'), ''],
    [[], ''],
  ])('%j is "%s"', (entries, expected) => expect(contentOf(entries)).toBe(expected));
});

describe('the picker', () => {
  it('starts with ceremonies once they exist, home and the computer, never with a path', async () => {
    mkdirSync(folders.ceremonies);
    const start = await listPlace(null, folders, register);
    expect(start.here).toBeNull();
    const shown = start.entries.map((entry) => entry.name);
    expect(shown[0]).toBe('Ceremonies');
    expect(shown).toContain('Home');
    expect(shown).toContain('This computer');
    expect(JSON.stringify(start)).not.toContain(home);
  });

  it('lists folders first, says what they hold, and leads back by its trail', async () => {
    mkdirSync(join(home, 'roots'));
    writeFileSync(join(home, 'roots', '1.root.json'), '{}');
    writeFileSync(join(home, 'a.txt'), 'a');
    writeFileSync(join(home, '.hidden'), 'a');
    symlinkSync(join(home, 'a.txt'), join(home, 'library.so'));
    symlinkSync(join(home, 'nowhere'), join(home, 'dangling'));
    symlinkSync('/dev/null', join(home, 'device'));
    const list = await listPlace(register.name(home), folders, register);
    expect(list.here?.name).toBe('Home');
    expect(list.entries.map((entry) => [entry.name, entry.kind, entry.contains])).toEqual([
      ['roots', 'folder', 'Root 1'],
      ['a.txt', 'file', ''],
      ['library.so', 'file', ''],
    ]);
    const inner = await listPlace(list.entries[0]!.id, folders, register);
    expect(inner.trail.map((step) => step.name)).toEqual(['Home', 'roots']);
    expect(inner.trail[0]?.id).toBe(list.here?.id);
  });

  it('refuses a name that it did not give, and says when a folder has gone', async () => {
    await expect(listPlace('deadbeef', folders, register)).rejects.toMatchObject({
      code: 'place.unknown',
    });
    const stick = join(home, 'stick');
    mkdirSync(stick);
    const id = register.name(stick);
    rmSync(stick, { recursive: true });
    await expect(listPlace(id, folders, register)).rejects.toMatchObject({
      code: 'place.unreadable',
      hint: expect.stringContaining('stick'),
    });
  });

  it('marks a folder that cannot be written', async () => {
    const locked = join(home, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    const list = await listPlace(register.name(home), folders, register);
    // Root may write everywhere; the mark is the kernel's answer, not a guess from the mode.
    expect(list.entries.find((entry) => entry.name === 'locked')?.writable).toBe(
      process.getuid?.() === 0,
    );
    chmodSync(locked, 0o700);
  });

  it('shows control and direction characters of a name as what they are: unknown', async () => {
    writeFileSync(join(home, 'a\u202Egnp.exe\u0007'), '');
    const list = await listPlace(register.name(home), folders, register);
    expect(list.entries.map((entry) => entry.name)).toEqual(['a�gnp.exe�']);
  });

  it('says so when a folder has more than it lists', async () => {
    const many = join(home, 'many');
    mkdirSync(many);
    for (let i = 0; i < 2003; i += 1) writeFileSync(join(many, `${i}.json`), '');
    const list = await listPlace(register.name(many), folders, register);
    expect(list.entries).toHaveLength(2000);
    expect(list.note).toContain('2003');
  });
});

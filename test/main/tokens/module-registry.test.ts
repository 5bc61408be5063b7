import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleIdOf, readModule } from '../../../main/tokens/module-file.ts';
import { ModuleSettings } from '../../../main/tokens/module-settings.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import {
  hostileModule,
  newFolder,
  openTokens,
  practiceOnly,
  rejection,
} from './tokens-under-test.ts';

const elf = Buffer.from('7f454c46020101000000000000000000', 'hex');

function file(name: string, content: Uint8Array | string): string {
  const made = path.join(newFolder(), name);
  writeFileSync(made, content);
  return made;
}

describe('a module file', () => {
  it('is read by its real path and digest', async () => {
    const real = file('libtoken.so.2', elf);
    const link = path.join(newFolder(), 'libtoken.so');
    symlinkSync(real, link);
    expect(await readModule(link)).toEqual({
      path: real,
      name: 'libtoken.so.2',
      sha256: sha256Hex(elf),
      refused: null,
    });
    expect(moduleIdOf(sha256Hex(elf))).toBe(`m-${sha256Hex(elf).slice(0, 32)}`);
  });

  it('that is none is refused without being held up', async () => {
    const folder = newFolder();
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const big = file('big.so', elf);
    execFileSync('truncate', ['-s', '65M', big]);
    const files = [folder, path.join(folder, 'pipe'), '/dev/zero', big, file('text.so', 'hello')];
    for (const each of [...files, path.join(folder, 'absent'), 'relative.so', file('e', '')]) {
      expect((await rejection(readModule(each))).code).toBe('module.unreadable');
    }
  });

  it.each(['pkcs11-spy.so', 'PKCS11_SPY.SO', 'p11-kit-proxy.so', 'p11-kit-client.so'])(
    'called %s is never loaded',
    async (name) => {
      expect((await readModule(file(name, elf))).refused).toMatch(/\.$/);
    },
  );

  it('is a spy by what it holds, whatever its name', async () => {
    const spy = file('libykcs11.so', Buffer.concat([elf, Buffer.from('..PKCS11SPY_OUTPUT..')]));
    expect((await readModule(spy)).refused).toContain('PINs too');
  });

  it('is a spy behind a symlink of another name', async () => {
    const link = path.join(newFolder(), 'libykcs11.so');
    symlinkSync(file('pkcs11-spy.so', elf), link);
    expect((await readModule(link)).refused).not.toBeNull();
  });
});

describe('a module that the person chose', () => {
  it('is not loaded before it is approved, and is from then on', async () => {
    const settingsFolder = path.join(newFolder(), 'settings');
    const log = path.join(newFolder(), 'calls');
    const options = {
      settingsFolder,
      places: { ...practiceOnly, embedded: [] },
      moduleEnvironment: { HOSTILE_LOG: log },
    };
    const hosts = await openTokens(options);
    const chosen = await hosts.chooseModule(hostileModule());
    expect(chosen).toMatchObject({
      origin: 'chosen',
      name: 'libhostile.so',
      state: 'needs-approval',
      sha256: sha256Hex(readFileSync(hostileModule())),
    });
    expect((await hosts.list()).tokens).toEqual([]);
    expect(() => statSync(log)).toThrow('ENOENT');
    const ref = { module: chosen.id, serial: 'HOSTILE-1' } as Parameters<typeof hosts.readKey>[0];
    const early = await rejection(hosts.readKey(ref, '01' as Parameters<typeof hosts.readKey>[1]));
    expect(early.code).toBe('module.not-approved');

    expect((await hosts.approveModule(chosen.id, chosen.sha256)).tokens).toHaveLength(1);
    const again = await openTokens(options);
    expect((await again.list()).tokens).toHaveLength(1);
    expect(statSync(path.join(settingsFolder, 'modules.json')).mode & 0o777).toBe(0o600);
  });

  it('is approved by exactly the digest that was shown', async () => {
    const hosts = await openTokens({ places: { ...practiceOnly, embedded: [] } });
    const copy = path.join(newFolder(), 'libcopy.so');
    copyFileSync(hostileModule(), copy);
    const chosen = await hosts.chooseModule(copy);
    const other = 'ab'.repeat(32);
    expect((await rejection(hosts.approveModule(chosen.id, other))).code).toBe('module.changed');
    appendFileSync(copy, 'more');
    const changed = await rejection(hosts.approveModule(chosen.id, chosen.sha256));
    expect(changed).toMatchObject({ code: 'module.changed', expected: chosen.sha256 });
    const unknown = 'm-00000000000000000000000000000000' as typeof chosen.id;
    expect((await rejection(hosts.approveModule(unknown, other))).code).toBe('token.input');
  });

  it('is not loaded after its file changed', async () => {
    const hosts = await openTokens({ places: { ...practiceOnly, embedded: [] } });
    const copy = path.join(newFolder(), 'libcopy.so');
    copyFileSync(hostileModule(), copy);
    const chosen = await hosts.chooseModule(copy);
    await hosts.approveModule(chosen.id, chosen.sha256);
    appendFileSync(copy, 'more');
    const { modules, tokens } = await hosts.list();
    expect(tokens).toEqual([]);
    expect(modules.map(({ state }) => state)).toEqual(['needs-approval']);
    const fresh = { module: chosen.id, serial: 'HOSTILE-1' } as Parameters<typeof hosts.readKey>[0];
    const read = hosts.readKey(fresh, '01' as Parameters<typeof hosts.readKey>[1]);
    expect((await rejection(read)).code).toBe('token.input');
  });

  it('is looked at again before each start of its process', async () => {
    const copy = path.join(newFolder(), 'libcopy.so');
    copyFileSync(hostileModule(), copy);
    const hosts = await openTokens({
      places: { ...practiceOnly, embedded: [] },
      moduleEnvironment: { HOSTILE_MODE: 'crash after the first look' },
    });
    const { id, sha256 } = await hosts.chooseModule(copy);
    expect((await hosts.approveModule(id, sha256)).tokens).toHaveLength(1);
    appendFileSync(copy, 'more');
    const ref = { module: id, serial: 'HOSTILE-1' } as Parameters<typeof hosts.readKey>[0];
    const read = () => hosts.readKey(ref, '01' as Parameters<typeof hosts.readKey>[1]);
    expect((await rejection(read())).code).toBe('module.fault');
    expect((await rejection(read())).code).toBe('module.changed');
  });

  it('that is a spy can be chosen but never approved', async () => {
    const hosts = await openTokens({ places: { ...practiceOnly, embedded: [] } });
    const spy = file('pkcs11-spy.so', elf);
    const chosen = await hosts.chooseModule(spy);
    expect(chosen.state).toBe('refused');
    expect((await hosts.list()).modules).toEqual([]);
  });

  it('that is no PKCS#11 module fails in the list', async () => {
    const hosts = await openTokens({ places: { ...practiceOnly, embedded: [] } });
    for (const content of [elf, readFileSync('/bin/true')]) {
      const chosen = await hosts.chooseModule(file('libother.so', content));
      const { modules } = await hosts.approveModule(chosen.id, chosen.sha256);
      const found = modules.find(({ id }) => id === chosen.id);
      expect(found).toMatchObject({ state: 'failed' });
      expect(found?.sentence).toContain('not a library for tokens');
    }
  });
});

describe('modules that are found', () => {
  it('come from p11-kit and from known paths, each once, none approved', async () => {
    const configurations = newFolder();
    const modules = newFolder();
    const known = newFolder();
    writeFileSync(path.join(modules, 'one.so'), elf);
    writeFileSync(path.join(known, 'same.so'), elf);
    writeFileSync(path.join(known, 'other.so'), Buffer.concat([elf, elf]));
    writeFileSync(path.join(configurations, 'a.module'), '# comment\n module:  one.so \n');
    const hosts = await openTokens({
      places: {
        embedded: [],
        p11Kit: { configurations: [configurations, '/absent'], modules: [modules] },
        known: ['same.so', 'other.so', 'absent.so'].map((name) => path.join(known, name)),
      },
    });
    const found = (await hosts.list()).modules;
    expect(found.map(({ name, origin, state }) => [name, origin, state])).toEqual([
      ['one.so', 'p11-kit', 'needs-approval'],
      ['other.so', 'known-path', 'needs-approval'],
    ]);
  });

  it('have the library of practice tokens first, ready without a question', async () => {
    const hosts = await openTokens();
    expect((await hosts.list()).modules).toMatchObject([
      { id: 'm-practice', origin: 'embedded', state: 'ready' },
    ]);
  });

  it('may hold the same library for tokens of the user, as another module', async () => {
    const hosts = await openTokens();
    const [embedded] = (await hosts.list()).modules;
    const chosen = await hosts.chooseModule(embedded?.path ?? '');
    expect(chosen.sha256).toBe(embedded?.sha256);
    expect(chosen).toMatchObject({ origin: 'chosen', state: 'needs-approval' });
    expect(chosen.id).not.toBe(embedded?.id);
  });

  it('of the user with a token of the practice store have it locked', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const hosts = await openTokens({
      practiceFolder,
      moduleEnvironment: { SOFTHSM2_CONF: path.join(practiceFolder, 'softhsm2.conf') },
    });
    const ref = await hosts.createPractice('Ada');
    const [embedded] = (await hosts.list()).modules;
    const chosen = await hosts.chooseModule(embedded?.path ?? '');
    const { tokens } = await hosts.approveModule(chosen.id, chosen.sha256);
    expect(tokens).toHaveLength(2);
    expect(tokens).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ref, practice: true, trouble: null }),
        expect.objectContaining({ ref: null, practice: false, trouble: 'marks-disagree' }),
      ]),
    );
  });
});

describe('the list of approved modules', () => {
  it.each(['', '{', '[]', '{"format":"station-modules/2","chosen":[],"approved":[]}'])(
    'approves nothing when it is damaged (%s)',
    async (text) => {
      const folder = newFolder();
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'modules.json'), text);
      const error = await rejection(new ModuleSettings(folder).read());
      expect(error.code).toBe('module.unreadable');
      expect(error.place).toContain('modules.json');
    },
  );

  it('keeps what it is given, once', async () => {
    const settings = new ModuleSettings(path.join(newFolder(), 'deep', 'settings'));
    await settings.addChosen('/a.so');
    await settings.addChosen('/a.so');
    await settings.approve(sha256Hex(elf));
    await settings.approve(sha256Hex(elf));
    expect(await settings.read()).toEqual({
      format: 'station-modules/1',
      chosen: ['/a.so'],
      approved: [sha256Hex(elf)],
      configured: {},
    });
  });
});

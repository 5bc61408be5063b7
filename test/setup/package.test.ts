import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire, FuseState } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkArchive, namedArchive } from '../../forge.archive.ts';
import { makeStandInArchive } from './electron-stand-in.ts';

const ROOT = join(import.meta.dirname, '../..');
const version = String(createRequire(import.meta.url)('electron/package.json').version);
let folder: string;
let tree: string;
let packed: string;

/** Packs a copy of the project around the stand-in, and looks at what came out. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-pack-'));
  tree = join(folder, 'tree');
  for (const entry of readdirSync(ROOT)) {
    if (['node_modules', 'dist', 'out', '.vite', '.git', 'test', 'docs'].includes(entry)) continue;
    cpSync(join(ROOT, entry), join(tree, entry), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  makeStandInArchive(folder, version);
  packed = join(tree, 'out/keyholder-station-stand-in-linux-x64');
  execFileSync(join(ROOT, 'node_modules/.bin/electron-forge'), ['package'], {
    cwd: tree,
    env: { ...process.env, STATION_ELECTRON_STAND_IN_DIR: folder },
    stdio: 'pipe',
  });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the package', () => {
  it('has its nine fuses as configured (item 19)', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'keyholder-station'));
    const on = Object.entries(FuseV1Options)
      .filter(
        ([, index]) =>
          typeof index === 'number' && wire[index as FuseV1Options] === FuseState.ENABLE,
      )
      .map(([name]) => name);
    expect(on).toEqual([
      'EnableEmbeddedAsarIntegrityValidation',
      'OnlyLoadAppFromAsar',
      'WasmTrapHandlers',
    ]);
  });

  it('holds the window in its archive, and nothing else', () => {
    const list = execFileSync(
      join(ROOT, 'node_modules/.bin/asar'),
      ['list', join(packed, 'resources/app.asar')],
      {
        encoding: 'utf8',
      },
    );
    const files = list
      .trim()
      .split('\n')
      .filter((path) => /\.\w+$/.test(path) && path !== '/.vite');
    expect(files).toContain('/.vite/build/electron.cjs');
    expect(files).toContain('/.vite/build/preload.cjs');
    expect(files).toContain('/.vite/renderer/main_window/index.html');
    expect(
      files.filter((path) => !/^\/(package\.json|\.vite\/(build|renderer)\/)/.test(path)),
    ).toEqual([]);
  });

  it('holds the station beside it, which runs where nothing else of the project is', () => {
    const station = join(packed, 'resources/station');
    const elsewhere = join(folder, 'elsewhere');
    cpSync(station, elsewhere, { recursive: true });
    rmSync(join(tree, 'dist'), { recursive: true });
    const { stdout } = spawnSync(join(elsewhere, 'bin/station'), ['--version'], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin' },
    });
    expect(stdout).toMatch(/\d+\.\d+\.\d+/);
    for (const native of [
      'pkcs11js/build/Release/pkcs11.node',
      'node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node',
      '@node-usb/usb-linux-x64-gnu/usb.linux-x64-gnu.node',
    ])
      expect([native, existsSync(join(elsewhere, 'node_modules', native))]).toEqual([native, true]);
    const loads =
      "import('usb').then(() => import('node-hid')).then(({ default: hid }) => hid.devices())";
    const loaded = spawnSync(join(elsewhere, 'node_modules/.bin/node'), ['-e', loads], {
      cwd: elsewhere,
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin' },
    });
    expect(loaded.stderr).toBe('');
    expect(loaded.status).toBe(0);
  });

  it('carries no package of the page or of the tools', () => {
    const modules = readdirSync(join(packed, 'resources/station/node_modules'));
    for (const name of [
      'react',
      'react-dom',
      'electron',
      'vite',
      'vitest',
      'typescript',
      '@playwright',
    ]) {
      expect(modules).not.toContain(name);
    }
  });
});

describe("Electron's archive", () => {
  it('is taken only when its digest is the one of the pinned package (item 16)', async () => {
    await expect(checkArchive(folder)).rejects.toThrow("is not Electron's");
  });

  it('that is a stand-in is told apart by the name of its variable', () => {
    expect(namedArchive({})).toBeNull();
    expect(namedArchive({ STATION_ELECTRON_ZIP_DIR: '/a' })).toEqual({
      folder: '/a',
      standIn: false,
    });
    expect(namedArchive({ STATION_ELECTRON_STAND_IN_DIR: '/b' })).toEqual({
      folder: '/b',
      standIn: true,
    });
    const both = { STATION_ELECTRON_ZIP_DIR: '/a', STATION_ELECTRON_STAND_IN_DIR: '/b' };
    expect(namedArchive(both)?.standIn).toBe(false);
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
});
const Names = z.union([z.array(z.string()), z.string().transform((name) => [name])]);
const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      optional: z.boolean().optional(),
      // One name or several, as the package wrote it.
      os: Names.optional(),
      cpu: Names.optional(),
      libc: Names.optional(),
    }),
  ),
});
const manifest = Manifest.parse(read('package.json'));
const packages = Object.entries(Lockfile.parse(read('package-lock.json')).packages).slice(1);

describe('the packages', () => {
  it('are pinned exactly', () => {
    for (const version of Object.values({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    })) {
      expect(version).toMatch(/^(npm:@tufjs\/models@)?\d+\.\d+\.\d+$/);
    }
  });

  it('come from whichever registry is set, checked by digest', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('that are ever installed have a digest in the lockfile', () => {
    const undigested = packages.filter(([, { integrity }]) => integrity === undefined);
    const here = undigested.filter(([, { os, cpu, libc, optional }]) => {
      const system = os === undefined || os.includes('linux');
      const processor = cpu === undefined || cpu.includes('x64');
      const library = libc === undefined || libc.includes('glibc');
      return optional !== true || (system && processor && library);
    });
    expect(here).toEqual([]);
  });

  it('run no script at install but the one that is allowed', () => {
    const scripts = packages.filter(
      ([, one]) => one.hasInstallScript === true && one.optional !== true,
    );
    // node-hid brings its binaries, and its script would only look for them.
    expect(scripts.map(([path]) => path)).toEqual([
      'node_modules/node-hid',
      'node_modules/pkcs11js',
    ]);
    expect(manifest.allowScripts).toEqual({ 'node-hid': false, pkcs11js: true });
  });

  it('hold the digests of the Electron that they name', () => {
    const digests = z
      .record(z.string(), z.string())
      .parse(createRequire(import.meta.url)('electron/checksums.json'));
    const version = manifest.devDependencies['electron'];
    expect(digests[`electron-v${version}-linux-x64.zip`]).toMatch(/^[0-9a-f]{64}$/);
  });
});

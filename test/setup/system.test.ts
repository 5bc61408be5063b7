import { describe, expect, it } from 'vitest';
import { findChromium } from '../../main/shells/chromium/executable.ts';
import { nodeScript } from './node-script.ts';

/** Runs set-up code as it runs for people: plain JavaScript, here on the carried Node. */
const missing = (needs: string, present: readonly string[]): unknown =>
  nodeScript(`
    import { missingPackages } from './bin/setup/system.mjs';
    import * as needs from './bin/setup/needs.mjs';
    const present = new Set(${JSON.stringify(present)});
    console.log(JSON.stringify(missingPackages(${needs}, (path) => present.has(path))));
  `);

describe('what the system has to offer', () => {
  it('is all named where nothing is there, each package once', () => {
    const named = missing('[...needs.CORE, ...needs.WINDOW, ...needs.TESTS]', []) as string[];
    expect(named.slice(0, 13)).toEqual([
      'python3',
      'make',
      'g++',
      'softhsm2',
      'chromium',
      'fonts-liberation',
      'util-linux',
      'xvfb',
      'xauth',
      'git',
      'iproute2',
      'opensc',
      'strace',
    ]);
    expect(new Set(named).size).toBe(named.length);
    for (const name of ['pcscd', 'vsmartcard-vpcd', 'swtpm', 'umockdev', 'qemu-system-x86'])
      expect(named).toContain(name);
  });

  it('is met by a command in a folder of PATH, or in one of root', () => {
    expect(missing('needs.CORE', ['/usr/bin/python3', '/usr/sbin/make', '/sbin/g++'])).toEqual([
      'softhsm2',
    ]);
  });

  it('is met by any of the files that would do', () => {
    const present = ['/opt/google/chrome/chrome', '/usr/share/fonts/opentype', '/usr/bin/unshare'];
    expect(missing('needs.WINDOW', present)).toEqual([]);
  });

  it('looks for Chromium where the shell does', () => {
    const asked: string[] = [];
    const look = () =>
      findChromium((path) => {
        asked.push(path);
        return false;
      });
    expect(look).toThrow('not installed');
    expect(
      nodeScript(`
        import { CHROMIUM_FILES } from './bin/setup/needs.mjs';
        console.log(JSON.stringify(CHROMIUM_FILES));
      `),
    ).toEqual(asked);
  });
});

describe('an ordinary user', () => {
  it('is told the one command to run, and nothing is installed', () => {
    const said = nodeScript(`
      process.getuid = () => 1000;
      const { setUpSystem } = await import('./bin/setup/system.mjs');
      try {
        setUpSystem([{ debian: 'one', command: 'no-such-command' }, { debian: 'two', files: ['/no/such/file'] }]);
        console.log('null');
      } catch (error) {
        console.log(JSON.stringify([error.constructor.name, error.message]));
      }
    `);
    expect(said).toEqual([
      'Stop',
      "Debian packages are missing. Run this once, then start again:\n\n  sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends one two'\n",
    ]);
  });
});

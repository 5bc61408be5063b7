import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chromiumArguments } from '../../../../main/shells/chromium/arguments.ts';
import { chromiumEnvironment } from '../../../../main/shells/chromium/environment.ts';
import { findChromium } from '../../../../main/shells/chromium/executable.ts';
import { emptyNetwork } from '../../../../main/shells/chromium/namespace.ts';

describe("Chromium's arguments", () => {
  const words = chromiumArguments('/p', true);

  it('give it a profile, one window of the drawn size, and the pipe', () => {
    expect(words).toContain('--user-data-dir=/p');
    expect(words).toContain('--window-size=1280,832');
    expect(words).toContain('--remote-debugging-pipe');
    expect(words.filter((word) => word.startsWith('--app='))).toHaveLength(1);
  });

  it('leave it no name, no proxy and no way for WebRTC', () => {
    expect(words).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
    expect(words).toContain('--proxy-bypass-list=<-loopback>');
    expect(words.join(' ')).toContain('--webrtc-ip-handling-policy=disable_non_proxied_udp');
  });

  it('drop the sandbox only where they are told to', () => {
    expect(words.join()).not.toContain('sandbox');
    expect(chromiumArguments('/p', false)).toContain('--no-sandbox');
  });

  it('name each switch once', () => {
    const names = words.map((word) => word.split('=')[0]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("Chromium's environment", () => {
  it('has the screen and the language, its own home, and nothing else of the person', () => {
    const environment = chromiumEnvironment('/p', {
      HOME: '/home/ada',
      PATH: '/home/ada/bin',
      DISPLAY: ':0',
      WAYLAND_DISPLAY: '',
      LD_PRELOAD: '/tmp/x.so',
      CHROME_LOG_FILE: '/tmp/log',
      SSH_AUTH_SOCK: '/tmp/agent',
      PKCS11_PIN: '123456',
    });
    expect(environment).toEqual({
      PATH: '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      HOME: '/p',
      TMPDIR: '/p',
      XDG_CONFIG_HOME: '/p',
      XDG_CACHE_HOME: '/p',
      DISPLAY: ':0',
    });
  });
});

describe("Chromium's program", () => {
  it('is the first of its places that is there', () => {
    const place = '/opt/google/chrome/chrome';
    expect(findChromium((path) => path === place)).toBe(place);
  });

  it('is no script', () => {
    const first = readFileSync(findChromium()).subarray(0, 4);
    expect(first.toString('latin1')).toBe('\u007fELF');
  });

  it('that is missing is said, with the command that installs it', () => {
    expect(() => findChromium(() => false)).toThrow('Chromium is not installed');
  });
});

describe('an empty network', () => {
  it('keeps the own user id, and root has no user namespace', async () => {
    const root = process.getuid?.() === 0;
    expect(await emptyNetwork(root)).toEqual([
      '/usr/bin/unshare',
      ...(root ? [] : ['--map-current-user']),
      '--net',
      '--',
    ]);
  });

  it('is null where the system does not give one', async () => {
    expect(await emptyNetwork(true, '/bin/false')).toBeNull();
    expect(await emptyNetwork(false, '/nonexistent')).toBeNull();
  });
});

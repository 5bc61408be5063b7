import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { initrd } from '../usb/initrd.ts';
import { countTap } from '../usb/tap.ts';

const summary = (pass: number, fail: number, more = '') =>
  `TAP version 13\n# tests ${pass + fail}\n# suites 0\n# pass ${pass}\n# fail ${fail}\n# cancelled 0\n# skipped 0\n# todo 0\n${more}`;

describe('the report of the guest', () => {
  it('is counted by its summary, as a serial line gives it', () => {
    expect(countTap(summary(9, 0))).toEqual({ passed: 9, failed: 0, skipped: 0 });
    expect(countTap(summary(7, 2).replaceAll('\n', '\r\n'))).toMatchObject({ failed: 2 });
    const skipped = summary(3, 0)
      .replace('# tests 3', '# tests 5')
      .replace('# skipped 0', '# skipped 2');
    expect(countTap(skipped)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('counts what was cut off as failed', () => {
    expect(countTap(summary(3, 0).replace('# cancelled 0', '# cancelled 1')).failed).toBe(1);
    expect(countTap(summary(3, 0).replace('# tests 3', '# tests 4')).failed).toBe(1);
  });

  it.each(['', 'TAP version 13\nok 1 - a\n', summary(9, 0).replace('# todo 0\n', '')])(
    'without its whole summary is one failure',
    (text) => {
      expect(countTap(text)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    },
  );
});

describe('the memory disk', () => {
  it('is one that cpio unpacks', () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-disk-'));
    const disk = initrd(
      ['bin', 'proc'],
      [
        { path: 'init', data: Buffer.from('#!/bin/sh\n'), executable: true },
        { path: 'bin/odd', data: Buffer.from('seven b') },
      ],
    );
    try {
      execFileSync('/bin/busybox', ['cpio', '-i', '-d'], {
        cwd: folder,
        input: disk,
        stdio: 'pipe',
      });
      expect(readFileSync(join(folder, 'init'), 'utf8')).toBe('#!/bin/sh\n');
      expect(readFileSync(join(folder, 'bin/odd'), 'utf8')).toBe('seven b');
      expect(statSync(join(folder, 'init')).mode & 0o777).toBe(0o755);
      expect(statSync(join(folder, 'proc')).isDirectory()).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

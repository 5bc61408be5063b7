import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeProfile,
  profileBase,
  sweepProfiles,
} from '../../../../main/shells/chromium/profile.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'station-profiles-'));
});
afterEach(() => rmSync(base, { recursive: true }));

/** A folder that looks like a profile, with this text as its mark. */
function leave(name: string, mark: string | null): string {
  const folder = join(base, name);
  mkdirSync(folder);
  if (mark !== null) writeFileSync(join(folder, 'station-profile.json'), mark);
  return folder;
}

describe('a profile', () => {
  it('is a new folder that nobody else can read', async () => {
    const profile = await makeProfile(base);
    expect(statSync(profile).mode & 0o777).toBe(0o700);
    expect(profile).not.toBe(await makeProfile(base));
  });

  it('lies in memory where the system has a place for that', () => {
    expect(profileBase(base)).toBe(base);
    expect(profileBase('/nonexistent')).toBe(tmpdir());
    expect(profileBase('')).toBe(tmpdir());
  });
});

describe('the sweep', () => {
  it('takes the profile of a process that is gone', async () => {
    const child = spawn('/bin/true');
    const { pid } = child;
    await new Promise((resolve) => {
      child.once('exit', resolve);
    });
    const left = leave('station-page-aaaaaa', JSON.stringify({ pid, started: '1' }));
    expect(await sweepProfiles(base)).toBe(1);
    expect(existsSync(left)).toBe(false);
  });

  it('takes the profile of a process whose number another one has now', async () => {
    const left = leave('station-page-aaaaaa', JSON.stringify({ pid: process.pid, started: '1' }));
    expect(await sweepProfiles(base)).toBe(1);
    expect(existsSync(left)).toBe(false);
  });

  it('leaves the profile of a station that runs', async () => {
    const own = await makeProfile(base);
    expect(await sweepProfiles(base)).toBe(0);
    expect(existsSync(own)).toBe(true);
  });

  it.each([
    ['without a mark', 'station-page-x', null],
    ['with a mark that is no JSON', 'station-page-x', 'x'],
    ['with a mark of another shape', 'station-page-x', '{"pid":-1,"started":"1"}'],
    ['with another name', 'station-work', '{"pid":1,"started":"x"}'],
  ])('leaves a folder %s', async (_what, name, mark) => {
    const folder = leave(name, mark);
    expect(await sweepProfiles(base)).toBe(0);
    expect(existsSync(folder)).toBe(true);
  });

  it('follows no symbolic link', async () => {
    const elsewhere = leave('elsewhere', '{"pid":1,"started":"x"}');
    symlinkSync(elsewhere, join(base, 'station-page-link'));
    expect(await sweepProfiles(base)).toBe(0);
    expect(existsSync(elsewhere)).toBe(true);
  });
});

import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const PREFIX = 'station-page-';
/** Lies in every profile of ours, and says whose it is. Folders without it are never touched. */
const MARK = 'station-profile.json';
const Mark = z.strictObject({ pid: z.int().positive(), started: z.string().max(32) });

/** Where profiles lie: in memory where the system offers that, and for this user alone. */
export function profileBase(runtime = process.env['XDG_RUNTIME_DIR']): string {
  return runtime !== undefined && runtime !== '' && existsSync(runtime) ? runtime : tmpdir();
}

/** Makes a new, empty profile folder (0700) that is marked with this process. */
export async function makeProfile(base: string): Promise<string> {
  const profile = await mkdtemp(join(base, PREFIX));
  const mark = { pid: process.pid, started: (await startOf(process.pid)) ?? '' };
  await writeFile(join(profile, MARK), JSON.stringify(mark), { mode: 0o600 });
  return profile;
}

/** Chromium's last processes may still write while it goes, so this tries for a while. */
export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/**
 * Removes the profiles of stations that were killed, and gives their number. One whose process
 * still runs stays, and so does everything that this station did not make.
 */
export async function sweepProfiles(base: string): Promise<number> {
  let swept = 0;
  for (const entry of await readdir(base, { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.startsWith(PREFIX)) continue;
    const profile = join(base, entry.name);
    if (!(await isStale(profile))) continue;
    await removeProfile(profile);
    swept += 1;
  }
  return swept;
}

async function isStale(profile: string): Promise<boolean> {
  try {
    const mark = Mark.parse(JSON.parse(await readFile(join(profile, MARK), 'utf8')));
    return (await startOf(mark.pid)) !== mark.started;
  } catch {
    return false;
  }
}

/** When a process began, in the kernel's ticks; null when it is gone. Tells a number used again apart. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; state and numbers come after the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const dead = fields[0] === 'Z' || fields[0] === 'X';
    return dead ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

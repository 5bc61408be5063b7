import { createHmac, randomBytes } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { jcs } from '../../src/encoding/jcs.ts';
import { parseJson } from '../../src/encoding/json.ts';
import { StationError } from '../../src/encoding/station-error.ts';

const Name = z
  .string()
  .max(128)
  .regex(/^[\w.:[\]-]*$/);

const Holder = z.strictObject({
  format: z.literal('station-lock/1'),
  pid: z.int().min(1),
  /** When the process began, in clock ticks since boot: a process id is used again, the two together are not. */
  started: Name,
  /** The kernel's id of this boot. */
  boot: Name,
  /** The process id namespace: in another one the same number is another process. */
  pids: Name,
  /** The machine, by a digest that tells nothing else about it; empty if it has no id. */
  machine: Name,
  host: Name,
  at: z.string().max(40),
  nonce: Name,
});

/** Which process has a folder open. */
export type LockHolder = z.output<typeof Holder>;

/**
 * This process, as the kernel tells.
 * @param at when it opens the folder, RFC 3339
 */
export async function thisHolder(at: string): Promise<LockHolder> {
  return {
    format: 'station-lock/1',
    pid: process.pid,
    started: (await startOf(process.pid)) ?? '',
    boot: (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim(),
    pids: await readlink('/proc/self/ns/pid'),
    machine: await machineName(),
    host: hostname()
      .replaceAll(/[^\w.-]/g, '-')
      .slice(0, 64),
    at,
    nonce: randomBytes(8).toString('hex'),
  };
}

/** The holder as the bytes of a lock file. */
export function holderBytes(holder: LockHolder): Uint8Array {
  return jcs(holder);
}

/** Reads a lock file; null if it is not one, or not yet whole. */
export function parseHolder(bytes: Uint8Array): LockHolder | null {
  try {
    const holder = Holder.safeParse(parseJson(bytes, 'lock', { bytes: 4096, depth: 4 }));
    return holder.success ? holder.data : null;
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

/**
 * True only if that process cannot be running any more. In the same boot: no such process in the same namespace.
 * In another boot: it was the same machine, which has only one boot at a time. In every other case the process may be
 * alive somewhere, and its lock stands.
 */
export async function isSurelyDead(holder: LockHolder, here: LockHolder): Promise<boolean> {
  if (holder.boot !== here.boot) return holder.machine !== '' && holder.machine === here.machine;
  if (holder.pids !== here.pids) return false;
  return (await startOf(holder.pid)) !== holder.started;
}

/** Whether the holder's process belongs to the boot that runs on this machine: then it is closed there, not buried. */
export function mayRunHere(holder: LockHolder, here: LockHolder): boolean {
  return holder.boot === here.boot;
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)); null for a process that is gone, or dead and not yet buried. */
async function startOf(pid: number): Promise<string | null> {
  let text;
  try {
    text = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The program's name comes second, in parentheses, and may hold spaces and parentheses itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
}

/** machine-id(5) must not be given out as it is; a keyed digest of it may. */
async function machineName(): Promise<string> {
  let id;
  try {
    id = (await readFile('/etc/machine-id', 'utf8')).trim();
  } catch {
    return '';
  }
  if (!/^[0-9a-f]{32}$/.test(id)) return '';
  return createHmac('sha256', id).update('keyholder-station lock').digest('hex').slice(0, 32);
}

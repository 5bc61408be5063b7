import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../fault.ts';
import type { VirtualYubikeyOptions } from '../virtual-yubikey.ts';
import { ControlLink } from './control-link.ts';
import { inNamespaces } from './namespace.ts';
import { readerName } from './pcscd.ts';
import { type StackEvent, stackEvent, type StackSpec } from './requests.ts';

export interface StackOptions {
  readonly keys: readonly (VirtualYubikeyOptions & {
    /** Whether it is plugged in at the start; true if it is left out. */
    readonly plugged?: boolean;
  })[];
  /** One for each key if it is left out. The key with the index N starts in reader N. */
  readonly readers?: number;
  /** Called when an operation begins to wait for a touch. */
  readonly onTouchWanted?: (serial: number) => void;
}

/** One key of a running stack, from outside. */
export interface StackKey {
  readonly serial: number;
  /** Ends when pcscd has powered the card. Into the reader that it was in, or into another one. */
  plug(reader?: number): Promise<void>;
  /** Pulls out, also in the middle of an operation. pcscd notices within half a second. */
  unplug(): Promise<void>;
  /** Touches. True if an operation waited for it. */
  touch(): Promise<boolean>;
  touchMode(mode: 'automatic' | 'by-hand'): Promise<void>;
  fault(fault: Fault): Promise<void>;
  /** Commands and answers since the last call, in hexadecimal, secrets left out. */
  log(): Promise<readonly string[]>;
  state(): Promise<{ readonly plugged: boolean; readonly waiting: boolean }>;
}

export interface YubikeyStack {
  /** What a client of pcscd needs in its environment to see these keys, and only these. */
  readonly environment: Readonly<Record<'PCSCLITE_CSOCK_NAME', string>>;
  readonly folder: string;
  readonly controlSocket: string;
  /** In the order in which they were asked for. */
  readonly keys: readonly StackKey[];
  /** Name of a reader, as `yubico-piv-tool --reader` takes it. */
  readerName(index: number): string;
  /** Ends pcscd and the keys, and removes the folder. What was on the keys is gone. */
  close(): Promise<void>;
}

/** pcscd and its driver are slow to start on a busy machine. */
const startDeadline = 60_000;

/**
 * Starts virtual YubiKeys behind a pcscd of their own, in namespaces of their own: any number of stacks run side by
 * side. Needs Debian's pcscd, vsmartcard-vpcd, iproute2 and util-linux.
 * @throws Error that says what is missing or not allowed
 */
export async function startYubikeyStack(options: StackOptions): Promise<YubikeyStack> {
  const folder = await mkdtemp(join(tmpdir(), 'virtual-yubikey-'));
  await mkdir(join(folder, 'pcscd'));
  const { keys, readers = keys.length, onTouchWanted = () => {} } = options;
  const child = spawnInside({ folder, readers, keys: [...keys] });
  try {
    await ready(child, onTouchWanted);
    const controlSocket = join(folder, 'control.sock');
    const link = await ControlLink.open(controlSocket);
    return {
      environment: { PCSCLITE_CSOCK_NAME: join(folder, 'pcscd', 'pcscd.comm') },
      folder,
      controlSocket,
      keys: keys.map(({ serial }) => link.key(serial)),
      readerName,
      async close() {
        link.close();
        await end(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await end(child);
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function spawnInside(spec: StackSpec): ChildProcess {
  const inside = fileURLToPath(new URL('inside.ts', import.meta.url));
  const [program = '', ...args] = inNamespaces([process.execPath, inside, JSON.stringify(spec)]);
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  return spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH, NODE_COMPILE_CACHE },
  });
}

/** Waits until the keys are there; after that it only listens for waits. */
async function ready(child: ChildProcess, onTouchWanted: (serial: number) => void): Promise<void> {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000);
  });
  const started = Promise.withResolvers<void>();
  const fail = (reason: string): void =>
    started.reject(new Error(`the virtual YubiKeys did not start: ${reason}\n${words}`.trim()));
  if (child.stdout === null) throw new TypeError('the child has a pipe');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event: StackEvent = stackEvent.parse(JSON.parse(line));
    if (event.event === 'ready') started.resolve();
    else if (event.event === 'failed') fail(event.reason);
    else onTouchWanted(event.serial);
  });
  child.once('error', ({ message }) => fail(message));
  child.once('close', (code, signal) => fail(`the process ended (${code ?? signal})`));
  const timer = setTimeout(() => fail(`no answer in ${startDeadline / 1000} s`), startDeadline);
  await started.promise.finally(() => clearTimeout(timer));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await closed;
  clearTimeout(timer);
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { TokenError } from '../../tokens/token-error.ts';

/** The simulator's program. It belongs to the tests, and a packaged station does not carry it. */
const entry = fileURLToPath(
  new URL('../../../test/simulators/virtual-yubikey/serve.ts', import.meta.url),
);

const Stand = z.strictObject({
  environment: z.strictObject({ PCSCLITE_CSOCK_NAME: z.string().startsWith('/') }),
  keys: z.array(z.strictObject({ serial: z.int(), reader: z.string() })).min(1),
});

/** Virtual YubiKeys that run in a process of their own. */
export interface YubikeyStand extends z.output<typeof Stand> {
  close(): Promise<void>;
}

/** A smart card service and its drivers are slow to start on a busy machine. */
const startDeadline = 90_000;

/**
 * Starts one virtual YubiKey for each serial.
 * @throws TokenError `practice.store` if the simulator is not there or does not start
 */
export async function startStand(
  serials: readonly number[],
  program: string = entry,
): Promise<YubikeyStand> {
  if (!existsSync(program)) throw failed('this station was installed without the simulator');
  const child = spawn(process.execPath, [program, ...serials.map(String)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = async (): Promise<void> => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  };
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-1000);
  });
  const line = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).once('line', line.resolve);
  child.once('error', ({ message }) => line.reject(failed(message)));
  child.once('close', () => line.reject(failed(reasonIn(words))));
  const timer = setTimeout(() => line.reject(failed('no answer')), startDeadline);
  try {
    return { ...Stand.parse(JSON.parse(await line.promise)), close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The sentence of an error in what Node prints when a program ends with one. */
function reasonIn(words: string): string {
  return /^\w*Error: (.{1,300})$/m.exec(words)?.[1] ?? 'its process ended';
}

function failed(found: string): TokenError {
  return new TokenError('practice.store', 'the virtual YubiKeys did not start', {
    found,
    hint: 'They need the source folder, and Debian’s pcscd, vsmartcard-vpcd and ykcs11.',
    notDone: ['No ceremony was begun.'],
  });
}

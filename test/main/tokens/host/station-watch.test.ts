import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { newFolder } from '../tokens-under-test.ts';

const watch = fileURLToPath(
  new URL('../../../../main/tokens/host/station-watch.ts', import.meta.url),
);

/** As native code that hangs: nothing of JavaScript runs on its thread any more, and no end of a port is seen. */
function busyChild(folder: string, grace: number): string {
  const file = path.join(folder, 'busy.mts');
  writeFileSync(
    file,
    `import { writeSync } from 'node:fs';
    import { watchStation } from ${JSON.stringify(watch)};
    watchStation(${grace});
    writeSync(1, String(process.pid) + '\\n');
    for (;;);`,
  );
  return file;
}

/** A station with that child, and the number of the child. */
async function stationWithBusyChild(grace: number) {
  const folder = newFolder();
  const file = path.join(folder, 'station.mts');
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process';
    const words = [${JSON.stringify(busyChild(folder, grace))}];
    spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] });
    setInterval(() => {}, 1000);`,
  );
  const station = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = await once(station.stdout, 'data');
  return { station, child: Number(String(told[0])) };
}

/** Not gone, and not only waiting for somebody to note its end. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

it('a child that hangs in native code ends after a station that was killed, and not at once', async () => {
  const { station, child } = await stationWithBusyChild(1500);
  try {
    station.kill('SIGKILL');
    await once(station, 'exit');
    expect(isRunning(child)).toBe(true);
    await expect.poll(() => isRunning(child), { timeout: 20_000 }).toBe(false);
  } finally {
    if (isRunning(child)) process.kill(child, 'SIGKILL');
  }
});

it('a child whose station lives is left alone', async () => {
  const { station, child } = await stationWithBusyChild(0);
  try {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(isRunning(child)).toBe(true);
  } finally {
    process.kill(child, 'SIGKILL');
    station.kill('SIGKILL');
  }
});

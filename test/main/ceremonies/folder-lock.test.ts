import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  foreignLock,
  lockFolder,
  lockName,
  sweepGuards,
} from '../../../main/ceremonies/folder-lock.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { openDirectory } from '../../../main/ceremonies/linux-directory.ts';
import {
  isSurelyDead,
  parseHolder,
  thisHolder,
  type LockHolder,
} from '../../../main/ceremonies/lock-holder.ts';
import { FailingDisk } from './failing-disk.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { scratchFolder } from './scratch.ts';

const at = '2027-07-14T14:00:00Z';

/** Another station that wants the lock of a folder. */
class Other {
  readonly process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(path: string) {
    const script = join(import.meta.dirname, 'lock-child.ts');
    this.process = spawn(process.execPath, [script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.process.stdout! })[Symbol.asyncIterator]();
    onTestFinished(() => this.kill());
  }

  async says(): Promise<string> {
    return String((await this.#lines.next()).value);
  }

  go(): void {
    this.process.stdin!.write('go\n');
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
}

async function lockedByDeadProcess(): Promise<string> {
  const path = await scratchFolder();
  const other = new Other(path);
  expect(await other.says()).toBe('ready');
  other.go();
  expect(await other.says()).toBe('held');
  await other.kill();
  return path;
}

describe('the lock of a folder', () => {
  test('is taken, held and given back', async () => {
    const path = await scratchFolder();
    const directory = await openDirectory(path);
    const lock = await lockFolder(directory, at);
    await lock.assertHeld();
    expect(await readdir(path)).toStrictEqual([lockName]);
    await lock.release();
    expect(await readdir(path)).toStrictEqual([]);
    await (await lockFolder(directory, at)).release();
    await directory.close();
  });

  test('is refused to a second station, in this process or another, naming the first', async () => {
    const path = await scratchFolder();
    const directory = await openDirectory(path);
    const lock = await lockFolder(directory, at);
    expect(await rejectionOf(lockFolder(directory, at))).toMatchObject({
      code: 'folder.in-use',
      found: expect.stringMatching(/^opened on \S+ at 2027-07-14T14:00:00Z$/),
      notDone: ['The ceremony was not opened for writing.'],
    });
    const other = new Other(path);
    await other.says();
    other.go();
    expect(await other.says()).toBe('folder.in-use');
    await lock.assertHeld();
    await lock.release();
    await directory.close();
  });

  test('is noticed when it is taken away', async () => {
    const path = await scratchFolder();
    const directory = await openDirectory(path);
    const lock = await lockFolder(directory, at);
    const mine = await readFile(join(path, lockName), 'utf8');
    await writeFile(join(path, lockName), mine.replace(at, '2027-07-14T15:00:00Z'));
    expect(await rejectionOf(lock.assertHeld())).toMatchObject({ code: 'folder.in-use' });
    await lock.release();
    expect(await readdir(path)).toStrictEqual([lockName]);
    await directory.remove(lockName);
    expect(await rejectionOf(lock.assertHeld())).toMatchObject({ code: 'folder.in-use' });
    await directory.close();
  });

  test('of a station that was killed is taken over', async () => {
    const path = await lockedByDeadProcess();
    const directory = await openDirectory(path);
    const lock = await lockFolder(directory, at);
    await lock.assertHeld();
    expect(await readdir(path)).toStrictEqual([lockName]);
    await lock.release();
    await directory.close();
  });

  test('of a station that was killed goes to exactly one of many that want it', async () => {
    for (let round = 0; round < 3; round++) {
      const path = await lockedByDeadProcess();
      const others = Array.from({ length: 6 }, () => new Other(path));
      await Promise.all(others.map((other) => other.says()));
      for (const other of others) other.go();
      const said = await Promise.all(others.map((other) => other.says()));
      expect(said.toSorted()).toStrictEqual([
        ...Array.from({ length: 5 }, () => 'folder.in-use'),
        'held',
      ]);
      await Promise.all(others.map((other) => other.kill()));
    }
  }, 60_000);

  test('that cannot be read is left alone, and the person is told its name', async () => {
    const path = await scratchFolder();
    await writeFile(join(path, lockName), '');
    const directory = await openDirectory(path);
    expect(await rejectionOf(lockFolder(directory, at))).toMatchObject({
      code: 'folder.in-use',
      hint: expect.stringContaining(lockName),
    });
    expect(await readFile(join(path, lockName), 'utf8')).toBe('');
    await directory.close();
  });

  test('of another machine is buried only if a person named exactly that one', async () => {
    const path = await scratchFolder();
    const directory = await openDirectory(path);
    const other: LockHolder = {
      ...(await thisHolder('2027-07-14T09:00:00Z')),
      boot: 'another-boot',
      machine: 'another-machine',
      host: 'stage-laptop',
    };
    await writeFile(join(path, lockName), JSON.stringify(other));
    const shown = await foreignLock(directory, at);
    expect(shown).toMatchObject({ host: 'stage-laptop', at: '2027-07-14T09:00:00Z' });
    // Meanwhile that machine has opened it again: another lock, which nobody has confirmed.
    await writeFile(join(path, lockName), JSON.stringify({ ...other, nonce: 'f00d' }));
    expect(await rejectionOf(lockFolder(directory, at, shown))).toMatchObject({
      code: 'folder.in-use',
      found: 'opened on stage-laptop at 2027-07-14T09:00:00Z',
    });
    const lock = await lockFolder(directory, at, await foreignLock(directory, at));
    await lock.assertHeld();
    expect(await foreignLock(directory, at)).toBeNull();
    await lock.release();
    await directory.close();
  });

  test('of this machine is never buried, whatever a person says', async () => {
    const path = await scratchFolder();
    const directory = await openDirectory(path);
    const lock = await lockFolder(directory, at);
    const bytes = await readFile(join(path, lockName));
    expect(await foreignLock(directory, at)).toBeNull();
    const claimed = { sha256: sha256Hex(bytes), host: 'here', at };
    expect(await rejectionOf(lockFolder(directory, at, claimed))).toMatchObject({
      code: 'folder.in-use',
    });
    await lock.release();
    await directory.close();
  });

  test('works where there are no hard links', async () => {
    const disk = new FailingDisk();
    disk.hardLinks = false;
    const lock = await lockFolder(disk.directory, at);
    expect(await rejectionOf(lockFolder(disk.directory, at))).toMatchObject({
      code: 'folder.in-use',
    });
    await lock.release();
    expect(await disk.directory.entries()).toStrictEqual([]);
  });

  test('leaves no guard behind, and sweeping removes one that a killed taker left', async () => {
    const path = await scratchFolder();
    await writeFile(join(path, `${lockName}.0123456789abcdef`), 'guard');
    await writeFile(join(path, lockName), 'lock');
    const directory = await openDirectory(path);
    await sweepGuards(directory);
    expect(await readdir(path)).toStrictEqual([lockName]);
    await directory.close();
  });
});

/** Whether a holder that differs so from this process is surely dead. */
async function changed(change: Partial<LockHolder>): Promise<boolean> {
  const here = { ...(await thisHolder(at)), machine: 'this-machine' };
  return isSurelyDead({ ...here, ...change }, here);
}

async function comes(path: string, told: RegExp): Promise<void> {
  while (!told.test(await readFile(path, 'utf8')))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('whether a station is surely dead', () => {
  test.each<[string, Partial<LockHolder>, boolean]>([
    ['this very process', {}, false],
    ['a process id that began at another time', { started: '1' }, true],
    ['a process id that nobody has', { pid: 2 ** 22 + 1 }, true],
    ['the same in another namespace', { pid: 2 ** 22 + 1, pids: 'pid:[1]' }, false],
    ['another boot of this machine', { boot: 'another' }, true],
    ['another boot of another machine', { boot: 'another', machine: 'that-machine' }, false],
    ['another boot of a machine without an id', { boot: 'another', machine: '' }, false],
  ])('%s: %#', async (_, change, dead) => {
    expect(await changed(change)).toBe(dead);
  });

  test('a killed process that nobody has buried yet is dead', async () => {
    const child = spawn('sh', ['-c', 'sleep 30 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    // A shell buries its children; what it becomes does not.
    await comes(`/proc/${child.pid}/comm`, /^sleep$/m);
    process.kill(pid, 'SIGKILL');
    await comes(`/proc/${pid}/stat`, / Z /);
    const started = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]!.split(' ')[19]!;
    expect(await changed({ pid, started })).toBe(true);
  });

  test.each(['', '{}', '[]', '{"format":"station-lock/1"}', 'x'.repeat(5000), '{"pid":1,"pid":2}'])(
    'no holder is read from %j',
    (text) => {
      expect(parseHolder(Buffer.from(text))).toBeNull();
    },
  );

  test('tells the machine without its id', async () => {
    const id = await readFile('/etc/machine-id', 'utf8').catch(() => 'none');
    expect(JSON.stringify(await thisHolder(at))).not.toContain(id.trim() || 'none');
  });
});

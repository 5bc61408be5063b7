import { once } from 'node:events';
import { openDirectory } from '../../../main/ceremonies/linux-directory.ts';
import { lockFolder } from '../../../main/ceremonies/folder-lock.ts';

// Takes the lock of a folder, says how it went, and keeps it until it is killed.
const [path = ''] = process.argv.slice(2);
const directory = await openDirectory(path);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
try {
  await lockFolder(directory, '2027-07-14T14:00:00Z');
  process.stdout.write('held\n');
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  process.stdout.write(`${code}\n`);
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The words to put before a command so that it starts in a network namespace of its own, where no
 * interface is up; null where this machine does not allow it. An ordinary user gets a user
 * namespace around it and keeps the own user id, so that Chromium's sandbox stays as it is.
 * Sockets that are files (X11, Wayland) and inherited descriptors still work in there.
 */
export async function emptyNetwork(
  root: boolean,
  unshare = '/usr/bin/unshare',
): Promise<readonly string[] | null> {
  const words = [unshare, ...(root ? [] : ['--map-current-user']), '--net', '--'];
  try {
    const [file = '', ...rest] = words;
    await run(file, [...rest, '/bin/true'], { timeout: 5000 });
    return words;
  } catch {
    return null;
  }
}

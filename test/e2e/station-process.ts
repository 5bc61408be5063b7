/**
 * The station as `npm start` runs it, with one thing added from outside: its pipe to Chromium is
 * tapped, and the tap is handed to the parent process. Arguments: `small` for the small station,
 * `headless`; further words go to Chromium.
 */
import { join } from 'node:path';
import { readBundle } from '../../main/shells/bundle.ts';
import { launchChromium, type Launch } from '../../main/shells/chromium/launch.ts';
import { runInChromium } from '../../main/shells/chromium/run.ts';
import { tapPipe } from './tap.ts';

const words = process.argv.slice(2);
const small = words.includes('small');
const headless = words.includes('headless') ? ['--headless=new', '--hide-scrollbars'] : [];
const extra = words.filter((word) => word.startsWith('--'));

const launch: Launch = (command, environment) => {
  const chromium = launchChromium([...command, ...headless, ...extra], environment);
  const { station, test } = tapPipe(chromium.pipe);
  process.on('message', (message: object) => test.send(message));
  test.onMessage((message) => process.send?.({ message }));
  return { ...chromium, pipe: station };
};

const { createStation } = small
  ? { createStation: (await import('./small-station.ts')).createSmallStation }
  : await import('../../main/station/station.ts');

// A test runner that was killed must not leave a window behind.
const orphaned = (): void => void process.kill(process.pid, 'SIGTERM');
process.once('disconnect', orphaned);

await runInChromium({
  createStation,
  bundle: readBundle(join(import.meta.dirname, small ? 'small-page' : '../../dist/page')),
  launch,
  say: (text) => process.send?.({ said: text }),
  log: (text) => process.send?.({ logged: text }),
});
process.off('disconnect', orphaned);
process.disconnect();

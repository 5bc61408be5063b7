/** The station in the system's Chromium: what `bin/start.mjs` runs where there is no Electron. */
import { join } from 'node:path';
import { StationError } from '../../../src/encoding/station-error.ts';
import { readBundle } from '../bundle.ts';
import { runInChromium } from './run.ts';

const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);

try {
  await runInChromium({
    // Loaded while Chromium starts.
    createStation: async (facts) => {
      const { createStation } = await import('../../station/station.ts');
      return createStation(facts);
    },
    bundle: readBundle(join(import.meta.dirname, '../../../dist/page')),
    say: line(process.stdout),
    log: line(process.stderr),
  });
} catch (error) {
  if (!(error instanceof StationError)) throw error;
  process.stderr.write(`${error.message}. ${error.hint}\n`);
  process.exitCode = 1;
}

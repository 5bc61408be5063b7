/** Electron's main process, as Vite builds it to `.vite/build/electron.cjs`. */
import { join } from 'node:path';
import { app } from 'electron';
import { StationError } from '../../../src/encoding/station-error.ts';
import { readBundle } from '../bundle.ts';
import { runInElectron } from './run.ts';
import { startStationProcess } from './station-process.ts';

const build = app.getAppPath();
/** Packed, the station lies beside the archive; in a work tree it is the work tree. */
const folder = app.isPackaged ? join(process.resourcesPath, 'station') : build;

runInElectron({
  readBundle: () => readBundle(join(build, '.vite/renderer/main_window')),
  preload: join(build, '.vite/build/preload.cjs'),
  startStation: () => startStationProcess(folder),
}).catch((error: unknown) => {
  process.stderr.write(
    error instanceof StationError ? `${error.message}. ${error.hint}\n` : `${String(error)}\n`,
  );
  app.exit(1);
});

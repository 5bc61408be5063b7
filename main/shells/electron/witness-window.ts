import type { WitnessWindow } from '../shell.ts';
import { pageChannel } from './page-channel.ts';
import { WITNESS_URL } from './page-origin.ts';
import type { WitnessEnd } from './station-process.ts';
import { makeWitnessWindow } from './window.ts';

/** A page that crashes again and again is not loaded again without end. */
const MAX_CRASHES = 3;

/** The second window, for an audience. It is guarded like the first, and its end is not the station's. */
export function witnessWindow(preload: string, station: WitnessEnd): WitnessWindow {
  let window: ReturnType<typeof makeWitnessWindow> | null = null;
  let say: ((text: string) => void) | null = null;
  station.onText((text) => say?.(text));
  return {
    open: () => {
      if (window !== null) return;
      const made = makeWitnessWindow(preload);
      window = made;
      say = pageChannel(made, station);
      let crashes = 0;
      const load = (): void => {
        made.loadURL(WITNESS_URL).catch(() => {
          if (!made.isDestroyed()) made.close();
        });
      };
      made.webContents.on('render-process-gone', () => {
        crashes += 1;
        if (crashes > MAX_CRASHES) made.close();
        else load();
      });
      made.once('ready-to-show', () => made.show());
      made.once('closed', () => {
        window = null;
        station.closed();
      });
      load();
    },
    close: () => window?.close(),
  };
}

import { app, session } from 'electron';
import type { Bundle } from '../bundle.ts';
import { serveBundle } from './app-scheme.ts';
import { prepareApp } from './before-ready.ts';
import { refuseNavigation } from './navigation.ts';
import { pageChannel } from './page-channel.ts';
import { FIRST_URL } from './page-origin.ts';
import { restrictSession } from './session-policy.ts';
import type { StationProcess } from './station-process.ts';
import { makeWindow } from './window.ts';
import { witnessWindow } from './witness-window.ts';

export interface ElectronOptions {
  readonly readBundle: () => Bundle;
  readonly preload: string;
  readonly startStation: () => StationProcess;
}

/**
 * The whole program in Electron. Everything that guards the page is in place before it is loaded;
 * closing the station's window ends the station, and the station's end closes every window. The window for an audience
 * comes and goes.
 */
export async function runInElectron(options: ElectronOptions): Promise<void> {
  prepareApp();
  if (!app.requestSingleInstanceLock()) return app.quit();
  refuseNavigation();
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  await restrictSession(session.defaultSession);
  serveBundle(session.defaultSession, options.readBundle());

  const station = options.startStation();
  app.once('will-quit', () => station.close());
  void station.ended.then(() => app.quit());

  const window = makeWindow(options.preload);
  station.onText(pageChannel(window, station));
  station.witness.onWindow(witnessWindow(options.preload, station.witness));
  window.once('closed', () => app.quit());
  window.webContents.on('render-process-gone', () => void window.loadURL(FIRST_URL));
  window.once('ready-to-show', () => window.show());
  await window.loadURL(FIRST_URL);
}

import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';

/** Makes the window of the station's own page, still hidden. `preload` is the absolute path of the built preload script. */
export function makeWindow(preload: string): BrowserWindow {
  const window = guarded(preload, {
    width: 1280,
    height: 832,
    minWidth: 640,
    minHeight: 416,
    title: 'Keyholder Station',
  });
  // Keeps the window out of screen recordings, where the system can.
  window.setContentProtection(true);
  return window;
}

/** Makes the window for an audience, still hidden, 16:9. It is made to be seen, also in a shared screen. */
export function makeWitnessWindow(preload: string): BrowserWindow {
  const window = guarded(preload, {
    width: 1280,
    height: 720,
    minWidth: 320,
    minHeight: 180,
    useContentSize: true,
    title: 'Keyholder Station: witness screen',
  });
  window.setAspectRatio(16 / 9);
  return window;
}

/** What a page may do is the same in every window: nothing but its two functions. */
function guarded(preload: string, options: BrowserWindowConstructorOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  });
  window.removeMenu();
  return window;
}

import { BrowserWindow } from 'electron';

/** Makes the station's one window, still hidden. `preload` is the absolute path of the built preload script. */
export function makeWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 832,
    minWidth: 640,
    minHeight: 416,
    show: false,
    title: 'Keyholder Station',
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
  // Keeps the window out of screen recordings, where the system can.
  window.setContentProtection(true);
  return window;
}

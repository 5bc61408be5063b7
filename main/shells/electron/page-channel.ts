import { ipcMain, type BrowserWindow } from 'electron';
import { CHANNEL, DOCUMENT_CHANNEL } from './channel.ts';
import { isPageFrame } from './page-origin.ts';

export interface PageEnd {
  /** The page's document is a new one. */
  newDocument(): void;
  /** A text of the page. */
  post(text: string): void;
}

/**
 * Hands on what the page's own main frame sends; from any other sender nothing is taken. Gives the
 * way to the page, which leads nowhere once the window is gone.
 */
export function pageChannel(window: BrowserWindow, to: PageEnd): (text: string) => void {
  ipcMain.on(DOCUMENT_CHANNEL, (event) => {
    if (isPageFrame(event.senderFrame)) to.newDocument();
  });
  ipcMain.on(CHANNEL, (event, text: unknown) => {
    if (isPageFrame(event.senderFrame) && typeof text === 'string') to.post(text);
  });
  return (text) => {
    if (!window.isDestroyed()) window.webContents.send(CHANNEL, text);
  };
}

import { ipcMain, type BrowserWindow, type IpcMainEvent } from 'electron';
import { CHANNEL, DOCUMENT_CHANNEL } from './channel.ts';
import { isPageFrame } from './page-origin.ts';

export interface PageEnd {
  /** The page's document is a new one. */
  newDocument(): void;
  /** A text of the page. */
  post(text: string): void;
}

/**
 * Hands on what the main frame of this window's own page sends; from any other sender, the other window too, nothing is
 * taken. Gives the way to the page, which leads nowhere once the window is gone.
 */
export function pageChannel(window: BrowserWindow, to: PageEnd): (text: string) => void {
  const { webContents } = window;
  const isOwn = ({ sender, senderFrame }: IpcMainEvent): boolean =>
    sender === webContents && isPageFrame(senderFrame);
  const document = (event: IpcMainEvent): void => {
    if (isOwn(event)) to.newDocument();
  };
  const frame = (event: IpcMainEvent, text: unknown): void => {
    if (isOwn(event) && typeof text === 'string') to.post(text);
  };
  ipcMain.on(DOCUMENT_CHANNEL, document);
  ipcMain.on(CHANNEL, frame);
  window.once('closed', () => {
    ipcMain.off(DOCUMENT_CHANNEL, document);
    ipcMain.off(CHANNEL, frame);
  });
  return (text) => {
    if (!window.isDestroyed()) webContents.send(CHANNEL, text);
  };
}

import { contextBridge, ipcRenderer } from 'electron';
import { CHANNEL, DOCUMENT_CHANNEL } from './channel.ts';

ipcRenderer.send(DOCUMENT_CHANNEL);

// All that the page is given: a pipe of strings on one fixed channel. No event object, no module.
contextBridge.exposeInMainWorld('station', {
  post: (text: unknown): void => {
    if (typeof text === 'string') ipcRenderer.send(CHANNEL, text);
  },
  listen: (receive: (text: string) => void): (() => void) => {
    const forward = (_event: unknown, text: string): void => receive(text);
    ipcRenderer.on(CHANNEL, forward);
    return () => void ipcRenderer.off(CHANNEL, forward);
  },
});

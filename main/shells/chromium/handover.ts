/** The page's origin in Chromium: https, so that it is a secure context; RFC 2606 keeps the name unused. */
export const ORIGIN = 'https://station.invalid';
/** The name of the binding from the page to the shell; gone before any script of the page runs. */
export const BINDING = '__stationSend';

/**
 * Runs in every new document before its own scripts. In the station's page it makes
 * `window.station`, two frozen functions; in any other document it only takes the binding away.
 * What arrives before the page listens is kept for its first listener.
 */
export const HANDOVER = `(() => {
  const send = globalThis.${BINDING};
  delete globalThis.${BINDING};
  if (location.origin !== ${JSON.stringify(ORIGIN)} || window.top !== window) return;
  const receivers = new Set();
  const early = [];
  Object.defineProperty(globalThis, '__stationReceive', { configurable: true, value: (text) => {
    if (receivers.size === 0) early.push(text);
    for (const receive of receivers) receive(text);
  } });
  Object.defineProperty(globalThis, 'station', { enumerable: true, value: Object.freeze({
    post: (text) => { if (typeof text === 'string') send(text); },
    listen: (receive) => {
      receivers.add(receive);
      for (const text of early.splice(0)) receive(text);
      return () => { receivers.delete(receive); };
    },
  }) });
})();`;

/** Evaluated by the shell while the page's scripts are still held back: takes the way in for itself. */
export const TAKE_RECEIVER = `(() => {
  const receive = globalThis.__stationReceive;
  delete globalThis.__stationReceive;
  return receive;
})()`;

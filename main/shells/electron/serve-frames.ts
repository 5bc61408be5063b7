import { linkPage } from '../page-link.ts';
import type { MessagePipe } from '../pipe.ts';
import type { Station } from '../shell.ts';
import { DOCUMENT, FRAME } from './station-words.ts';

/**
 * Answers the page's frames that come over `pipe` from `station`, one document after the other.
 * `ended` settles when the other side is gone, or `end` was called.
 */
export function serveFrames(
  station: Station,
  pipe: MessagePipe,
  log: (line: string) => void,
): { readonly ended: Promise<void>; end(): void } {
  const over = Promise.withResolvers<void>();
  const link = linkPage(station, log);
  let receive: ((text: string) => void) | undefined;
  pipe.onMessage((message) => {
    if (message.startsWith(FRAME)) return receive?.(message.slice(FRAME.length));
    if (message !== DOCUMENT) return log('a word that Electron does not say was dropped');
    link.connect({
      post: (text) => pipe.write(text),
      listen: (listener) => {
        receive = listener;
        return () => {
          if (receive === listener) receive = undefined;
        };
      },
    });
  });
  pipe.onEnd(() => over.resolve());
  return {
    ended: over.promise.then(() => link.disconnect()),
    end: () => over.resolve(),
  };
}

import { contract } from '../../../src/contract/contract.ts';
import { witnessContract } from '../../../src/contract/witness-screen.ts';
import type { Bridge } from '../../../src/contract/rpc.ts';
import { linkPage, type PageLink } from '../page-link.ts';
import type { MessagePipe } from '../pipe.ts';
import type { Station } from '../shell.ts';
import {
  DOCUMENT,
  FRAME,
  WITNESS_CLOSE,
  WITNESS_CLOSED,
  WITNESS_DOCUMENT,
  WITNESS_FRAME,
  WITNESS_OPEN,
} from './station-words.ts';

/**
 * Answers the frames of both pages that come over `pipe` from `station`, one document after the other, each by its own
 * contract. `ended` settles when the other side is gone, or `end` was called.
 */
export function serveFrames(
  station: Station,
  pipe: MessagePipe,
  log: (line: string) => void,
): { readonly ended: Promise<void>; end(): void } {
  const over = Promise.withResolvers<void>();
  const { witness } = station;
  const page = pageEnd(linkPage(contract, station, log), pipe, FRAME);
  const screen = pageEnd(linkPage(witnessContract, witness, log), pipe, WITNESS_FRAME);
  witness.onWindow({
    open: () => pipe.write(WITNESS_OPEN),
    close: () => pipe.write(WITNESS_CLOSE),
  });
  pipe.onMessage((message) => {
    const rest = message.slice(1);
    switch (message.slice(0, 1)) {
      case FRAME:
        return page.receive(rest);
      case WITNESS_FRAME:
        return screen.receive(rest);
      case DOCUMENT:
        return page.document();
      case WITNESS_DOCUMENT:
        return screen.document();
      case WITNESS_CLOSED:
        screen.gone();
        return witness.windowClosed();
      default:
        return log('a word that Electron does not say was dropped');
    }
  });
  pipe.onEnd(() => over.resolve());
  return {
    ended: over.promise.then(page.gone).then(screen.gone),
    end: () => over.resolve(),
  };
}

/** One page at the other end of the pipe, with its own letter before each of its frames. */
function pageEnd(link: PageLink, pipe: MessagePipe, letter: string) {
  let receive: ((text: string) => void) | undefined;
  const bridge: Bridge = {
    post: (text) => pipe.write(`${letter}${text}`),
    listen: (listener) => {
      receive = listener;
      return () => {
        if (receive === listener) receive = undefined;
      };
    },
  };
  return {
    document: (): void => link.connect(bridge),
    receive: (text: string): void => receive?.(text),
    gone: (): void => link.disconnect(),
  };
}

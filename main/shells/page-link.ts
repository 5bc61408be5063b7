import type { Bridge, Contract } from '../../src/contract/rpc.ts';
import { serve, type Server } from '../../src/contract/serve.ts';
import type { PageSide } from './shell.ts';

export interface PageLink {
  /**
   * A document was loaded and can be reached through `bridge`. The calls of the document before it
   * are aborted: nobody waits for them, and the new one counts its calls from zero again.
   */
  connect(bridge: Bridge): void;
  /** The document is gone. */
  disconnect(): void;
}

/** Ties one side of the station to whichever document is in its window now: the page can ask what `contract` has, and no more. */
export function linkPage<C extends Contract>(
  contract: C,
  side: PageSide<C>,
  log: (line: string) => void,
): PageLink {
  let server: Server<C> | undefined;
  side.onEmit((name, value) => server?.emit(name, value));
  return {
    connect: (bridge) => {
      server?.close();
      server = serve(contract, side.handlers, bridge, log);
    },
    disconnect: () => {
      server?.close();
      server = undefined;
    },
  };
}

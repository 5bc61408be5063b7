import { contract, type StationContract } from '../../src/contract/contract.ts';
import type { Bridge } from '../../src/contract/rpc.ts';
import { serve, type Server } from '../../src/contract/serve.ts';
import type { Station } from './shell.ts';

export interface PageLink {
  /**
   * A document was loaded and can be reached through `bridge`. The calls of the document before it
   * are aborted: nobody waits for them, and the new one counts its calls from zero again.
   */
  connect(bridge: Bridge): void;
  /** The document is gone. */
  disconnect(): void;
}

/** Ties a station to whichever document is in the window now. */
export function linkPage(station: Station, log: (line: string) => void): PageLink {
  let server: Server<StationContract> | undefined;
  station.onEmit((name, value) => server?.emit(name, value));
  return {
    connect: (bridge) => {
      server?.close();
      server = serve(contract, station.handlers, bridge, log);
    },
    disconnect: () => {
      server?.close();
      server = undefined;
    },
  };
}

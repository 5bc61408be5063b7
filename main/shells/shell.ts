import type { StationContract } from '../../src/contract/contract.ts';
import type { Emit, Handlers } from '../../src/contract/rpc.ts';

/** What a shell knows, and the station decides upon. */
export interface ShellFacts {
  readonly name: 'electron' | 'chromium';
  /** The program's version, for *About*. */
  readonly version: string;
  /** Whether the program runs as root. The page's sandbox is off then: the station offers rehearsals and audits only. */
  readonly root: boolean;
  /**
   * `empty`: the page's processes live in a network namespace without any interface that is up.
   * `filtered`: every request is refused by the shell, in the machine's own namespace.
   */
  readonly pageNetwork: 'empty' | 'filtered';
}

/** The program behind the page. Both shells drive it the same way. */
export interface Station {
  readonly handlers: Handlers<StationContract>;
  /** Called once, before the first call of the page, with the way to tell it of changes. */
  onEmit(emit: Emit<StationContract>): void;
  /** Ends children, releases locks. Called when the window is gone. */
  close(): Promise<void>;
}

/** What main/station/station.ts exports. */
export type CreateStation = (shell: ShellFacts) => Promise<Station>;

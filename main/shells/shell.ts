import type { StationContract } from '../../src/contract/contract.ts';
import type { Emit, Handlers } from '../../src/contract/rpc.ts';

/** What a shell knows and the station decides upon. */
export interface ShellFacts {
  readonly name: 'electron' | 'chromium';
  /** Whether the program runs as root; the station then offers rehearsals and audits only. */
  readonly root: boolean;
  readonly version: string;
}

/** The program behind the page. One for each window; both shells drive it the same way. */
export interface Station {
  readonly handlers: Handlers<StationContract>;
  /** Called once, before the first call of the page, with the way to tell it of changes. */
  onEmit(emit: Emit<StationContract>): void;
  /** Ends children, releases locks. The window is gone by then, or goes. */
  close(): Promise<void>;
}

/** Exported by main/station/station.ts. */
export type CreateStation = (shell: ShellFacts) => Promise<Station>;

import type { StationContract } from '../../src/contract/contract.ts';
import type { Contract, Emit, Handlers } from '../../src/contract/rpc.ts';
import type { WitnessContract } from '../../src/contract/witness-screen.ts';

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

/** What answers one page: every call of its contract, and the changes that it is told of. */
export interface PageSide<C extends Contract> {
  readonly handlers: Handlers<C>;
  /** Called once, before the first call of the page, with the way to tell it of changes. */
  onEmit(emit: Emit<C>): void;
}

/** The shell's second window, as the station opens and closes it. */
export interface WitnessWindow {
  /** Opens it; nothing where it is open. */
  open(): void;
  /** Closes it; nothing where it is closed. */
  close(): void;
}

/** The station's side of the window for an audience: its page can look, and can do nothing else. */
export interface WitnessSide extends PageSide<WitnessContract> {
  /** Called once by a shell that can open a second window. */
  onWindow(window: WitnessWindow): void;
  /** The window is gone, or could not be opened. */
  windowClosed(): void;
}

/** The program behind the page. Both shells drive it the same way. */
export interface Station extends PageSide<StationContract> {
  readonly witness: WitnessSide;
  /** Ends children, releases locks. Called when the window is gone. */
  close(): Promise<void>;
}

/** What main/station/station.ts exports. */
export type CreateStation = (shell: ShellFacts) => Promise<Station>;

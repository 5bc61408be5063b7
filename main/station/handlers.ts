import type { StationContract } from '../../src/contract/contract.ts';
import type { Emit, Handlers } from '../../src/contract/rpc.ts';
import type { NetworkState } from '../../src/contract/station.ts';
import type { PresentToken } from '../tokens/token.ts';
import type { CeremonyTable, Desk } from './desk.ts';
import type { PlaceRegister } from './place-register.ts';
import type { RecentList } from './recent.ts';
import type { Turns } from './turns.ts';

/** Everything that the handlers share. */
export interface Work {
  readonly desk: Desk;
  readonly table: CeremonyTable;
  readonly places: PlaceRegister;
  readonly recent: RecentList;
  /** Whatever changes something takes its turn here. */
  readonly turns: Turns;
  /** The opaque name of a token, the same while the station runs. */
  tokenId(token: PresentToken): string;
  /** Looks at the machine's network now. */
  network(): Promise<NetworkState>;
  readonly emit: Emit<StationContract>;
  /** Tells the page of the open ceremony, and keeps it among the recent work. */
  changed(): Promise<void>;
}

/** The handlers of some calls of the contract. */
export type Group<Name extends keyof Handlers<StationContract>> = Pick<
  Handlers<StationContract>,
  Name
>;

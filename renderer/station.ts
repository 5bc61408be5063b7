import { connect } from '../src/contract/connect.ts';
import { contract, type StationContract } from '../src/contract/contract.ts';
import type { Bridge, Client } from '../src/contract/rpc.ts';

declare global {
  interface Window {
    /** The two functions that a shell gives to the page, and all that it gives. */
    readonly station: Bridge;
  }
}

/** The station, as the page may ask it: typed calls and events, checked both ways. */
export const station: Client<StationContract> = connect(contract, window.station);

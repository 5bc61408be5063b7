import { auditMethods } from './audit.ts';
import { ceremonyEvents, ceremonyMethods } from './ceremony.ts';
import { hostMethods } from './host.ts';
import { keyholderMethods } from './keyholder.ts';
import { placesMethods } from './places.ts';
import type { Contract } from './rpc.ts';
import { stationEvents, stationMethods } from './station.ts';
import { tokensEvents, tokensMethods } from './tokens.ts';

/** Everything that the page can ask of main, and everything main tells it: one place to read. Nothing else gets through. */
export const contract = {
  methods: {
    ...stationMethods,
    ...placesMethods,
    ...tokensMethods,
    ...ceremonyMethods,
    ...keyholderMethods,
    ...hostMethods,
    ...auditMethods,
  },
  events: { ...stationEvents, ...tokensEvents, ...ceremonyEvents },
} as const satisfies Contract;

export type StationContract = typeof contract;

import { assemblyMethods } from './assembly.ts';
import { auditMethods } from './audit.ts';
import { ceremonyEvents, ceremonyMethods } from './ceremony.ts';
import { delegateMethods } from './delegate.ts';
import { delegationMethods } from './delegations.ts';
import { hostMethods } from './host.ts';
import { keyholderMethods } from './keyholder.ts';
import { planMethods } from './plan.ts';
import { placesMethods } from './places.ts';
import { onlineKeyMethods } from './online-keys.ts';
import { proveMethods } from './prove.ts';
import { publicationMethods } from './publication.ts';
import { reportMethods } from './reports.ts';
import { rotationMethods } from './rotation.ts';
import { recoveryMethods } from './recovery.ts';
import type { Contract } from './rpc.ts';
import { scriptMethods } from './script.ts';
import { stationEvents, stationMethods } from './station.ts';
import { tokenCareMethods } from './token-care.ts';
import { tokensEvents, tokensMethods } from './tokens.ts';
import { usbEvents, usbMethods } from './usb.ts';
import { witnessScreenEvents, witnessScreenMethods } from './witness-screen.ts';

/** Everything that the page can ask of main, and everything main tells it: one place to read. Nothing else gets through. */
export const contract = {
  methods: {
    ...stationMethods,
    ...placesMethods,
    ...tokensMethods,
    ...tokenCareMethods,
    ...usbMethods,
    ...ceremonyMethods,
    ...keyholderMethods,
    ...hostMethods,
    ...assemblyMethods,
    ...rotationMethods,
    ...delegateMethods,
    ...delegationMethods,
    ...onlineKeyMethods,
    ...proveMethods,
    ...reportMethods,
    ...planMethods,
    ...scriptMethods,
    ...publicationMethods,
    ...recoveryMethods,
    ...auditMethods,
    ...witnessScreenMethods,
  },
  events: {
    ...stationEvents,
    ...tokensEvents,
    ...usbEvents,
    ...ceremonyEvents,
    ...witnessScreenEvents,
  },
} as const satisfies Contract;

export type StationContract = typeof contract;

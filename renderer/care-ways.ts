import { createContext } from 'react';

/** What may be done with a token itself. */
export type CareWay = 'details' | 'set-up' | 'change-pin' | 'unblock' | 'remove-key';

/** Leads to a token: the one with this opaque name, or the one of the person who sits here. */
export type ToCare = (way: CareWay, token?: string) => void;

/** The way from a row, or from an error, to what helps; null where there is none. */
export const CareContext = createContext<ToCare | null>(null);

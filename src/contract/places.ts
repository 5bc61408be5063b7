import { z } from 'zod';
import { OpaqueId, Sentence, Short } from './values.ts';

/** A folder or file that main offers. The page never sees or builds a path. */
export const PlaceEntry = z.strictObject({
  id: OpaqueId,
  name: Short,
  kind: z.enum(['folder', 'file']),
  /** What is in it, recognised by content, for example "Ceremony" or "Roots 1 to 9"; empty if unknown. */
  contains: Short,
  /** A removable volume, for example a stick. */
  removable: z.boolean(),
  writable: z.boolean(),
});

export const PlaceList = z.strictObject({
  /** null: the list of starting points (home, ceremonies, volumes). */
  here: z.strictObject({ id: OpaqueId, name: Short, writable: z.boolean() }).nullable(),
  /** From the starting point down to here. */
  trail: z.array(z.strictObject({ id: OpaqueId, name: Short })).max(64),
  entries: z.array(PlaceEntry).max(2000),
  /** Said when the list is not whole. */
  note: Sentence,
});

export const placesMethods = {
  'places.list': { in: z.strictObject({ place: OpaqueId.nullable() }), out: PlaceList },
} as const;

export type PlaceEntry = z.output<typeof PlaceEntry>;
export type PlaceList = z.output<typeof PlaceList>;

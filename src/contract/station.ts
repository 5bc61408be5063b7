import { z } from 'zod';
import { Instant, Mode, OpaqueId, Role, Sentence, Short } from './values.ts';

export const StationInfo = z.strictObject({
  version: Short,
  shell: z.enum(['electron', 'chromium']),
  node: Short,
  /** Why only rehearsals and audits are offered here, or null. */
  rehearsalOnly: Sentence.nullable(),
});

/** A place to go on: a ceremony or an audit that was open on this machine. */
export const RecentItem = z.strictObject({
  id: OpaqueId,
  title: Short,
  role: Role,
  mode: Mode.nullable(),
  detail: Short,
  at: Instant,
});

export const NetworkState = z.strictObject({
  way: z.enum(['none', 'out', 'unknown']),
  interfaces: z
    .array(z.strictObject({ name: Short, state: Short, addresses: z.int().min(0) }))
    .max(256),
  routes: z.array(z.strictObject({ destination: Short, interface: Short })).max(256),
  /** For example "Offline, no way out found". */
  sentence: Sentence,
  at: Instant,
});

export const stationMethods = {
  'station.info': { in: z.null(), out: StationInfo },
  'station.recent': { in: z.null(), out: z.strictObject({ items: z.array(RecentItem).max(20) }) },
  'network.look': { in: z.null(), out: NetworkState },
} as const;

export const stationEvents = { 'network.changed': NetworkState } as const;

export type StationInfo = z.output<typeof StationInfo>;
export type RecentItem = z.output<typeof RecentItem>;
export type NetworkState = z.output<typeof NetworkState>;

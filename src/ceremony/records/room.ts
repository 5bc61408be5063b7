import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Text, Word } from '../record-values.ts';

/** What the room is like: who is there, what the machine is connected to, and where something went another way than planned. */
export const roomRecords = [
  record(
    'ceremony.opened',
    z.strictObject({
      format: z.literal('station-transcript/1'),
      title: Word,
      mode: z.enum(['real', 'rehearsal']),
      rootVersion: z.int().min(1),
      /** The program and its version. */
      station: Word,
    }),
  ),
  record(
    'participant.present',
    z.strictObject({
      name: Word,
      role: z.enum(['keyholder', 'host', 'auditor', 'witness']),
    }),
  ),
  record(
    'network.looked',
    z.strictObject({
      way: z.enum(['none', 'out', 'unknown']),
      interfaces: z
        .array(z.strictObject({ name: Word, state: Word, addresses: z.int().min(0) }))
        .max(256),
      routes: z.array(z.strictObject({ destination: Word, interface: Word })).max(256),
      sentence: Text,
    }),
  ),
  record(
    'deviation',
    z.strictObject({
      about: z.enum(['network', 'other']),
      expected: Text.min(1),
      happened: Text.min(1),
      decided: Text.min(1),
    }),
  ),
] as const;

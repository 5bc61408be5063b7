import { z } from 'zod';
import type { Contract } from './rpc.ts';
import { DigestHex, Mode, Rows, Seats, Serial, Short } from './values.ts';

/** A sentence of at most two lines on the screen. */
const Line = z.string().max(240);
const Count = z.int().min(0);

/** The device of whoever acts. `model` is empty where nothing but the plan's number is known of it. */
const Device = z.strictObject({ model: Short, serial: Serial.nullable(), practice: z.boolean() });

/** A fingerprint in rows A to H: those that were confirmed, those that differ, and the one that is being read. */
const Sheet = z.strictObject({
  of: z.enum(['key', 'root', 'plan']),
  sha256: DigestHex,
  said: Rows,
  differs: Rows,
  now: z.int().min(0).max(7).nullable(),
});

/** The one thing that the screen is about now. */
const Subject = z.discriminatedUnion('kind', [
  /** What is there when the act is over, or what happens in it. */
  z.strictObject({ kind: z.literal('none'), text: Line }),
  z.strictObject({ kind: z.literal('pause') }),
  z.strictObject({ kind: z.literal('touch'), secondsLeft: z.int().min(0).max(60) }),
  z.strictObject({ kind: z.literal('sheet'), sheet: Sheet }),
  z.strictObject({
    kind: z.literal('review'),
    changes: z
      .array(
        z.strictObject({
          kind: z.enum(['joins', 'leaves', 'moves', 'number', 'role', 'unexplained']),
          title: Line,
        }),
      )
      .max(5),
    /** How many more there are. */
    more: Count,
  }),
  z.strictObject({
    kind: z.literal('threshold'),
    seats: z.array(Seats).min(1).max(2),
    /** Whose weaves make the cloth, once every threshold is met; else empty. */
    cloth: z.array(z.strictObject({ name: Short, spkiSha256: DigestHex })).max(64),
  }),
  z.strictObject({ kind: z.literal('publication'), sheet: Sheet }),
]);

/** Everything that an audience sees. There is no member for a PIN, a path, or what an error says. */
export const WitnessView = z.strictObject({
  /** Empty while no ceremony is open. */
  title: Short,
  mode: Mode,
  /** The act of the script, or a keyholder's step; null while neither is under way. */
  place: z
    .strictObject({ word: z.enum(['Act', 'Step']), number: z.int().min(1), of: z.int().min(1) })
    .nullable(),
  heading: Line,
  /** While the ceremony pauses: the act in which it does. Empty else. */
  during: Line,
  device: Device.nullable(),
  subject: Subject,
  /** How far it is, in words and names; null before there is anything to count. */
  progress: z
    .strictObject({
      done: Count,
      of: Count,
      what: Short,
      people: z
        .array(z.strictObject({ name: Short, state: z.enum(['done', 'now', 'next']) }))
        .max(64),
    })
    .nullable(),
});

/** All that the page of the witness screen can ask, and all that it is told. Nothing here acts. */
export const witnessContract = {
  methods: { 'witness.look': { in: z.null(), out: WitnessView } },
  events: { 'witness.changed': WitnessView },
} as const satisfies Contract;

const WindowState = z.strictObject({ open: z.boolean() });

/** How far a person's reading has come; whose digest it is, main knows. */
export const Reading = z.strictObject({ of: z.enum(['key', 'root']), same: Rows, differs: Rows });

/** What the station's own page asks about the screen: whether it is open, to open or close it, and what is read aloud. */
export const witnessScreenMethods = {
  'witness.window': { in: z.null(), out: WindowState },
  'witness.show': { in: WindowState, out: WindowState },
  /** The rows that a person has on screen; null when nothing is read any more. */
  'witness.reading': { in: z.strictObject({ reading: Reading.nullable() }), out: z.null() },
} as const;

export const witnessScreenEvents = { 'witness.window': WindowState } as const;

export type WitnessContract = typeof witnessContract;
export type WitnessView = z.output<typeof WitnessView>;
export type WitnessSheet = z.output<typeof Sheet>;
export type WitnessSubject = WitnessView['subject'];
export type Reading = z.output<typeof Reading>;

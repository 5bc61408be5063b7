import { z } from 'zod';

// What goes between the station and the child process that watches USB: one JSON text a line. The child is not
// trusted: it holds native code, and what devices tell comes through it. Every line is parsed with these schemas.

const Byte = z.int().min(0).max(255);
const Id = z.int().min(0).max(0xff_ff);

/** Bus and address: the kernel gives the next address to whatever is plugged in next. */
export const DeviceId = z.string().regex(/^[0-9A-Za-z.-]{1,32}:\d{1,5}$/);

export const BusDevice = z.strictObject({
  id: DeviceId,
  productId: Id,
  /** bcdDevice as three numbers: the firmware of a YubiKey, in so far as it fits. */
  release: z.tuple([Byte, Byte, Byte]),
});

export const WireInfo = z.strictObject({
  serial: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .nullable(),
  firmware: z.tuple([Byte, Byte, Byte]).nullable(),
  formFactor: z.string().max(40),
  fips: z.boolean(),
  piv: z.enum(['on', 'off', 'missing', 'unknown']),
});

/** Why there is no device information. */
export const unreadReasons = [
  'no-library',
  'no-interface',
  'no-access',
  'busy',
  'silent',
  'garbled',
] as const;

export const Report = z.discriminatedUnion('kind', [
  /** Yubico's devices on the bus now; sent at the start, and after every change on the bus, whoever's it was. */
  z.strictObject({ kind: z.literal('devices'), devices: z.array(BusDevice).max(64) }),
  /** This machine has no USB that a program could look at. */
  z.strictObject({ kind: z.literal('no-bus') }),
  z.strictObject({
    kind: z.literal('info'),
    id: DeviceId,
    over: z.enum(['fido', 'otp']),
    info: WireInfo,
  }),
  z.strictObject({ kind: z.literal('unread'), id: DeviceId, why: z.enum(unreadReasons) }),
]);

export const Question = z.strictObject({
  op: z.literal('info'),
  id: DeviceId,
  productId: Id,
  /** Which frame to use; the first that answers of several. */
  over: z.array(z.enum(['fido', 'otp'])).max(2),
});

export type DeviceId = z.output<typeof DeviceId>;
export type BusDevice = z.output<typeof BusDevice>;
export type WireInfo = z.output<typeof WireInfo>;
export type UnreadReason = (typeof unreadReasons)[number];
export type Report = z.output<typeof Report>;
export type Question = z.output<typeof Question>;

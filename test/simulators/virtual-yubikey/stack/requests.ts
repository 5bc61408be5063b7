import { z } from 'zod';

/** What a stack is started with, as JSON on the command line of its process. */
export const stackSpec = z.strictObject({
  /** Folder of the stack, made by whoever starts it. */
  folder: z.string().startsWith('/'),
  /** Readers; each takes one key. */
  readers: z.int().min(1).max(8),
  keys: z
    .array(
      z.strictObject({
        serial: z.int().min(1).max(0xffff_ffff),
        firmware: z.string().optional(),
        formFactor: z.int().min(1).max(7).optional(),
        fips: z.boolean().optional(),
        touch: z.enum(['automatic', 'by-hand']).optional(),
        root: z.enum(['practice', 'another']).optional(),
        /** Whether it is plugged in at the start; true if it is left out. */
        plugged: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(8),
});
export type StackSpec = z.infer<typeof stackSpec>;

const fault = z.strictObject({
  kind: z.enum(['delay', 'answer', 'corrupt', 'drop']),
  instruction: z.int().min(0).max(255).optional(),
  times: z.int().min(1).optional(),
  milliseconds: z.int().min(0).max(120_000).optional(),
  response: z.hex().optional(),
});

/** One line of JSON to the control socket. `serial` names the key. */
export const controlRequest = z.discriminatedUnion('do', [
  z.strictObject({
    id: z.int(),
    serial: z.int(),
    do: z.literal('plug'),
    reader: z.int().optional(),
  }),
  z.strictObject({ id: z.int(), serial: z.int(), do: z.literal('unplug') }),
  z.strictObject({ id: z.int(), serial: z.int(), do: z.literal('touch') }),
  z.strictObject({
    id: z.int(),
    serial: z.int(),
    do: z.literal('touch-mode'),
    mode: z.enum(['automatic', 'by-hand']),
  }),
  z.strictObject({ id: z.int(), serial: z.int(), do: z.literal('fault'), fault }),
  z.strictObject({ id: z.int(), serial: z.int(), do: z.literal('log') }),
  z.strictObject({ id: z.int(), serial: z.int(), do: z.literal('state') }),
]);
export type ControlRequest = z.infer<typeof controlRequest>;

/** What each request brings back. */
export const controlAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ id: z.int(), ok: z.literal(false), error: z.string() }),
  z.strictObject({
    id: z.int(),
    ok: z.literal(true),
    plugged: z.boolean(),
    /** True while an operation waits for a touch; for `touch`: whether one waited. */
    waiting: z.boolean(),
    /** For `log`. */
    log: z.array(z.string()).optional(),
  }),
]);
export type ControlAnswer = z.infer<typeof controlAnswer>;

/** Lines that the process of a stack prints: first that it is ready, then each wait for a touch. */
export const stackEvent = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('ready') }),
  z.strictObject({ event: z.literal('waiting-for-touch'), serial: z.int() }),
  z.strictObject({ event: z.literal('failed'), reason: z.string() }),
]);
export type StackEvent = z.infer<typeof stackEvent>;

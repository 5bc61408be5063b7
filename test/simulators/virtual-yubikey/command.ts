import { status, StatusError } from './status.ts';

/** A command APDU (ISO 7816-4, 5.1). */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Buffer;
  /** True if it was sent with extended lengths: the answer may then be longer than 256 bytes. */
  readonly extended: boolean;
}

/** Reads a command in its short or extended form. @throws StatusError 6700 if lengths and bytes disagree */
export function readCommand(bytes: Uint8Array): Command {
  if (bytes.length < 4) throw new StatusError(status.wrongLength);
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, first = 0] = bytes;
  const head = { cla, ins, p1, p2 };
  if (bytes.length <= 5) return { ...head, data: Buffer.alloc(0), extended: false };
  const extended = first === 0;
  if (extended && bytes.length === 7) return { ...head, data: Buffer.alloc(0), extended };
  const start = extended ? 7 : 5;
  const length = extended ? ((bytes[5] ?? 0) << 8) | (bytes[6] ?? 0) : first;
  const rest = bytes.length - start - length;
  const expectedLengths = extended ? [0, 2] : [0, 1];
  if (!expectedLengths.includes(rest)) throw new StatusError(status.wrongLength);
  return { ...head, data: Buffer.from(bytes.subarray(start, start + length)), extended };
}

/** Instructions whose data may hold a PIN, a PUK or a management key. */
const secret: ReadonlySet<number> = new Set([0x20, 0x24, 0x2c, 0xff]);

/** A command and its answer for the log. Data that may hold a secret is left out. */
export function logLine(command: Uint8Array, answer: Uint8Array): string {
  const shown = secret.has(command[1] ?? 0)
    ? `${hex(command.subarray(0, 5))} (secret)`
    : hex(command);
  return `> ${shown} < ${hex(answer)}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

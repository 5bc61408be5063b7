import { FrameError } from './frame-error.ts';

// The frames of the keyboard interface of a YubiKey: feature reports of 8 bytes, 7 of them data and one a flag.

export const reportBytes = 8;
const dataBytes = reportBytes - 1;
const payloadBytes = 64;
const lastReport = 9;

/** Flags in the last byte of a report. */
export const otpFlag = { written: 0x80, answer: 0x40, wantsTouch: 0x20 } as const;
const sequenceMask = 0x1f;

/** Brings the device back to its status report, whatever it was sending. */
export const otpReset: Uint8Array = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0xff]);

/** CRC-16 as in ISO 13239: start FFFF, reflected polynomial 8408, not inverted at the end. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0x84_08;
  }
  return crc;
}

/** What the CRC over data and their own inverted CRC comes to. */
const goodCrc = 0xf0_b8;

/**
 * One question as reports: 64 bytes of payload, the slot, the CRC of the payload, three zeros. Reports of nothing but
 * zeros are left out, except the first and the last.
 */
export function otpRequest(slot: number, payload: Uint8Array): readonly Uint8Array[] {
  if (payload.length > payloadBytes) throw new RangeError('a payload of at most 64 bytes');
  const frame = new Uint8Array((lastReport + 1) * dataBytes);
  frame.set(payload);
  frame[payloadBytes] = slot;
  const crc = crc16(frame.subarray(0, payloadBytes));
  frame[payloadBytes + 1] = crc & 0xff;
  frame[payloadBytes + 2] = crc >> 8;
  const reports: Uint8Array[] = [];
  for (let sequence = 0; sequence <= lastReport; sequence += 1) {
    const data = frame.subarray(sequence * dataBytes, (sequence + 1) * dataBytes);
    const inner = sequence > 0 && sequence < lastReport;
    if (inner && data.every((byte) => byte === 0)) continue;
    reports.push(Uint8Array.from([...data, otpFlag.written | sequence]));
  }
  return reports;
}

/** Puts the reports of one answer together. */
export class OtpAnswer {
  readonly #data: number[] = [];
  #next = 0;

  /** Nothing of an answer has come yet. */
  get empty(): boolean {
    return this.#next === 0;
  }

  /**
   * Takes one report that has the answer flag.
   * @returns true when the answer is whole
   * @throws FrameError `garbled` where one is missing
   */
  take(report: Uint8Array): boolean {
    const sequence = (report[dataBytes] ?? 0) & sequenceMask;
    if (sequence === 0 && this.#next > 0) return true;
    if (sequence !== this.#next || report.length !== reportBytes) throw new FrameError('garbled');
    this.#data.push(...report.subarray(0, dataBytes));
    this.#next += 1;
    return false;
  }

  /**
   * The answer without CRC and padding, where its first byte is the length of the rest.
   * @throws FrameError `garbled` where it is too short, or the CRC is wrong
   */
  page(): Uint8Array {
    const length = (this.#data[0] ?? 0) + 1;
    const whole = Uint8Array.from(this.#data.slice(0, length + 2));
    if (whole.length !== length + 2 || crc16(whole) !== goodCrc) throw new FrameError('garbled');
    return whole.subarray(0, length);
  }
}

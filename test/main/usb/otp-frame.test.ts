import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameError } from '../../../main/usb/frame-error.ts';
import { crc16, OtpAnswer, otpRequest } from '../../../main/usb/otp-frame.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

describe('the CRC', () => {
  it('is the published one', () => {
    // CRC-16/MCRF4XX, the check value of "123456789" in the catalogue of parametrised CRC algorithms.
    expect(crc16(ascii('123456789'))).toBe(0x6f_91);
    expect(crc16(new Uint8Array())).toBe(0xff_ff);
  });

  it('over data and their inverted CRC is always the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
        const inverted = ~crc16(data) & 0xff_ff;
        expect(crc16(Uint8Array.from([...data, inverted & 0xff, inverted >> 8]))).toBe(0xf0_b8);
      }),
    );
  });
});

describe('a question', () => {
  it('about the device information is two reports', () => {
    const crc = crc16(new Uint8Array(64));
    expect(otpRequest(0x13, Uint8Array.of(0)).map((report) => [...report])).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0x80],
      [0, 0x13, crc & 0xff, crc >> 8, 0, 0, 0, 0x89].map((byte) => byte),
    ]);
  });

  it('comes out whole at the other end', () => {
    const payload = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), payload, (slot, bytes) => {
        const frame = new Uint8Array(70);
        for (const report of otpRequest(slot, bytes)) {
          expect(report).toHaveLength(8);
          frame.set(report.subarray(0, 7), ((report[7] ?? 0) & 0x1f) * 7);
        }
        expect([...frame.subarray(0, bytes.length)]).toEqual([...bytes]);
        expect(frame[64]).toBe(slot);
        const crc = crc16(frame.subarray(0, 64));
        expect([frame[65], frame[66]]).toEqual([crc & 0xff, crc >> 8]);
      }),
    );
  });

  it('of more than 64 bytes is not sent', () => {
    expect(() => otpRequest(0x13, new Uint8Array(65))).toThrow(RangeError);
  });
});

/** Reports of an answer as a device sends them. */
function reports(data: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += 7) {
    const part = new Uint8Array(8);
    part.set(data.slice(at, at + 7));
    part[7] = 0x40 | (at / 7);
    parts.push(part);
  }
  return [...parts, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x40)];
}

function withCrc(data: readonly number[]): number[] {
  const inverted = ~crc16(Uint8Array.from(data)) & 0xff_ff;
  return [...data, inverted & 0xff, inverted >> 8];
}

function assemble(parts: readonly Uint8Array[]): Uint8Array {
  const answer = new OtpAnswer();
  const ends = parts.map((part) => answer.take(part));
  expect(ends.indexOf(true)).toBe(parts.length - 1);
  return answer.page();
}

describe('an answer', () => {
  it('of any length comes out whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        const data = [body.length, ...body];
        expect([...assemble(reports(withCrc(data)))]).toEqual(data);
      }),
    );
  });

  it('with any single bit turned over is refused, or is not the same length any more', () => {
    const data = [6, 1, 2, 3, 4, 5, 6];
    const whole = withCrc(data);
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const turned = whole.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(() => assemble(reports(turned))).toThrow(new FrameError('garbled'));
    }
  });

  it('with a report missing, repeated or out of turn is refused', () => {
    const [first, second, third, ...rest] = reports(withCrc([20, ...Array<number>(20).fill(7)]));
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('short');
    for (const parts of [
      [first, third, ...rest],
      [first, second, second, third, ...rest],
      [second, first],
      [first.subarray(0, 7)],
    ])
      expect(() => assemble(parts)).toThrow(FrameError);
  });

  it('that ends before its length is refused', () => {
    expect(() => assemble(reports([30, 1, 2, 3]))).toThrow(FrameError);
  });
});

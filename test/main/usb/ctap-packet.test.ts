import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CtapAssembler, ctapPackets } from '../../../main/usb/ctap-packet.ts';
import { FrameError } from '../../../main/usb/frame-error.ts';

const channels = fc.integer({ min: 1, max: 0xff_ff_ff_fe });
const messages = fc.record({
  command: fc.integer({ min: 0x80, max: 0xff }),
  data: fc.uint8Array({ maxLength: 7609 }),
});

describe('a message', () => {
  it('of up to 7609 bytes goes through packets of 64 bytes and back', () => {
    fc.assert(
      fc.property(channels, messages, (channel, message) => {
        const packets = ctapPackets(channel, message);
        expect(packets.every(({ length }) => length === 64)).toBe(true);
        const assembler = new CtapAssembler(channel);
        const results = packets.map((packet) => assembler.take(packet));
        expect(results.slice(0, -1).every((result) => result === null)).toBe(true);
        expect(results.at(-1)).toEqual(message);
      }),
    );
  });

  it('that is longer is not sent', () => {
    expect(() => ctapPackets(1, { command: 0xc2, data: new Uint8Array(7610) })).toThrow(RangeError);
  });

  it('has its head as the standard draws it', () => {
    const [packet] = ctapPackets(0xff_ff_ff_ff, { command: 0x86, data: Uint8Array.of(1, 2, 3) });
    expect([...(packet ?? [])].slice(0, 12)).toEqual([
      255, 255, 255, 255, 0x86, 0, 3, 1, 2, 3, 0, 0,
    ]);
  });

  it('of another channel counts for nothing, wherever it comes in between', () => {
    const ours = ctapPackets(1, { command: 0xc2, data: new Uint8Array(200).fill(7) });
    const others = ctapPackets(2, { command: 0x90, data: new Uint8Array(150) });
    const assembler = new CtapAssembler(1);
    const results = ours.flatMap((packet, at) => [
      ...(others[at] === undefined ? [] : [assembler.take(others[at])]),
      assembler.take(packet),
    ]);
    expect(results.filter((result) => result !== null)).toEqual([
      { command: 0xc2, data: new Uint8Array(200).fill(7) },
    ]);
  });
});

function take(packets: readonly (Uint8Array | undefined)[]): void {
  const assembler = new CtapAssembler(1);
  for (const packet of packets) assembler.take(packet ?? new Uint8Array());
}

describe('packets', () => {
  const [first, second, third] = ctapPackets(1, { command: 0xc2, data: new Uint8Array(170) });

  it.each([
    ['without a beginning', [second]],
    ['with one missing', [first, third]],
    ['with one twice', [first, second, second]],
    ['that are too short', [first?.subarray(0, 63)]],
  ])('%s are refused', (_, packets) => {
    expect(() => take(packets)).toThrow(new FrameError('garbled'));
  });

  it('that promise more than any message may have are refused', () => {
    const packet = new Uint8Array(64);
    packet.set([0, 0, 0, 1, 0xc2, 0xff, 0xff]);
    expect(() => take([packet])).toThrow(FrameError);
  });

  it('of any bytes are taken or refused, and never anything else', () => {
    const packet = fc
      .tuple(fc.boolean(), fc.uint8Array({ minLength: 64, maxLength: 64 }))
      .map(([ours, bytes]) => (ours ? Uint8Array.from([0, 0, 0, 1, ...bytes.subarray(4)]) : bytes));
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 6 }), (packets) => {
        let thrown: unknown = null;
        try {
          take(packets);
        } catch (error) {
          thrown = error;
        }
        expect(thrown === null || thrown instanceof FrameError).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

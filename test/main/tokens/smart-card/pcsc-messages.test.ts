import { array, assert, constantFrom, integer, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  command,
  message,
  numbersIn,
  readersAnswerBytes,
  readersIn,
} from '../../../../main/tokens/smart-card/pcsc-messages.ts';

const uint32 = integer({ min: 0, max: 0xffff_ffff });

describe('a message to the smart card service', () => {
  it('is a header with size and command, then its numbers', () => {
    expect(message(command.version, 4, 4, 0).toString('hex')).toBe(
      '0c00000011000000040000000400000000000000',
    );
    assert(
      property(
        constantFrom(...Object.values(command)),
        array(uint32, { maxLength: 9 }),
        (kind, sent) => {
          const bytes = message(kind, ...sent);
          expect(numbersIn(bytes)).toEqual([sent.length * 4, kind, ...sent]);
        },
      ),
    );
  });

  it('has a name of exactly 128 bytes, which always ends', () => {
    assert(
      property(string({ maxLength: 400 }), (name) => {
        const bytes = message(command.connect, 1, name, 2);
        expect(bytes.length).toBe(8 + 4 + 128 + 4);
        expect(bytes[8 + 4 + 127]).toBe(0);
        expect(bytes.readUInt32LE(0)).toBe(bytes.length - 8);
      }),
    );
  });

  it('does not count the bytes for the card in its size', () => {
    assert(
      property(uint8Array({ maxLength: 300 }), (apdu) => {
        const bytes = message(command.transmit, 1, 2, Buffer.from(apdu));
        expect(bytes.readUInt32LE(0)).toBe(8);
        expect(bytes.length).toBe(16 + apdu.length);
      }),
    );
  });
});

describe('an answer of the service', () => {
  it('is read as whole numbers, and a rest of it as nothing', () => {
    assert(
      property(uint8Array({ maxLength: 64 }), (bytes) => {
        const numbers = numbersIn(Buffer.from(bytes));
        expect(numbers.length).toBe(Math.floor(bytes.length / 4));
        expect(numbers.every((number) => number >= 0 && number <= 0xffff_ffff)).toBe(true);
      }),
    );
  });

  it('lists at most 16 readers, whatever it holds, each with a name of at most 128 characters', () => {
    const size = readersAnswerBytes;
    assert(
      property(uint8Array({ minLength: size, maxLength: size }), (bytes) => {
        const readers = readersIn(Buffer.from(bytes));
        expect(readers.length).toBeLessThanOrEqual(16);
        for (const { name } of readers) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(128);
          expect(name).not.toContain('\0');
        }
      }),
      { numRuns: 30 },
    );
  });

  it('says which reader has a card in it', () => {
    const answer = Buffer.alloc(readersAnswerBytes);
    answer.write('Yubico YubiKey 00 00', 0);
    answer.writeUInt32LE(0x04 | 0x20, 132);
    answer.write('Empty reader', 184);
    answer.writeUInt32LE(0x02, 184 + 132);
    expect(readersIn(answer)).toEqual([
      { name: 'Yubico YubiKey 00 00', occupied: true },
      { name: 'Empty reader', occupied: false },
    ]);
  });
});

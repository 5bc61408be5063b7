// The messages of pcsc-lite's service on its local socket, protocol 4 (pcsc-lite, src/winscard_msg.h): a header of
// size and command, then a structure of 32-bit numbers in the machine's order; the answer is the structure again.

const littleEndianNumber = 4;
/** MAX_READERNAME, and the bytes of a reader's state with padding, for the 16 readers that the service keeps. */
const nameBytes = 128;
const stateBytes = 184;
const mostReaders = 16;

export const command = {
  establish: 0x01,
  release: 0x02,
  connect: 0x04,
  disconnect: 0x06,
  begin: 0x07,
  end: 0x08,
  transmit: 0x09,
  version: 0x11,
  readers: 0x12,
} as const;

/** The version that is asked for: 4.4 is spoken by pcsc-lite since 1.8.24, and by 2.x beside its own. */
export const protocolVersion = [4, 4] as const;
export const readersAnswerBytes = stateBytes * mostReaders;

/** A message: header, numbers, and for some a name in the middle or bytes behind. */
export function message(kind: number, ...parts: readonly (number | string | Buffer)[]): Buffer {
  const fields = parts.map((part) => {
    if (typeof part === 'number') return numbers(part);
    return typeof part === 'string' ? name(part) : part;
  });
  // Bytes that are sent to a card follow the structure and do not count in its size.
  const size = parts.reduce<number>(
    (sum, part, index) => sum + (Buffer.isBuffer(part) ? 0 : (fields[index]?.length ?? 0)),
    0,
  );
  return Buffer.concat([numbers(size, kind), ...fields]);
}

/** The numbers of an answer, in order. */
export function numbersIn(answer: Buffer): number[] {
  return Array.from({ length: Math.floor(answer.length / littleEndianNumber) }, (_, index) =>
    answer.readUInt32LE(index * littleEndianNumber),
  );
}

/** A reader that the service lists. */
export interface Reader {
  readonly name: string;
  /** A card is in it. */
  readonly occupied: boolean;
}

const stateOffset = nameBytes + littleEndianNumber;
const cardPresent = 0x04;

/** The readers in an answer of `readersAnswerBytes` bytes. */
export function readersIn(answer: Buffer): Reader[] {
  return Array.from({ length: mostReaders }, (_, index) => {
    const state = answer.subarray(index * stateBytes, (index + 1) * stateBytes);
    const text = state.toString('latin1', 0, nameBytes);
    const end = text.indexOf('\0');
    return {
      name: end < 0 ? text : text.slice(0, end),
      occupied: (state.readUInt32LE(stateOffset) & cardPresent) !== 0,
    };
  }).filter(({ name: found }) => found !== '');
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * littleEndianNumber);
  for (const [index, value] of values.entries()) {
    bytes.writeUInt32LE(value >>> 0, index * littleEndianNumber);
  }
  return bytes;
}

function name(text: string): Buffer {
  const bytes = Buffer.alloc(nameBytes);
  bytes.write(text.slice(0, nameBytes - 1), 'latin1');
  return bytes;
}

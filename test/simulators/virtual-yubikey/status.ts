/** Status words of ISO 7816-4 and SP 800-73-4 that a YubiKey answers with. */
export const status = {
  ok: 0x9000,
  memoryFailure: 0x6581,
  wrongLength: 0x6700,
  securityNotSatisfied: 0x6982,
  blocked: 0x6983,
  conditionsNotSatisfied: 0x6985,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  notEnoughSpace: 0x6a84,
  wrongParameter: 0x6a86,
  referenceNotFound: 0x6a88,
  unknownInstruction: 0x6d00,
  fault: 0x6f00,
} as const;

/** Ends a command: the device answers with this status and no data. */
export class StatusError extends Error {
  readonly status: number;

  constructor(word: number) {
    super(`status ${word.toString(16).padStart(4, '0')}`);
    this.status = word;
  }
}

/** "Wrong, and this many tries are left"; at zero the reference is blocked. */
export function triesLeft(tries: number): StatusError {
  return new StatusError(tries > 0 ? 0x63c0 | tries : status.blocked);
}

/** The two bytes at the end of every answer. */
export function statusBytes(word: number): Buffer {
  return Buffer.from([word >> 8, word & 0xff]);
}

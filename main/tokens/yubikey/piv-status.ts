/** Status words of PIV commands (ISO 7816-4; SP 800-73-4, part 2, 5.6) that the station tells apart. */
export const status = {
  done: 0x9000,
  refused: 0x6982,
  blocked: 0x6983,
  conditions: 0x6985,
  wrongData: 0x6a80,
  absent: 0x6a82,
  noSuchReference: 0x6a88,
  unknownCommand: 0x6d00,
} as const;

/** Raised where the device answers a command with another status than 9000. Holds the status and nothing that was sent. */
export class PivRefusal extends Error {
  readonly status: number;
  readonly #ofSecret: boolean;
  /** `ofSecret`: the command was about a PIN or PUK. From another one the same status says nothing of tries. */
  constructor(code: number, ofSecret = true) {
    super(`status ${code.toString(16)}`);
    this.status = code;
    this.#ofSecret = ofSecret;
  }

  /** Tries that are left of a PIN or PUK, where the status tells (63Cx, 6983); else null. */
  get triesLeft(): number | null {
    if (!this.#ofSecret) return null;
    if (this.status === status.blocked) return 0;
    return (this.status & 0xfff0) === 0x63c0 ? this.status & 0xf : null;
  }
}

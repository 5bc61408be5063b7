import type { Cryptoki, Handle } from './cryptoki.ts';
import { ck } from './cryptoki.ts';
import { RefusedByHost, step } from './fault.ts';
import { fieldText } from './field-text.ts';
import type { SerialOf } from './stand-in-serial.ts';

/** A token in a slot, as it tells itself now. Slot numbers never leave the host: they change. */
export interface SeatedToken {
  readonly slot: Handle;
  readonly serial: string;
  readonly label: string;
  readonly model: string;
  readonly manufacturer: string;
  readonly firmware: string;
  readonly flags: number;
  readonly pinMin: number;
  readonly pinMax: number;
}

const mostSlots = 64;

/**
 * Remembers which token sat in which slot and closes every session when that changes: with a session left open,
 * libykcs11 shows the objects of the key that was there before (seen on 2.2.0 and 2.7.2).
 */
export class Presence {
  readonly #cryptoki: Cryptoki;
  readonly #serialOf: SerialOf;
  #seats = '';
  #seated: readonly SeatedToken[] | null = null;

  /** `serialOf` names tokens that tell no serial; every other one keeps its own. */
  constructor(cryptoki: Cryptoki, serialOf: SerialOf = ({ serial }) => serial) {
    this.#cryptoki = cryptoki;
    this.#serialOf = serialOf;
  }

  /** Every slot with a token, read now. A slot that cannot be read counts as empty: its token is going or gone. */
  look(): SeatedToken[] {
    const slots = step('look', () => this.#cryptoki.C_GetSlotList(true)).slice(0, mostSlots);
    const seated = slots.flatMap((slot) => this.#read(slot) ?? []);
    const seats = seated.map(({ slot, serial }) => `${slot.toString('hex')}:${serial}`).join(' ');
    if (seats !== this.#seats) {
      for (const slot of slots) this.closeSessions(slot);
      this.#seats = seats;
    }
    this.#seated = seated;
    return seated;
  }

  /** From here on anything may sit anywhere: who asks for a seat has the slots looked at again. */
  forget(): void {
    this.#seated = null;
  }

  /** One token at most was there when the slots were last looked at. */
  get only(): boolean {
    return (this.#seated ?? this.look()).filter(isToken).length <= 1;
  }

  /**
   * Where the one token with this serial sits, by a look since `forget`. Who opens a session there asks with `sameAgain`
   * who it is. Throws RefusedByHost `absent`, also where two tokens tell the same serial.
   */
  seatOf(serial: string): SeatedToken {
    const seated = this.#seated ?? this.look();
    const [token, ...others] = seated.filter((each) => each.serial === serial);
    if (token === undefined || others.length > 0) throw new RefusedByHost('absent');
    return token;
  }

  /** Reads a slot again. Throws RefusedByHost `serial-changed` where another token sits there now. */
  sameAgain(token: SeatedToken): SeatedToken {
    const now = this.#read(token.slot);
    if (now?.serial !== token.serial) throw new RefusedByHost('serial-changed');
    return now;
  }

  /** Closes every session of a slot, and with them the login. */
  closeSessions(slot: Handle): void {
    try {
      this.#cryptoki.C_CloseAllSessions(slot);
    } catch {
      // The token is gone, and its sessions with it.
    }
  }

  /** The token's flags now, or null where it cannot be asked. */
  flagsOf(slot: Handle): number | null {
    return this.#read(slot)?.flags ?? null;
  }

  #read(slot: Handle): SeatedToken | null {
    try {
      const info = this.#cryptoki.C_GetTokenInfo(slot);
      const { major, minor } = info.firmwareVersion;
      const told = {
        serial: fieldText(info.serialNumber),
        label: fieldText(info.label),
        model: fieldText(info.model),
        manufacturer: fieldText(info.manufacturerID),
        flags: info.flags,
      };
      return {
        ...told,
        slot,
        serial: this.#serialOf(told),
        firmware: `${major}.${minor}`,
        pinMin: info.minPinLen,
        pinMax: info.maxPinLen,
      };
    } catch {
      return null;
    }
  }
}

/** An initialised token, or one that has a serial: a slot that only waits for a first token is none. */
export function isToken(seated: SeatedToken): boolean {
  return (seated.flags & ck.CKF_TOKEN_INITIALIZED) !== 0 || seated.serial !== '';
}

import type { WireKey, WireToken } from '../wire.ts';
import { ck, type Cryptoki, type Handle } from './cryptoki.ts';
import { attribute, findObjects } from './objects.ts';
import { isToken, type Presence, type SeatedToken } from './presence.ts';
import { shownKey } from './public-key.ts';
import { withSession, type Session } from './session.ts';
import { fieldText } from './field-text.ts';

/**
 * What can be seen without a PIN. Keys are kept between looks, since some modules read every certificate of the
 * device when a session is opened: they are read again for a token that was not there before, or on request.
 */
export class Look {
  readonly #cryptoki: Cryptoki;
  readonly #presence: Presence;
  #keys = new Map<string, readonly WireKey[]>();

  constructor(cryptoki: Cryptoki, presence: Presence) {
    this.#cryptoki = cryptoki;
    this.#presence = presence;
  }

  /** Every token that is present, with its public keys. */
  async tokens(keys: 'all' | 'new'): Promise<WireToken[]> {
    const known = keys === 'all' ? new Map<string, readonly WireKey[]>() : this.#keys;
    const seen = new Map<string, readonly WireKey[]>();
    const tokens: WireToken[] = [];
    const seats = this.#presence.look().filter(isToken);
    for (const seat of seats) {
      const alone = seats.filter(({ serial }) => serial === seat.serial).length === 1;
      const read = alone ? (known.get(seat.serial) ?? (await this.#readKeys(seat))) : [];
      seen.set(seat.serial, read);
      tokens.push(wireToken(seat, read));
    }
    this.#keys = seen;
    return tokens;
  }

  /** Forgets what a token showed, after something was written to it. */
  forget(serial: string): void {
    this.#keys.delete(serial);
  }

  /** A token whose keys cannot be read is still shown, without them. */
  async #readKeys(seat: SeatedToken): Promise<WireKey[]> {
    try {
      return await withSession(this.#cryptoki, this.#presence, seat.serial, 'read', (session) =>
        findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY }]).flatMap(
          (object) => visibleKey(session, object) ?? [],
        ),
      );
    } catch {
      return [];
    }
  }
}

/** A public key object as the station sees it; null for one without a CKA_ID, which cannot be named. */
export function visibleKey(session: Session, object: Handle): WireKey | null {
  const keyId = attribute(session, object, ck.CKA_ID);
  if (keyId === null || keyId.length === 0 || keyId.length > 64) return null;
  const label = fieldText(attribute(session, object, ck.CKA_LABEL)?.toString('utf8') ?? '');
  const spki = shownKey(session, object)?.spki.toString('hex') ?? null;
  return { keyId: keyId.toString('hex'), label, spki };
}

function wireToken(seat: SeatedToken, keys: readonly WireKey[]): WireToken {
  const { slot: _slot, ...told } = seat;
  return { ...told, keys: [...keys] };
}

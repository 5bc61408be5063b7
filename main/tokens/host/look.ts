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
  #shown = new Map<string, Shown>();

  constructor(cryptoki: Cryptoki, presence: Presence) {
    this.#cryptoki = cryptoki;
    this.#presence = presence;
  }

  /** Every token that is present, with its public keys. */
  async tokens(keys: 'all' | 'new'): Promise<WireToken[]> {
    const known = keys === 'all' ? new Map<string, Shown>() : this.#shown;
    const seen = new Map<string, Shown>();
    const tokens: WireToken[] = [];
    const seats = this.#presence.look().filter(isToken);
    for (const seat of seats) {
      const alone = seats.filter(({ serial }) => serial === seat.serial).length === 1;
      const read = alone ? (known.get(seat.serial) ?? (await this.#read(seat))) : nothing;
      // A card that was busy for a moment is read again at the next look.
      if (read !== nothing) seen.set(seat.serial, read);
      tokens.push(wireToken(seat, read));
    }
    this.#shown = seen;
    return tokens;
  }

  /** Forgets what a token showed, after something was written to it. */
  forget(serial: string): void {
    this.#shown.delete(serial);
  }

  /** A token whose objects cannot be read is still shown, without them. */
  async #read(seat: SeatedToken): Promise<Shown> {
    try {
      // The one before may have taken a second to read.
      this.#presence.forget();
      return await withSession(this.#cryptoki, this.#presence, seat.serial, 'read', (session) => ({
        keys: findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY }]).flatMap(
          (object) => keyOfPerson(session, object) ?? [],
        ),
        deviceCert: deviceCertificate(session),
      }));
    } catch {
      return nothing;
    }
  }
}

/** What a token shows without a PIN. */
type Shown = Pick<WireToken, 'keys' | 'deviceCert'>;
const nothing: Shown = { keys: [], deviceCert: null };

/** libykcs11 also shows the key that the device attests with, which is nobody's to use. */
function keyOfPerson(session: Session, object: Handle): WireKey | null {
  const key = visibleKey(session, object);
  return key?.label === 'Public key for PIV Attestation' ? null : key;
}

/** The name under which libykcs11 shows the certificate of the device itself (slot F9). */
const deviceLabel = 'X.509 Certificate for PIV Attestation';
const longestCertificate = 8192;

function deviceCertificate(session: Session): string | null {
  if (!/yubico/i.test(session.token.manufacturer)) return null;
  const [certificate] = findObjects(session, [
    { type: ck.CKA_CLASS, value: ck.CKO_CERTIFICATE },
    { type: ck.CKA_LABEL, value: deviceLabel },
  ]);
  const value = certificate && attribute(session, certificate, ck.CKA_VALUE);
  return value === undefined || value === null || value.length > longestCertificate
    ? null
    : value.toString('hex');
}

/** A public key object as the station sees it; null for one without a CKA_ID, which cannot be named. */
export function visibleKey(session: Session, object: Handle): WireKey | null {
  const keyId = attribute(session, object, ck.CKA_ID);
  if (keyId === null || keyId.length === 0 || keyId.length > 64) return null;
  const label = fieldText(attribute(session, object, ck.CKA_LABEL)?.toString('utf8') ?? '');
  const spki = shownKey(session, object)?.spki.toString('hex') ?? null;
  return { keyId: keyId.toString('hex'), label, spki };
}

function wireToken(seat: SeatedToken, shown: Shown): WireToken {
  const { slot: _slot, ...told } = seat;
  return { ...told, ...shown };
}

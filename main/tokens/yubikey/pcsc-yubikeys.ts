import type { Act } from '../act.ts';
import { isKeyId } from '../listing.ts';
import type { Card, SmartCardService } from '../smart-card/card.ts';
import { TokenError } from '../token-error.ts';
import type { KeyId, MadeKey, TokenRef } from '../token.ts';
import { attestationOf, deviceCertificate, makePivKey } from './make-piv-key.ts';
import { certificateIn, changeReference, selectPiv, unblockPin } from './piv-card.ts';
import { deviceFacts } from './device-facts.ts';
import { otherKeys, readStatus } from './read-status.ts';
import { refuseUnfit, refuseUnfitSetUp, refuseWeak } from './set-up-request.ts';
import { setUp } from './set-up.ts';
import { withYubikey } from './with-yubikey.ts';
import type {
  AttestationCertificates,
  SetUpRequest,
  YubikeyKeyRequest,
  YubikeyDetails,
  Yubikeys,
  YubikeyStatus,
} from './yubikey.ts';
import { yubikeyError } from './yubikey-words.ts';

/** Deadlines in milliseconds. A P-384 key takes a real device seconds; a touch is awaited for 15. */
const readTime = 15_000;
const changeTime = 60_000;

/** The library that shows the same token: both must not speak with it at once. */
export interface SharedLibrary {
  /** Runs work while the library is at nothing. */
  reading<T>(ref: TokenRef, work: () => Promise<T>): Promise<T>;
  /**
   * The same; afterwards the library reads everything anew, since what it kept may not be true any more. What it kept of
   * a PIN it only forgets in a fresh process.
   */
  changing<T>(ref: TokenRef, what: 'key' | 'secrets', work: () => Promise<T>): Promise<T>;
}

/** YubiKeys by PIV commands through the smart card service, each act in one transaction with the device that was named. */
export class PcscYubikeys implements Yubikeys {
  readonly #service: SmartCardService;
  readonly #library: SharedLibrary;

  constructor(service: SmartCardService, library: SharedLibrary) {
    this.#service = service;
    this.#library = library;
  }

  async status(ref: TokenRef): Promise<YubikeyStatus> {
    return this.#reading(ref, (card) => readStatus(card, ref.serial));
  }

  async details(ref: TokenRef): Promise<YubikeyDetails> {
    return this.#reading(ref, async (card) => ({
      status: await readStatus(card, ref.serial),
      otherKeys: await otherKeys(card),
      attestation: await attestationOf(card),
      device: await deviceFacts(card),
    }));
  }

  async attestation(ref: TokenRef): Promise<AttestationCertificates | null> {
    return this.#reading(ref, attestationOf);
  }

  async deviceCertificate(ref: TokenRef): Promise<Uint8Array | null> {
    return this.#reading(ref, (card) => certificateIn(card, deviceCertificate));
  }

  async setUp(request: SetUpRequest): Promise<YubikeyStatus> {
    const { ref, pin, puk, tell = () => {} } = request;
    const { serial } = ref;
    refuseUnfitSetUp(request);
    return this.#with(ref, { kind: 'set-up', serial }, changeTime, (card) =>
      setUp(card, serial, { pin, puk }, (now) => requireSameKey(now, request), tell),
    );
  }

  async changePin(ref: TokenRef, pin: string, next: string): Promise<void> {
    refuseUnfit(pin, ref.serial, 'PIN');
    refuseWeak(next, ref.serial, 'PIN');
    await this.#with(ref, { kind: 'set-pin', serial: ref.serial }, readTime, (card) =>
      changeReference(card, 'pin', pin, next),
    );
  }

  async unblockPin(ref: TokenRef, puk: string, next: string): Promise<void> {
    refuseUnfit(puk, ref.serial, 'PUK');
    refuseWeak(next, ref.serial, 'PIN');
    await this.#with(
      ref,
      { kind: 'set-pin', serial: ref.serial },
      readTime,
      (card) => unblockPin(card, puk, next),
      'PUK',
    );
  }

  async makeKey({ ref, ...request }: YubikeyKeyRequest): Promise<MadeKey> {
    refuseUnfit(request.pin, ref.serial, 'PIN');
    const { publicKey, pinPolicy } = await this.#with(
      ref,
      { kind: 'make-key', serial: ref.serial },
      changeTime,
      (card) => makePivKey(card, ref.serial, request),
    );
    return {
      key: { ...ref, id: signatureKeyId, spkiDigest: publicKey.digest },
      spki: publicKey.spki,
      // A YubiKey attests only to keys of its own making, and gives none out.
      attributes: {
        sensitive: true,
        alwaysSensitive: true,
        extractable: false,
        neverExtractable: true,
        local: true,
        sign: true,
        decrypt: null,
        alwaysAuthenticate: pinPolicy === 'always',
      },
    };
  }

  /** Looks at the device and changes nothing: what its library keeps stays true. */
  async #reading<T>(ref: TokenRef, work: (card: Card) => Promise<T>): Promise<T> {
    const act: Act = { kind: 'read', serial: ref.serial };
    return this.#library.reading(ref, () => this.#transaction(ref, act, readTime, work));
  }

  async #with<T>(
    ref: TokenRef,
    act: Act,
    milliseconds: number,
    work: (card: Card) => Promise<T>,
    secret: 'PIN' | 'PUK' = 'PIN',
  ): Promise<T> {
    const what = act.kind === 'make-key' ? 'key' : 'secrets';
    return this.#library.changing(ref, what, () =>
      this.#transaction(ref, act, milliseconds, leavingNothingProven(work), secret),
    );
  }

  async #transaction<T>(
    ref: TokenRef,
    act: Act,
    milliseconds: number,
    work: (card: Card) => Promise<T>,
    secret: 'PIN' | 'PUK' = 'PIN',
  ): Promise<T> {
    try {
      return await withYubikey(this.#service, ref.serial, milliseconds, work);
    } catch (error) {
      throw yubikeyError(error, act, secret);
    }
  }
}

/**
 * The card is left powered, since other programs notice a reset. Whoever comes next must not find it with a PIN or a
 * management key that was proven for this act, also where the act stopped half way: selecting the applet forgets both.
 */
function leavingNothingProven<T>(work: (card: Card) => Promise<T>): (card: Card) => Promise<T> {
  return async (card) => {
    try {
      return await work(card);
    } finally {
      // A card that went away is noticed by whoever asks for its serial after this, and has forgotten by itself.
      await selectPiv(card).catch(() => undefined);
    }
  };
}

/** CKA_ID under which libykcs11 shows the slot for signatures. */
export const signatureKeyId: KeyId = knownId('02');

/** The key that goes has to be the one whose words the person agreed to lose. */
function requireSameKey({ serial, key }: YubikeyStatus, { losesKey }: SetUpRequest): void {
  const found = key === null ? null : (key.spkiDigest ?? 'unreadable');
  if (found === losesKey) return;
  throw new TokenError('key.mismatch', 'the key on this YubiKey is not the one that was shown', {
    place: serial,
    expected: keyInWords(losesKey),
    found: keyInWords(found),
    hint: 'Look at the token again, and read the words of its key.',
    notDone: ['Nothing was erased', 'No PIN was sent'],
  });
}

function keyInWords(key: SetUpRequest['losesKey']): string {
  if (key === null) return 'no key';
  return key === 'unreadable' ? 'a key' : `key ${key.slice(0, 8)}`;
}

function knownId(text: string): KeyId {
  if (isKeyId(text)) return text;
  throw new TypeError('a key id in hexadecimal');
}

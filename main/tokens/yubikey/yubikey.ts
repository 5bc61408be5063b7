import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import type { DeviceInfo } from '../../usb/device-info.ts';
import type { MadeKey, TokenRef } from '../token.ts';

/** What a device tells of a PIN, a PUK or its management key. Null: this token does not tell. */
export interface Reference {
  readonly isDefault: boolean | null;
  readonly triesLeft: number | null;
}

/** A certificate pair of an attestation, DER. */
export interface AttestationCertificates {
  readonly keyCert: Uint8Array;
  readonly deviceCert: Uint8Array;
}

/** The key in the slot for signatures (9c). */
export interface SlotKey {
  readonly spkiDigest: SpkiDigest | null;
  /** The device made it itself; null where it does not tell. */
  readonly madeThere: boolean | null;
}

/** What a YubiKey tells about itself without a PIN. Nothing was tried to find it out. */
export interface YubikeyStatus {
  readonly serial: string;
  /** For example "5.4.3". */
  readonly firmware: string;
  readonly pin: Reference;
  readonly puk: Reference;
  readonly managementKey: { readonly isDefault: boolean | null; readonly keptBehindPin: boolean };
  /** null: the slot is empty, as far as the device tells. */
  readonly key: SlotKey | null;
  /** Slots other than 9c that hold a key, by name; null where the device does not tell. */
  readonly otherSlots: readonly string[] | null;
}

/** A key in another slot than 9c. */
export interface OtherKey {
  /** For example "9a". */
  readonly slot: string;
  readonly spkiDigest: SpkiDigest | null;
}

/** Everything that a YubiKey tells without a PIN. */
export interface YubikeyDetails {
  readonly status: YubikeyStatus;
  /** null where the device does not tell of its other slots. */
  readonly otherKeys: readonly OtherKey[] | null;
  readonly attestation: AttestationCertificates | null;
  /** What it tells of itself as a device; null where it tells nothing. */
  readonly device: DeviceInfo | null;
}

/** The policies of a key, which the plan says for everybody. */
export interface SlotPolicies {
  readonly pin: 'never' | 'once' | 'always';
  readonly touch: 'never' | 'always' | 'cached';
}

export interface SetUpRequest {
  readonly ref: TokenRef;
  /** What the person typed; has to be the serial. */
  readonly typedSerial: string;
  /** The key in 9c that the person agreed to lose, where it can be read; null where the slot was shown as empty. */
  readonly losesKey: SpkiDigest | 'unreadable' | null;
  readonly pin: string;
  readonly puk: string;
  readonly tell?: (phase: SetUpPhase) => void;
}

export type SetUpPhase = 'erase' | 'puk' | 'pin' | 'management-key' | 'read-back';

export interface YubikeyKeyRequest {
  readonly ref: TokenRef;
  readonly scheme: Scheme;
  readonly pin: string;
  readonly policies: SlotPolicies;
  /** The key in 9c that the person agreed to lose, with the serial as typed; null where the slot has to be empty. */
  readonly replaces: ReplacedKey | null;
}

/** What the person confirmed before the key in 9c is lost. */
export interface ReplacedKey {
  readonly typedSerial: string;
  readonly spkiDigest: SpkiDigest;
}

/** What the station does with YubiKeys beyond PKCS#11. Every promise rejects with a TokenError; nothing is repeated. */
export interface Yubikeys {
  status(ref: TokenRef): Promise<YubikeyStatus>;
  /** All of it, read in one transaction. */
  details(ref: TokenRef): Promise<YubikeyDetails>;
  /** The attestation of the key in 9c as the device makes it now, or null where it makes none. */
  attestation(ref: TokenRef): Promise<AttestationCertificates | null>;
  /** The certificate of the device itself (F9), DER, or null where it shows none: nobody could believe what it attests. */
  deviceCertificate(ref: TokenRef): Promise<Uint8Array | null>;
  /** Erases what is there unless the device is as from the factory; sets PIN, PUK and a random management key. */
  setUp(request: SetUpRequest): Promise<YubikeyStatus>;
  changePin(ref: TokenRef, pin: string, next: string): Promise<void>;
  unblockPin(ref: TokenRef, puk: string, next: string): Promise<void>;
  /** Makes a key in 9c with exactly these policies and reads them back from its attestation. A key there stays unless it was named. */
  makeKey(request: YubikeyKeyRequest): Promise<MadeKey>;
}

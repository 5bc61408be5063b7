import type { Serial } from '../../src/ceremony/serial.ts';
import type { PublicKey, SpkiDigest } from '../../src/keys/public-key.ts';
import type { Sha256Hex } from '../../src/encoding/digest.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import type { ModuleConfiguration } from './module-configuration.ts';
import type { ReplacedKey, SlotPolicies, Yubikeys } from './yubikey/yubikey.ts';
import type { SigningPurpose } from './purpose.ts';

declare const brand: unique symbol;

/** A module file that the station knows, named by what it is: `m-` and the first 32 hexadecimal digits of its file's SHA-256. */
export type ModuleId = string & { readonly [brand]: 'module' };
/** A token's serial, as plan and transcript have it; untrusted text that is safe in a path and on screen. */
export type TokenSerial = Serial;
/** CKA_ID in lower-case hexadecimal, one to 64 bytes. */
export type KeyId = string & { readonly [brand]: 'key-id' };

/** A token is its serial, as one module tells it. */
export interface TokenRef {
  readonly module: ModuleId;
  readonly serial: TokenSerial;
}

/** A key is the digest of its public key; the rest says where to find it. */
export interface KeyRef extends TokenRef {
  /** null on a token that shows nothing before its PIN: the key is looked for by its digest after it. */
  readonly id: KeyId | null;
  readonly spkiDigest: SpkiDigest;
}

/** A key whose place on its token is known. */
export type PlacedKey = KeyRef & { readonly id: KeyId };

export interface TokenFlags {
  readonly pinInitialised: boolean;
  readonly pinCountLow: boolean;
  readonly pinFinalTry: boolean;
  readonly pinLocked: boolean;
  /** The token has a PIN pad of its own: no PIN is typed on this machine. */
  readonly protectedPath: boolean;
  readonly writeProtected: boolean;
}

/**
 * A key as it can be seen without a PIN. `spki` is null where the token shows no public key that the station can read; `id`
 * where it shows nothing at all, and the key is known from elsewhere.
 */
export interface VisibleKey {
  readonly id: KeyId | null;
  readonly label: string;
  readonly spki: string | null;
  readonly spkiDigest: SpkiDigest | null;
  readonly type: PublicKey['type'] | 'other';
}

/** A key that a token has shown itself. */
export type ShownKey = VisibleKey & { readonly id: KeyId };

/**
 * Why a token that is present can not be used at all:
 * `no-serial` it tells none, or only zeros; `serial-not-unique` two tokens of one module tell the same one;
 * `marks-disagree` it has some marks of a practice token and lacks others.
 */
export type TokenTrouble = 'no-serial' | 'serial-not-unique' | 'marks-disagree';

export interface PresentToken {
  /** null exactly when `trouble` is not. */
  readonly ref: TokenRef | null;
  readonly trouble: TokenTrouble | null;
  readonly module: ModuleId;
  readonly serial: TokenSerial | null;
  readonly label: string;
  readonly model: string;
  readonly manufacturer: string;
  /** As the module tells it, for example "5.43"; not the exact firmware. */
  readonly firmware: string;
  /**
   * In the station's practice store and labelled PRACTICE: two of the five marks. A virtual YubiKey has neither place
   * nor label of its own: its device certificate, which ends in the practice root and says Practice, stands for both.
   */
  readonly practice: boolean;
  /** What the certificate of the device, if it shows one, ends in. Anybody can make one that ends in the practice root. */
  readonly deviceRoot: 'practice-root' | 'other-root' | null;
  readonly flags: TokenFlags;
  readonly pinLength: { readonly min: number; readonly max: number };
  readonly keys: readonly VisibleKey[];
}

export type ModuleOrigin = 'embedded' | 'chosen' | 'p11-kit' | 'known-path';

/** A module file. It is only read and digested; nothing of it runs before its state is `ready`. */
export interface ModuleFile {
  readonly id: ModuleId;
  readonly origin: ModuleOrigin;
  /** The real path, symlinks resolved. For the main process only: the page sees `name`. */
  readonly path: string;
  readonly name: string;
  readonly sha256: Sha256Hex;
  readonly state: 'ready' | 'needs-approval' | 'refused' | 'failed';
  /** What the person chose for it to read, or null. */
  readonly configuration: ModuleConfiguration | null;
  /** What may be chosen for it, asked in one sentence; null where there is nothing to choose. */
  readonly configurable: string | null;
  /** Why it is refused or failed, or what it is, in one sentence. */
  readonly sentence: string;
}

export interface TokenListing {
  readonly tokens: readonly PresentToken[];
  readonly modules: readonly ModuleFile[];
}

/** What the token says of a private key after it was made. `null`: it does not tell. */
export interface KeyAttributes {
  readonly sensitive: boolean | null;
  readonly alwaysSensitive: boolean | null;
  readonly extractable: boolean | null;
  readonly neverExtractable: boolean | null;
  readonly local: boolean | null;
  readonly sign: boolean | null;
  readonly decrypt: boolean | null;
  readonly alwaysAuthenticate: boolean | null;
}

export interface MakeKeyRequest {
  readonly ref: TokenRef;
  /** The plan's serial for this person, or the chosen practice token's: must equal `ref.serial`. */
  readonly expectedSerial: string;
  readonly scheme: Scheme;
  /** null only where the token has a PIN pad. */
  readonly pin: string | null;
  readonly label: string;
  readonly id: KeyId;
  /** Exactly for a YubiKey: PIN and touch policy of the key, which goes into the slot for signatures. */
  readonly slotPolicies?: SlotPolicies;
  /** For a YubiKey whose slot is filled: the key that the person agreed to lose. */
  readonly replaces?: ReplacedKey | null;
  readonly signal?: AbortSignal;
}

export interface MadeKey {
  readonly key: PlacedKey;
  /** SubjectPublicKeyInfo, DER, read back from the token. */
  readonly spki: Uint8Array;
  readonly attributes: KeyAttributes;
}

export interface RemoveKeyRequest {
  readonly key: KeyRef;
  /** What the person confirmed: the token's serial as typed, and the digest of the key on the screen. */
  readonly confirmed: { readonly serial: string; readonly spkiDigest: string };
  readonly pin: string | null;
}

export interface SignRequest {
  readonly key: KeyRef;
  readonly scheme: Scheme;
  readonly purpose: Exclude<SigningPurpose, 'challenge'>;
  readonly bytes: Uint8Array;
  readonly pin: string | null;
  readonly signal?: AbortSignal;
  /** Called once, when the token has taken the PIN and is asked for the signature: from now on it may wait for a finger. */
  readonly onSigning?: () => void;
}

export interface ChallengeRequest {
  readonly key: KeyRef;
  readonly scheme: Scheme;
  readonly pin: string | null;
  readonly signal?: AbortSignal;
  /** As for a signature. */
  readonly onSigning?: () => void;
}

/** A proof that the token holds the private key now: the station's prefix and 32 random bytes, signed and verified. */
export interface ChallengeAnswer {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Everything that the station asks of tokens. Every promise rejects with a `TokenError`;
 * generate, sign, log in and reset are sent once and never repeated.
 */
export interface Tokens {
  /** Looks now at every module that is idle; a busy one answers with what it showed last. */
  list(): Promise<TokenListing>;
  /** Called with the whole listing after each change, while the station looks about once a second. Returns the unsubscription. */
  onChange(listener: (listing: TokenListing) => void): () => void;
  /**
   * Something came or went on a bus: looks at once. `gone` picks the tokens that surely went, of those that are listed;
   * they are out of the listing even while their module is busy. `arrived`: a device came that may be a token.
   */
  moved(arrived: boolean, gone: (shown: readonly PresentToken[]) => readonly TokenSerial[]): void;
  /** Gives a practice token that has no PIN its first one. */
  setPin(ref: TokenRef, newPin: string): Promise<void>;
  /**
   * Changes the PIN of a token that is no YubiKey, by the one that it has, once. Whoever asks has judged the new one.
   */
  changePin(ref: TokenRef, pin: string, next: string): Promise<void>;
  /** Makes a key that cannot leave the token and reads it back. Refuses an id that is in use. */
  makeKey(request: MakeKeyRequest): Promise<MadeKey>;
  /** Reads a public key back without a PIN; null when no key has this id. */
  readKey(ref: TokenRef, id: KeyId): Promise<VisibleKey | null>;
  /** The public keys of a token that shows none before its PIN: logs in, once, and reads. */
  keysBehindPin(ref: TokenRef, pin: string): Promise<readonly ShownKey[]>;
  /** Signs once; the signature is verified against the key's digest before it is returned. ECDSA as DER, Ed25519 and RSA-PSS raw. */
  sign(request: SignRequest): Promise<Uint8Array>;
  challenge(request: ChallengeRequest): Promise<ChallengeAnswer>;
  /** Destroys a practice key, once, after its serial and digest were confirmed. Never another key. */
  removeKey(request: RemoveKeyRequest): Promise<void>;
  /** Reads and digests a module file that the person named. Nothing of it runs. */
  chooseModule(path: string): Promise<ModuleFile>;
  /** Approves the module with exactly this digest, from now on. */
  approveModule(id: ModuleId, sha256: string): Promise<TokenListing>;
  /** Has a library read a file or folder that the person chose, from its next start on. Nothing else can be set. */
  configureModule(id: ModuleId, path: string): Promise<TokenListing>;
  /** Makes a practice token without a PIN. `name` becomes part of its label. */
  createPractice(name: string): Promise<TokenRef>;
  /** Makes a practice token whose PIN the station keeps, so that it can play this colleague. */
  createColleague(name: string): Promise<TokenRef>;
  /** The kept PIN of a practice colleague's token, or null. */
  colleaguePin(ref: TokenRef): Promise<string | null>;
  /** Deletes a practice token of the station's own store. */
  removePractice(ref: TokenRef): Promise<void>;
  /** What YubiKeys can do beyond PKCS#11. */
  readonly yubikeys: Yubikeys;
  close(): Promise<void>;
}

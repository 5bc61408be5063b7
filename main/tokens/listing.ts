import { isSerial } from '../../src/ceremony/serial.ts';
import { fromHex } from '../../src/encoding/hex.ts';
import { publicKeyFromSpki, type PublicKey } from '../../src/keys/public-key.ts';
import { deviceRootOf } from './device-root.ts';
import { practiceModule } from './module-registry.ts';
import { isPracticeLabel } from './practice-store.ts';
import type {
  KeyId,
  ModuleId,
  PresentToken,
  ShownKey,
  TokenFlags,
  TokenSerial,
  TokenTrouble,
} from './token.ts';
import type { WireKey, WireToken } from './wire.ts';

/** True for a serial in the strict alphabet; a token whose serial is not in it cannot be named. */
export function isTokenSerial(text: string): text is TokenSerial {
  return isSerial(text);
}

/** True for a CKA_ID in lower-case hexadecimal, one to 64 bytes. */
export function isKeyId(text: string): text is KeyId {
  return /^([0-9a-f]{2}){1,64}$/.test(text);
}

/** What one module shows, as the station sees it: serials judged, practice marks compared, keys parsed. */
export function presentTokens(module: ModuleId, told: readonly WireToken[]): PresentToken[] {
  return told.map((token) => {
    const serial = serialOf(token);
    const deviceRoot = deviceRootOf(token.deviceCert);
    const inStore = module === practiceModule && isPracticeLabel(token.label);
    const practice = inStore || deviceRoot === 'practice-root';
    const twins = told.filter((other) => other.serial === token.serial).length > 1;
    const trouble = troubleOf(module, token, serial, twins);
    return {
      ref: trouble === null && serial !== null ? { module, serial } : null,
      trouble,
      module,
      serial,
      label: token.label,
      model: token.model,
      manufacturer: token.manufacturer,
      firmware: token.firmware,
      practice,
      deviceRoot,
      flags: flagsOf(token.flags),
      pinLength: { min: token.pinMin, max: Math.min(token.pinMax, 64) },
      keys: token.keys.flatMap((key) => visibleKey(key) ?? []),
    };
  });
}

/** The public key in a key that a token shows, or null where it is none that the station knows. */
export function publicKeyOf(spkiHex: string, place: string): PublicKey | null {
  const known = parsed.get(spkiHex);
  if (known !== undefined) return known;
  const key = parseKey(spkiHex, place);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(spkiHex, key);
  return key;
}

/** A public key as the station sees it; null for an id that is none. */
export function visibleKey({ keyId, label, spki }: WireKey): ShownKey | null {
  if (!isKeyId(keyId)) return null;
  const key = spki === null ? null : publicKeyOf(spki, `key ${keyId}`);
  return {
    id: keyId,
    label,
    spki: key === null ? null : spki,
    spkiDigest: key?.digest ?? null,
    type: key?.type ?? 'other',
  };
}

// A look every second shows the same keys: each is parsed, and its point checked, once.
const mostParsed = 1024;
const parsed = new Map<string, PublicKey | null>();

function parseKey(spkiHex: string, place: string): PublicKey | null {
  try {
    return publicKeyFromSpki(fromHex(spkiHex), place);
  } catch {
    return null; // hostile or unknown: shown as a key that cannot be read
  }
}

/** Only zeros is what OpenSC tells where it cannot read the serial: it names no token. */
function serialOf({ serial }: WireToken): TokenSerial | null {
  return isTokenSerial(serial) && !/^0+$/.test(serial) ? serial : null;
}

function troubleOf(
  module: ModuleId,
  token: WireToken,
  serial: TokenSerial | null,
  twins: boolean,
): TokenTrouble | null {
  if (serial === null) return 'no-serial';
  if (twins) return 'serial-not-unique';
  const inStore = module === practiceModule;
  return inStore === isPracticeLabel(token.label) ? null : 'marks-disagree';
}

/** CK_TOKEN_INFO flags (PKCS#11 2.40, section 3.2). */
function flagsOf(flags: number): TokenFlags {
  const has = (bit: number) => (flags & bit) !== 0;
  return {
    pinInitialised: has(0x8),
    pinCountLow: has(0x1_0000),
    pinFinalTry: has(0x2_0000),
    pinLocked: has(0x4_0000),
    protectedPath: has(0x100),
    writeProtected: has(0x2),
  };
}

import {
  verifyPivAttestation,
  type PivAttestation,
} from '../../../src/attestation/piv-attestation.ts';
import { isTypedSerial } from '../../../src/ceremony/serial.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import type { Card } from '../smart-card/card.ts';
import { TokenError } from '../token-error.ts';
import { keptManagementKey, proveManagementKey } from './management-key.ts';
import { attest, certificateIn, generateKey, verifyPin, writeObject } from './piv-card.ts';
import { factory } from './set-up.ts';
import { readStatus, signatureCertificate, signatureSlot } from './read-status.ts';
import type {
  AttestationCertificates,
  ReplacedKey,
  SlotPolicies,
  YubikeyStatus,
} from './yubikey.ts';

/** The object with the device's own certificate (slot F9). */
export const deviceCertificate = '5fff01';

/** The keys that both every firmware and Debian's libykcs11 can sign with. */
const algorithms: Partial<Readonly<Record<Scheme, number>>> = {
  'ecdsa-sha2-nistp256': 0x11,
  'ecdsa-sha2-nistp384': 0x14,
};
const pinPolicies = { never: 1, once: 2, always: 3 } as const;
const touchPolicies = { never: 1, always: 2, cached: 3 } as const;

/**
 * Makes one key in 9c, with exactly these policies, and returns its attestation after it was held against serial, slot
 * and policies. Nothing is sent that could change the device before its state was read and found right.
 * @throws TokenError `token.unsupported`, `token.set-up-first`, `key.exists`, `key.attributes`, `token.wrong-serial`;
 *   PivRefusal; CardFault
 */
export async function makePivKey(
  card: Card,
  serial: string,
  request: {
    readonly scheme: Scheme;
    readonly pin: string;
    readonly policies: SlotPolicies;
    readonly replaces: ReplacedKey | null;
  },
): Promise<PivAttestation> {
  const algorithm = algorithms[request.scheme];
  if (algorithm === undefined) throw unsupported(serial);
  const status = await readStatus(card, serial);
  requireReady(status, request.pin);
  requireFree(status, request.replaces);
  await verifyPin(card, request.pin);
  const managementKey = await keptManagementKey(card);
  if (managementKey === null) throw setUpFirst(serial, 'no management key is kept on it');
  try {
    await proveManagementKey(card, managementKey);
  } finally {
    managementKey.fill(0);
  }
  // The certificate beside the old key is about the old key; a library would show it as the new one's.
  if (request.replaces !== null) await writeObject(card, signatureCertificate, Buffer.alloc(0));
  await generateKey(card, signatureSlot, {
    algorithm,
    pinPolicy: pinPolicies[request.policies.pin],
    touchPolicy: touchPolicies[request.policies.touch],
  });
  return asAsked(await readAttestation(card, serial), serial, request.policies);
}

/** The attestation of the key in 9c with the device's certificate, or null where the device gives none. Throws CardFault. */
export async function attestationOf(card: Card): Promise<AttestationCertificates | null> {
  const keyCert = await attest(card, signatureSlot);
  const deviceCert = await certificateIn(card, deviceCertificate);
  return keyCert === null || deviceCert === null ? null : { keyCert, deviceCert };
}

async function readAttestation(card: Card, serial: string): Promise<PivAttestation> {
  const certificates = await attestationOf(card);
  if (certificates === null) throw notAsAsked(serial, 'an attestation', 'none');
  try {
    return verifyPivAttestation(certificates, `YubiKey ${serial}`);
  } catch (error) {
    // There is a new key all the same, and nobody can say what it is.
    if (error instanceof StationError)
      throw notAsAsked(serial, 'an attestation', 'one that can not be read');
    throw error;
  }
}

function requireReady({ serial, pin, puk, managementKey }: YubikeyStatus, typed: string): void {
  // Firmware before 5.3 does not tell. What was typed does, before it is sent.
  if (pin.isDefault === true || (pin.isDefault === null && typed === factory.pin))
    throw setUpFirst(serial, 'its PIN is the one from the factory');
  if (puk.isDefault === true) throw setUpFirst(serial, 'its PUK is the one from the factory');
  if (managementKey.isDefault === true)
    throw setUpFirst(serial, 'its management key is the one from the factory');
  if (!managementKey.keptBehindPin) throw setUpFirst(serial, 'no management key is kept on it');
}

/** 9c has to be empty, or to hold the one key that the person agreed to lose: what was named and nothing else goes. */
function requireFree({ serial, key }: YubikeyStatus, replaces: ReplacedKey | null): void {
  const found = key === null ? 'no key' : keyInWords(key.spkiDigest);
  if (replaces !== null && !isTypedSerial(replaces.typedSerial, serial)) {
    throw new TokenError('token.wrong-serial', 'the number is not the one of this YubiKey', {
      expected: serial,
      found: 'another number',
      hint: 'Read the number on the back of the YubiKey and type it again.',
      notDone: ['The key on it stays', 'No key was made', 'No PIN was sent'],
    });
  }
  if (replaces !== null && key?.spkiDigest !== replaces.spkiDigest) {
    throw new TokenError('key.mismatch', 'the key on this YubiKey is not the one that was shown', {
      place: serial,
      expected: keyInWords(replaces.spkiDigest),
      found,
      hint: 'Look at the token again, and read the words of its key.',
      notDone: ['The key on it stays', 'No key was made', 'No PIN was sent'],
    });
  }
  if (replaces === null && key !== null) {
    throw new TokenError('key.exists', 'there is a key in the slot for signatures already', {
      place: serial,
      found,
      hint: 'Look at the token again. A key is replaced only after you have named it.',
      notDone: ['No key was made', 'No PIN was sent'],
    });
  }
}

function keyInWords(spkiDigest: string | null): string {
  return spkiDigest === null ? 'a key' : `key ${spkiDigest.slice(0, 8)}`;
}

/** What the device says of the key that it has just made has to be what it was asked for. */
function asAsked(found: PivAttestation, serial: string, asked: SlotPolicies): PivAttestation {
  if (found.serial !== null && found.serial !== serial)
    throw notAsAsked(serial, `serial ${serial}`, `serial ${found.serial}`);
  if (found.slot !== null && found.slot !== '9c')
    throw notAsAsked(serial, 'slot 9c', `slot ${found.slot}`);
  const policies = `PIN ${found.pinPolicy}, touch ${found.touchPolicy}`;
  const wanted = `PIN ${asked.pin}, touch ${asked.touch}`;
  if (policies !== wanted) throw notAsAsked(serial, wanted, policies);
  return found;
}

function notAsAsked(serial: string, expected: string, found: string): TokenError {
  return new TokenError(
    'key.attributes',
    'the token made a key that is not as it was asked to be',
    {
      expected,
      found,
      place: serial,
      hint: 'Do not use this key. Use another token.',
      notDone: ['The key was not taken into the ceremony'],
    },
  );
}

function setUpFirst(serial: string, found: string): TokenError {
  return new TokenError('token.set-up-first', 'this YubiKey has to be set up first', {
    found,
    place: serial,
    hint: 'Go back to Token and set it up. That gives it a PIN, a PUK and a management key of its own.',
    notDone: ['No key was made', 'No PIN was sent'],
  });
}

function unsupported(serial: string): TokenError {
  return new TokenError('token.unsupported', 'the station makes no key of this kind on a YubiKey', {
    expected: 'ECDSA on P-256 or P-384',
    place: serial,
    hint: 'Choose another kind of key in the plan, or another token.',
    notDone: ['No key was made', 'No PIN was sent'],
  });
}

import { readCertificate } from '../../../src/attestation/certificate.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import type { Card } from '../smart-card/card.ts';
import { attest, certificateIn, firmwareOf, metadataOf, pinTries, reference } from './piv-card.ts';
import { isManagementKeyKept } from './management-key.ts';
import { toldKey } from './told-key.ts';
import type { OtherKey, Reference, SlotKey, YubikeyStatus } from './yubikey.ts';

/** The slot for signatures, and its certificate object. */
export const signatureSlot = 0x9c;
export const signatureCertificate = '5fc10a';
/** The other slots that hold keys: 9a, 9d, 9e and the retired ones. */
const otherSlots = [0x9a, 0x9d, 0x9e, ...Array.from({ length: 20 }, (_, index) => 0x82 + index)];
const madeThere = 0x01;

/** Everything that a device tells without a PIN. Needs the PIV applet selected. Throws CardFault, PivRefusal, EncodingError. */
export async function readStatus(card: Card, serial: string): Promise<YubikeyStatus> {
  const firmware = await firmwareOf(card);
  const told = await metadataOf(card, reference.managementKey);
  const tells = told !== null;
  const pin = await readReference(card, reference.pin);
  return {
    serial,
    firmware: firmware.join('.'),
    pin: tells ? pin : { isDefault: null, triesLeft: await pinTries(card) },
    puk: await readReference(card, reference.puk),
    managementKey: {
      isDefault: told === null || told === 'empty' ? null : flag(told.get(0x05)),
      keptBehindPin: await isManagementKeyKept(card),
    },
    key: await readSlot(card, tells),
    otherSlots: tells ? await otherSlotsInUse(card) : null,
  };
}

/** True for a device that says it is as from the factory: default PIN, PUK and management key, and no key in any slot. */
export function isFromFactory({ pin, puk, managementKey, key, otherSlots: others }: YubikeyStatus) {
  const defaults = [pin.isDefault, puk.isDefault, managementKey.isDefault];
  return defaults.every((told) => told === true) && key === null && others?.length === 0;
}

/** The keys in other slots than 9c, each named as the one in 9c is; null where the device does not tell. */
export async function otherKeys(card: Card): Promise<OtherKey[] | null> {
  if ((await metadataOf(card, reference.managementKey)) === null) return null;
  const found: OtherKey[] = [];
  for (const slot of otherSlots) {
    const told = await metadataOf(card, slot);
    if (told === null || told === 'empty') continue;
    const spkiDigest = agreedKey(told, await attest(card, slot));
    found.push({ slot: slot.toString(16), spkiDigest });
  }
  return found;
}

/** The key that the metadata of a slot and its attestation both tell; one of them alone where the other is not there. */
function agreedKey(
  told: ReadonlyMap<number, Buffer>,
  attested: Buffer | null,
): SlotKey['spkiDigest'] {
  const shown = toldKey(told) ?? (attested === null ? null : digestOf(attested));
  return attested === null || digestOf(attested) === shown ? shown : null;
}

async function readReference(card: Card, which: number): Promise<Reference> {
  const told = await metadataOf(card, which);
  if (told === null || told === 'empty') return { isDefault: null, triesLeft: null };
  return { isDefault: flag(told.get(0x05)), triesLeft: told.get(0x06)?.[1] ?? null };
}

/**
 * The key in 9c: by its metadata and its attestation, which have to agree. Older firmware without metadata has only the
 * certificate beside a key that was brought to it; that may be about another key, so it names none where the device can.
 */
async function readSlot(card: Card, tells: boolean): Promise<SlotKey | null> {
  const told = tells ? await metadataOf(card, signatureSlot) : null;
  if (told === 'empty') return null;
  const attested = await attest(card, signatureSlot);
  if (told !== null) {
    return {
      spkiDigest: agreedKey(told, attested),
      madeThere: told.get(0x03)?.[0] === madeThere,
    };
  }
  const shown = attested ?? (await certificateIn(card, signatureCertificate));
  if (shown === null) return null;
  return { spkiDigest: digestOf(shown), madeThere: attested === null ? null : true };
}

function digestOf(certificate: Buffer): SlotKey['spkiDigest'] {
  try {
    return readCertificate(certificate, 'the certificate in 9c').publicKey.digest;
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

async function otherSlotsInUse(card: Card): Promise<string[]> {
  const found: string[] = [];
  for (const slot of otherSlots) {
    const told = await metadataOf(card, slot);
    if (told !== null && told !== 'empty') found.push(slot.toString(16));
  }
  return found;
}

function flag(bytes: Buffer | undefined): boolean | null {
  return bytes === undefined || bytes.length === 0 ? null : bytes[0] === 1;
}

import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Card } from '../smart-card/card.ts';
import { CardFault } from '../smart-card/card-fault.ts';
import { send } from './apdu.ts';
import { element, elementsIn } from './elements.ts';
import { metadataOf, readObject, reference, writeObject } from './piv-card.ts';

// The management key lets a host make keys. A random one is kept on the device behind the PIN, in the places that
// Yubico's own programs use, so that nobody has to write it down.

interface Cipher {
  readonly name: string;
  readonly keyBytes: number;
  readonly blockBytes: number;
}

/** Algorithms of the management key, by the number that PIV has for them. */
const ciphers: ReadonlyMap<number, Cipher> = new Map([
  [0x03, { name: 'des-ede3-ecb', keyBytes: 24, blockBytes: 8 }],
  [0x08, { name: 'aes-128-ecb', keyBytes: 16, blockBytes: 16 }],
  [0x0a, { name: 'aes-192-ecb', keyBytes: 24, blockBytes: 16 }],
  [0x0c, { name: 'aes-256-ecb', keyBytes: 32, blockBytes: 16 }],
]);
const tripleDes = 0x03;

/** The key that every device has when it is new. It is no secret. */
export const factoryManagementKey: Uint8Array = Buffer.from('0102030405060708'.repeat(3), 'hex');

const printedInformation = '5fc109';
const adminData = '5fff00';
/** In the administrator's data: the management key is kept behind the PIN. */
const keptBehindPin = 0x02;

/**
 * Proves the management key, and has the device prove that it knows it, too (SP 800-73-4, part 1, appendix A.1).
 * @throws PivRefusal where it is another key; CardFault where the device does not know it
 */
export async function proveManagementKey(card: Card, key: Uint8Array): Promise<void> {
  const algorithm = await managementAlgorithm(card);
  const cipher = cipherOf(algorithm);
  if (key.length !== cipher.keyBytes) throw new CardFault('failed');
  const witness = await exchange(card, algorithm, [element(0x80)], 0x80);
  if (witness.length !== cipher.blockBytes) throw new CardFault('failed');
  const challenge = randomBytes(cipher.blockBytes);
  const decipher = createDecipheriv(cipher.name, key, null).setAutoPadding(false);
  const opened = Buffer.concat([decipher.update(witness), decipher.final()]);
  const response = await exchange(
    card,
    algorithm,
    [element(0x80, opened), element(0x81, challenge)],
    0x82,
  );
  const encipher = createCipheriv(cipher.name, key, null).setAutoPadding(false);
  const expected = Buffer.concat([encipher.update(challenge), encipher.final()]);
  if (response.length !== expected.length || !timingSafeEqual(response, expected)) {
    throw new CardFault('failed');
  }
}

/**
 * Gives the device a new random management key of the kind that it has, and keeps it there behind the PIN. It is kept
 * before it is set: cut off in between, the old key still holds. Needs the management key and the PIN proven.
 */
export async function keepRandomManagementKey(card: Card): Promise<void> {
  const algorithm = await managementAlgorithm(card);
  const key = randomBytes(cipherOf(algorithm).keyBytes);
  try {
    await writeObject(card, printedInformation, element(0x88, element(0x89, key)));
    await writeObject(card, adminData, element(0x80, element(0x81, Uint8Array.of(keptBehindPin))));
    const data = Buffer.concat([
      Buffer.from([algorithm, reference.managementKey, key.length]),
      key,
    ]);
    await send(card, { instruction: 0xff, p1: 0xff, p2: 0xff, data }).finally(() => data.fill(0));
    await proveManagementKey(card, key);
  } finally {
    key.fill(0);
  }
}

/** True where the device says that its management key is kept behind the PIN. */
export async function isManagementKeyKept(card: Card): Promise<boolean> {
  const content = await readObject(card, adminData);
  if (content === null) return false;
  const flags = elementsIn(elementsIn(content).get(0x80) ?? Buffer.alloc(0)).get(0x81)?.[0] ?? 0;
  return (flags & keptBehindPin) !== 0;
}

/** The management key that the device keeps, or null. Needs the PIN proven. */
export async function keptManagementKey(card: Card): Promise<Buffer | null> {
  const content = await readObject(card, printedInformation);
  const kept = content === null ? undefined : elementsIn(content).get(0x88);
  return kept === undefined ? null : (elementsIn(kept).get(0x89) ?? null);
}

/** The algorithm that the device says its management key has; before firmware 5.3 there was only Triple DES. */
async function managementAlgorithm(card: Card): Promise<number> {
  const told = await metadataOf(card, reference.managementKey);
  return told === null || told === 'empty' ? tripleDes : (told.get(0x01)?.[0] ?? tripleDes);
}

function cipherOf(algorithm: number): Cipher {
  const cipher = ciphers.get(algorithm);
  if (cipher === undefined) throw new CardFault('failed');
  return cipher;
}

async function exchange(
  card: Card,
  algorithm: number,
  parts: readonly Uint8Array[],
  wanted: number,
): Promise<Buffer> {
  const data = element(0x7c, ...parts);
  const answer = await send(card, {
    instruction: 0x87,
    p1: algorithm,
    p2: reference.managementKey,
    data,
  });
  const value = elementsIn(elementsIn(answer).get(0x7c) ?? Buffer.alloc(0)).get(wanted);
  if (value === undefined) throw new CardFault('failed');
  return value;
}

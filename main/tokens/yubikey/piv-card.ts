import { EncodingError } from '../../../src/encoding/encoding-error.ts';
import type { Card } from '../smart-card/card.ts';
import { CardFault } from '../smart-card/card-fault.ts';
import { send } from './apdu.ts';
import { element, elementsIn } from './elements.ts';
import { PivRefusal, status } from './piv-status.ts';

const pivApplet = Buffer.from('a000000308', 'hex');
const otpApplet = Buffer.from('a0000005272001', 'hex');

/** References of PIN and PUK (SP 800-73-4, part 1, table 4b; the PUK is 81). */
export const reference = { pin: 0x80, puk: 0x81, managementKey: 0x9b } as const;

/** Three numbers of the firmware, as the PIV applet tells them. */
export type FirmwareNumbers = readonly [major: number, minor: number, patch: number];

/** Selects the PIV applet, which forgets every PIN and key that was proven before. */
export async function selectPiv(card: Card): Promise<void> {
  await send(card, { instruction: 0xa4, p1: 0x04, data: pivApplet });
}

/** GET VERSION of Yubico's PIV applet. */
export async function firmwareOf(card: Card): Promise<FirmwareNumbers> {
  const [major, minor, patch, more] = await send(card, { instruction: 0xfd });
  if (major === undefined || minor === undefined || patch === undefined || more !== undefined) {
    throw new CardFault('failed');
  }
  return [major, minor, patch];
}

/**
 * The serial in decimal digits, as printed on the device. From firmware 5 the PIV applet tells it, before that the OTP
 * applet does. The PIV applet is selected afterwards. Null where neither tells.
 */
export async function serialOf(card: Card): Promise<string | null> {
  await selectPiv(card);
  const own = await unlessRefused(send(card, { instruction: 0xf8 }));
  if (own !== null) return decimal(own);
  await unlessRefused(send(card, { instruction: 0xa4, p1: 0x04, data: otpApplet }));
  const other = await unlessRefused(send(card, { instruction: 0x01, p1: 0x10 }));
  await selectPiv(card);
  return other === null ? null : decimal(other);
}

/** GET METADATA of a PIN, the management key or a slot: its elements, or null where the firmware or the slot has none. */
export async function metadataOf(
  card: Card,
  what: number,
): Promise<ReadonlyMap<number, Buffer> | 'empty' | null> {
  try {
    return elementsIn(await send(card, { instruction: 0xf7, p2: what }));
  } catch (error) {
    if (error instanceof EncodingError) throw new CardFault('failed');
    if (!(error instanceof PivRefusal)) throw error;
    if (error.status === status.noSuchReference || error.status === status.absent) return 'empty';
    if (error.status === status.unknownCommand) return null;
    throw error;
  }
}

/** VERIFY without a PIN costs no try: it answers how many are left. Null where it does not say. */
export async function pinTries(card: Card): Promise<number | null> {
  try {
    await send(card, { instruction: 0x20, p2: reference.pin });
    return null;
  } catch (error) {
    if (error instanceof PivRefusal) return error.triesLeft;
    throw error;
  }
}

/** Proves the PIN, once. Throws PivRefusal with the tries that are left. */
export async function verifyPin(card: Card, pin: string): Promise<void> {
  await sendSecret(card, { instruction: 0x20, p2: reference.pin }, padded(pin));
}

/** CHANGE REFERENCE DATA of the PIN or the PUK. */
export async function changeReference(
  card: Card,
  which: 'pin' | 'puk',
  now: string,
  next: string,
): Promise<void> {
  const data = Buffer.concat([padded(now), padded(next)]);
  await sendSecret(card, { instruction: 0x24, p2: reference[which] }, data);
}

/** RESET RETRY COUNTER: a new PIN by the PUK. */
export async function unblockPin(card: Card, puk: string, next: string): Promise<void> {
  const data = Buffer.concat([padded(puk), padded(next)]);
  await sendSecret(card, { instruction: 0x2c, p2: reference.pin }, data);
}

/** RESET of Yubico's applet: keys, certificates, PIN, PUK. It works only while PIN and PUK are blocked. */
export async function resetApplet(card: Card): Promise<void> {
  await send(card, { instruction: 0xfb });
}

/** GET DATA: an object's content, or null where there is none. */
export async function readObject(card: Card, id: string): Promise<Buffer | null> {
  const data = element(0x5c, Buffer.from(id, 'hex'));
  try {
    const answer = await send(card, { instruction: 0xcb, p1: 0x3f, p2: 0xff, data });
    return elementsIn(answer).get(0x53) ?? null;
  } catch (error) {
    if (error instanceof PivRefusal && error.status === status.absent) return null;
    if (error instanceof EncodingError) throw new CardFault('failed');
    throw error;
  }
}

/** PUT DATA, up to 200 bytes. Needs the management key proven. */
export async function writeObject(card: Card, id: string, content: Uint8Array): Promise<void> {
  const data = Buffer.concat([element(0x5c, Buffer.from(id, 'hex')), element(0x53, content)]);
  await sendSecret(card, { instruction: 0xdb, p1: 0x3f, p2: 0xff }, data);
}

/** ATTEST: the certificate that the device makes about the key in a slot; null where the slot has no key of its own making. */
export async function attest(card: Card, slot: number): Promise<Buffer | null> {
  try {
    return await send(card, { instruction: 0xf9, p1: slot });
  } catch (error) {
    if (error instanceof PivRefusal) return null;
    throw error;
  }
}

/** The certificate in a PIV certificate object (SP 800-73-4, part 1, appendix A), or null. */
export async function certificateIn(card: Card, id: string): Promise<Buffer | null> {
  const content = await readObject(card, id);
  if (content === null) return null;
  try {
    return elementsIn(content).get(0x70) ?? null;
  } catch (error) {
    if (error instanceof EncodingError) return null;
    throw error;
  }
}

/** GENERATE ASYMMETRIC KEY PAIR with both policies. Needs the management key proven; replaces what is in the slot. */
export async function generateKey(
  card: Card,
  slot: number,
  key: { readonly algorithm: number; readonly pinPolicy: number; readonly touchPolicy: number },
): Promise<void> {
  const settings = [
    element(0x80, Uint8Array.of(key.algorithm)),
    element(0xaa, Uint8Array.of(key.pinPolicy)),
    element(0xab, Uint8Array.of(key.touchPolicy)),
  ];
  await send(card, { instruction: 0x47, p2: slot, data: element(0xac, ...settings) });
}

/** A PIN or PUK has at most 8 bytes and is padded with FF (SP 800-73-4, part 2, 2.4.3). */
function padded(secret: string): Buffer {
  const bytes = Buffer.alloc(8, 0xff);
  const written = Buffer.from(secret, 'utf8');
  if (written.length === 0 || written.length > 8) throw new RangeError('one to eight bytes');
  written.copy(bytes);
  written.fill(0);
  return bytes;
}

async function sendSecret(
  card: Card,
  command: { readonly instruction: number; readonly p1?: number; readonly p2: number },
  data: Buffer,
): Promise<void> {
  try {
    await send(card, { ...command, data });
  } finally {
    data.fill(0);
  }
}

async function unlessRefused(answer: Promise<Buffer>): Promise<Buffer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof PivRefusal) return null;
    throw error;
  }
}

function decimal(bytes: Buffer): string | null {
  if (bytes.length !== 4) return null;
  const serial = bytes.readUInt32BE();
  return serial === 0 ? null : String(serial);
}

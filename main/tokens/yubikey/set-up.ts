import { randomBytes } from 'node:crypto';
import type { Card } from '../smart-card/card.ts';
import { CardFault } from '../smart-card/card-fault.ts';
import {
  factoryManagementKey,
  keepRandomManagementKey,
  proveManagementKey,
} from './management-key.ts';
import { changeReference, resetApplet, selectPiv, unblockPin, verifyPin } from './piv-card.ts';
import { PivRefusal } from './piv-status.ts';
import { isFromFactory, readStatus } from './read-status.ts';
import type { SetUpPhase, YubikeyStatus } from './yubikey.ts';

/** What every device has after it was reset. They are no secrets. */
export const factory = { pin: '123456', puk: '12345678' } as const;
/** A device has at most so many tries. */
const mostTries = 255;

/**
 * Sets a device up: erased unless it says that it is as from the factory, then PUK, PIN and a random management key.
 * After the erasure the factory's values hold, so that none is ever tried.
 * @param agreed called with what the device shows now, before anything is changed; throws to stop
 * @throws PivRefusal; CardFault; whatever `agreed` throws
 */
export async function setUp(
  card: Card,
  serial: string,
  chosen: { readonly pin: string; readonly puk: string },
  agreed: (now: YubikeyStatus) => void,
  tell: (phase: SetUpPhase) => void,
): Promise<YubikeyStatus> {
  const before = await readStatus(card, serial);
  agreed(before);
  if (!isFromFactory(before)) {
    tell('erase');
    await erase(card);
  }
  tell('puk');
  await changeReference(card, 'puk', factory.puk, chosen.puk);
  tell('pin');
  await changeReference(card, 'pin', factory.pin, chosen.pin);
  tell('management-key');
  await verifyPin(card, chosen.pin);
  await proveManagementKey(card, factoryManagementKey);
  await keepRandomManagementKey(card);
  tell('read-back');
  await selectPiv(card);
  return readStatus(card, serial);
}

/** A device is erased only while PIN and PUK are blocked: both are blocked with values that nobody has. */
async function erase(card: Card): Promise<void> {
  await untilBlocked(() => verifyPin(card, nobodys()));
  await untilBlocked(() => unblockPin(card, nobodys(), nobodys()));
  await resetApplet(card);
  await selectPiv(card);
}

/** A PIN or PUK that nobody knows, of eight characters. */
function nobodys(): string {
  return randomBytes(4).toString('hex');
}

async function untilBlocked(tryOnce: () => Promise<void>): Promise<void> {
  for (let tried = 0; tried <= mostTries; tried += 1) {
    try {
      await tryOnce();
    } catch (error) {
      if (!(error instanceof PivRefusal) || error.triesLeft === null) throw error;
      if (error.triesLeft === 0) return;
    }
  }
  throw new CardFault('failed');
}

import { setTimeout as sleep } from 'node:timers/promises';
import { EncodingError } from '../../../src/encoding/encoding-error.ts';
import type { Card, SmartCardService } from '../smart-card/card.ts';
import { CardFault, type CardFaultKind } from '../smart-card/card-fault.ts';
import { serialOf } from './piv-card.ts';
import { PivRefusal } from './piv-status.ts';

/** As Yubico's own programs find their devices. Cards in other readers are left alone. */
const yubikeyReader = /yubikey/i;
/** Time for finding a device among others, in milliseconds. */
const findTime = 10_000;

/** The service looks every 400 ms whether a card is still there, and until then carries nonsense. */
const noticedWithin = 600;

/** What is wrong with the service, and not with one device. */
const ofService: ReadonlySet<CardFaultKind> = new Set(['no-service', 'other-service', 'lost']);

/** Raised where the device that was named is not there, or not alone. */
export class YubikeyAbsent extends Error {
  readonly found: readonly string[];
  constructor(found: readonly string[]) {
    super('absent');
    this.found = found;
  }
}

/**
 * Acts on the one YubiKey with this serial. The serial is read from every reader, and again inside the transaction in
 * which the act runs, before it and after it: nothing else reaches the device meanwhile, and a device that was swapped
 * ends the transaction. Readers and their numbers decide nothing.
 * @param milliseconds how long the act may take
 * @throws YubikeyAbsent; CardFault; whatever `act` throws
 */
export async function withYubikey<T>(
  service: SmartCardService,
  serial: string,
  milliseconds: number,
  act: (card: Card) => Promise<T>,
): Promise<T> {
  const seen = await seenBefore(service);
  const [match, another] = seen.filter((each) => each.serial === serial);
  if (match === undefined || another !== undefined) {
    // The one that is looked for may be the one that another program holds: its number cannot be read.
    if (match === undefined && seen.some(({ inUse }) => inUse)) throw new CardFault('in-use');
    throw new YubikeyAbsent(seen.flatMap((each) => each.serial ?? []));
  }
  return service.exclusively(match.reader, milliseconds, async (card) => {
    const found = await serialOf(card);
    if (found !== serial) throw new YubikeyAbsent(found === null ? [] : [found]);
    const result = await actThere(card, serial, act);
    if ((await serialOf(card)) !== serial) throw new CardFault('removed');
    return result;
  });
}

/**
 * A device that is pulled out in the middle of an answer leaves a part of it, which looks like nonsense or like a refusal.
 * Whether it is still there says which; tries that it counted down it has told itself.
 */
async function actThere<T>(
  card: Card,
  serial: string,
  act: (card: Card) => Promise<T>,
): Promise<T> {
  try {
    return await act(card);
  } catch (error) {
    if (looksCutOff(error)) await stillThere(card, serial);
    throw error;
  }
}

function looksCutOff(error: unknown): boolean {
  if (error instanceof PivRefusal) return error.triesLeft === null;
  return error instanceof EncodingError || (error instanceof CardFault && error.kind === 'failed');
}

/** @throws CardFault where the device does not tell its serial any more */
async function stillThere(card: Card, serial: string): Promise<void> {
  for (const wait of [0, noticedWithin]) {
    await sleep(wait);
    try {
      if ((await serialOf(card)) === serial) return;
    } catch (error) {
      if (error instanceof CardFault && error.kind !== 'failed') throw error;
      if (!looksCutOff(error)) throw error;
    }
  }
  throw new CardFault('removed');
}

/** Before the act only serials were asked for: a service that stops then has carried nothing of it. */
async function seenBefore(service: SmartCardService): Promise<readonly SeenYubikey[]> {
  try {
    return await serialsByReader(service);
  } catch (error) {
    throw error instanceof CardFault && error.kind === 'lost' ? new CardFault('no-service') : error;
  }
}

/** A reader of a YubiKey. */
interface SeenYubikey {
  readonly reader: string;
  /** null where it tells none, or cannot be asked. */
  readonly serial: string | null;
  /** Another program holds it for itself. */
  readonly inUse: boolean;
}

/** Every YubiKey that is plugged in: its reader, and its serial where it tells one. */
export async function serialsByReader(service: SmartCardService): Promise<SeenYubikey[]> {
  const seen: SeenYubikey[] = [];
  for (const { name, occupied } of await service.readers()) {
    if (!occupied || !yubikeyReader.test(name)) continue;
    try {
      const serial = await service.exclusively(name, findTime, serialOf);
      seen.push({ reader: name, serial, inUse: false });
    } catch (error) {
      // One that is in use elsewhere, was just pulled out, has no PIV, hangs or answers nonsense does not hide the others.
      if (error instanceof PivRefusal) seen.push({ reader: name, serial: null, inUse: false });
      else if (!(error instanceof CardFault) || ofService.has(error.kind)) throw error;
      else if (error.kind === 'in-use') seen.push({ reader: name, serial: null, inUse: true });
    }
  }
  return seen;
}

import { randomInt } from 'node:crypto';
import { judgePin } from '../../src/keys/pin.ts';

/** A PIN of eight digits that the station may keep for a practice colleague. */
export function randomPin(): string {
  const pin = String(randomInt(10_000_000, 100_000_000));
  return judgePin(pin, { min: 8, max: 8 }) === null ? pin : randomPin();
}

import type { RecordOf } from '../../../src/ceremony/record.ts';
import type { PresentToken } from '../../tokens/token.ts';

/**
 * A YubiKey as libykcs11 shows it: the station makes its keys by PIV commands, and reads what it certifies. A YubiHSM of
 * the same maker is none, and neither is a card behind OpenSC, which hides the serial.
 */
export function isYubikey({ manufacturer, model }: Pick<PresentToken, 'manufacturer' | 'model'>) {
  return /yubico/i.test(manufacturer) && /^yubikey/i.test(model);
}

/** The same by the record, also while the token is out. */
export function wasYubikey(chosen: RecordOf<'token.chosen'> | null): boolean {
  return chosen !== null && /\byubikey\b/i.test(chosen.data.model);
}

import { createHash } from 'node:crypto';
import { ck } from './cryptoki.ts';

/** A token as its module tells it, before it has a name. */
export interface Unnamed {
  readonly serial: string;
  readonly label: string;
  readonly model: string;
  readonly manufacturer: string;
  readonly flags: number;
}

/** The serial of a token: what it tells, or what stands for it. */
export type SerialOf = (token: Unnamed) => string;

/**
 * NSS and tpm2-pkcs11 tell zeros for every token. A database of NSS is named by its own salt, a token of a TPM by its
 * maker, model and label, which its store holds once. No other library gets such a name: two YubiKeys that OpenSC
 * shows with zeros could not be told apart.
 * @param library as C_GetInfo tells it
 */
export function serialsOf(library: string, databaseSerial: string | null): SerialOf {
  const tpm = /tpm2?(\.0)?[ -]?(pkcs ?#?11|cryptoki)/i.test(library);
  return (token) => {
    if (!/^0*$/.test(token.serial) || (token.flags & ck.CKF_LOGIN_REQUIRED) === 0)
      return token.serial;
    if (databaseSerial !== null) return databaseSerial;
    return tpm && token.label !== '' ? tpmSerial(token) : token.serial;
  };
}

function tpmSerial({ manufacturer, model, label }: Unnamed): string {
  const told = JSON.stringify([manufacturer, model, label]);
  return `tpm-${createHash('sha256').update(told).digest('hex').slice(0, 16)}`;
}

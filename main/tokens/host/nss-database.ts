import { createHash } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The parameters by which NSS softokn opens a database (its own syntax, not that of PKCS#11).
 * The blank at the end is needed: pkcs11js 2.1.7 drops the last character.
 */
export function nssParameters(folder: string): string {
  return `configdir='sql:${folder}' certPrefix='' keyPrefix='' secmod='' flags=noModDB `;
}

/**
 * What stands for the serial that NSS does not tell: `nss-` and 16 digits of the digest of the database's password
 * salt. Every database has one of its own; it changes with the password. Null for a database without a password.
 */
export function nssSerial(folder: string): string | null {
  const database = new DatabaseSync(path.join(folder, 'key4.db'), { readOnly: true });
  try {
    const row = database.prepare("SELECT item1 FROM metaData WHERE id = 'password'").get();
    const salt = row?.['item1'];
    if (!(salt instanceof Uint8Array) || salt.length === 0) return null;
    return `nss-${createHash('sha256').update(salt).digest('hex').slice(0, 16)}`;
  } catch {
    return null; // no database of NSS: its token stays without a serial
  } finally {
    database.close();
  }
}

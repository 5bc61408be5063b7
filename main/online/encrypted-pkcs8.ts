import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { concat, equalBytes } from '../../src/encoding/bytes.ts';
import { derElement, DerReader, derTag, derUnsigned } from '../../src/encoding/der.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { fromHex } from '../../src/encoding/hex.ts';

/** Rounds of PBKDF2 with HMAC-SHA-256: what OWASP asks for in 2023. No file has more or fewer. */
const iterations = 600_000;
const saltLength = 16;
const blockLength = 16;

// Object identifiers in DER: RFC 8018, sections A.2 to A.4 and B.1; NIST's for AES.
const pbes2 = fromHex('06092a864886f70d01050d');
const pbkdf2Oid = fromHex('06092a864886f70d01050c');
const hmacSha256 = fromHex('06082a864886f70d0209');
const aes256Cbc = fromHex('060960864801650304012a');

const derive = promisify(pbkdf2);

/** What an EncryptedPrivateKeyInfo consists of, beside what is always the same. */
interface Parts {
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/**
 * A private key (PKCS#8, DER) as EncryptedPrivateKeyInfo (RFC 5958, section 3): PBES2 with PBKDF2-HMAC-SHA-256 and
 * AES-256-CBC (RFC 8018), so that OpenSSL opens it too.
 */
export async function encryptPkcs8(
  pkcs8: Uint8Array,
  passphrase: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const salt = randomBytes(saltLength);
  const iv = randomBytes(blockLength);
  const key = await derive(passphrase, salt, iterations, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const ciphertext = concat(cipher.update(pkcs8), cipher.final());
  key.fill(0);
  return encoded({ salt, iv, ciphertext });
}

/**
 * The private key, PKCS#8 in DER; null where the passphrase does not fit.
 * @returns undefined for bytes that `encryptPkcs8` does not write: other algorithms, other rounds, other lengths
 */
export async function decryptPkcs8(
  der: Uint8Array,
  passphrase: string,
): Promise<Uint8Array | null | undefined> {
  const parts = partsOf(der);
  if (parts === null) return undefined;
  const key = await derive(passphrase, parts.salt, iterations, 32, 'sha256');
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, parts.iv);
    return concat(decipher.update(parts.ciphertext), decipher.final());
  } catch {
    // OpenSSL says so by an error: the padding is none, so the key is another.
    return null;
  } finally {
    key.fill(0);
  }
}

/** Salt, start value and ciphertext; written again they have to give the same bytes, so nothing else is accepted. */
function partsOf(der: Uint8Array): Parts | null {
  try {
    const whole = new DerReader(der).sequence();
    const algorithm = whole.sequence();
    algorithm.take(derTag.objectIdentifier);
    const parameters = algorithm.sequence();
    const kdf = parameters.sequence();
    kdf.take(derTag.objectIdentifier);
    const salt = kdf.sequence().take(derTag.octetString);
    const cipher = parameters.sequence();
    cipher.take(derTag.objectIdentifier);
    const iv = cipher.take(derTag.octetString);
    const parts = { salt, iv, ciphertext: whole.take(derTag.octetString) };
    const sound = salt.length === saltLength && iv.length === blockLength;
    return sound && equalBytes(encoded(parts), der) ? parts : null;
  } catch (error) {
    if (error instanceof EncodingError) return null;
    throw error;
  }
}

function encoded({ salt, iv, ciphertext }: Parts): Uint8Array<ArrayBuffer> {
  const { sequence, octetString } = derTag;
  const parameters = derElement(
    sequence,
    derElement(octetString, salt),
    derUnsigned(Uint8Array.of(iterations >> 16, (iterations >> 8) & 0xff, iterations & 0xff)),
    derElement(sequence, hmacSha256, derElement(derTag.null)),
  );
  const kdf = derElement(sequence, pbkdf2Oid, parameters);
  const cipher = derElement(sequence, aes256Cbc, derElement(octetString, iv));
  return derElement(
    sequence,
    derElement(sequence, pbes2, derElement(sequence, kdf, cipher)),
    derElement(octetString, ciphertext),
  );
}

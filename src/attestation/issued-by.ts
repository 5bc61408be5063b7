import { sha256, sha384, sha512 } from '../encoding/digest.ts';
import { ecdsaCurves } from '../keys/curves.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { readSpki } from '../keys/spki.ts';
import type { Certificate } from './certificate.ts';
import { verifyRsaPkcs1 } from './rsa-signature.ts';

/**
 * True if the certificate's signature was made by this key: RSASSA-PKCS1-v1_5 or ECDSA, with SHA-2.
 * Every other algorithm, and one that does not fit the key, is false.
 */
export function isIssuedBy(certificate: Certificate, issuer: PublicKey): boolean {
  const { tbs, signature } = certificate;
  switch (certificate.signatureAlgorithm) {
    case '1.2.840.113549.1.1.11':
      return issuer.type === 'rsa' && verifyRsaPkcs1(issuer, 'sha256', sha256(tbs), signature);
    case '1.2.840.113549.1.1.12':
      return issuer.type === 'rsa' && verifyRsaPkcs1(issuer, 'sha384', sha384(tbs), signature);
    case '1.2.840.113549.1.1.13':
      return issuer.type === 'rsa' && verifyRsaPkcs1(issuer, 'sha512', sha512(tbs), signature);
    case '1.2.840.10045.4.3.2':
      return verifyEcdsa(issuer, sha256(tbs), signature);
    case '1.2.840.10045.4.3.3':
      return verifyEcdsa(issuer, sha384(tbs), signature);
    default:
      return false;
  }
}

function verifyEcdsa(issuer: PublicKey, digest: Uint8Array, signature: Uint8Array): boolean {
  const content = readSpki(issuer.spki, 'public key');
  if (content.type !== 'ecdsa-p256' && content.type !== 'ecdsa-p384') return false;
  const { curve } = ecdsaCurves[content.type];
  try {
    return curve.verify(signature, digest, content.point, {
      format: 'der',
      prehash: false,
      lowS: false,
    });
  } catch {
    // A signature that is not DER verifies under no key.
    return false;
  }
}

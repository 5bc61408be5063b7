import { fromBase64 } from '../encoding/base64.ts';
import { type Certificate, readCertificate } from './certificate.ts';

/**
 * The root that attestations of virtual YubiKeys end in (assets/practice-root; a test compares them byte by byte). Its
 * private key is public: what ends here proves nothing. It is known by name so that it can be told from a vendor's
 * root and from a broken chain, and it never stands among the pinned anchors.
 */
export const practiceRoot: { readonly name: string; readonly base64: string } = {
  name: 'Keyholder Station Practice Root',
  base64:
    'MIIBrDCCAVGgAwIBAgIBATAKBggqhkjOPQQDAjAqMSgwJgYDVQQDDB9LZXlob2xkZXIgU3RhdGlvbiBQcmFjdGljZSBSb290MCAXDTI2MTEyNjExMDg1MFoYDzIwNTExMTIwMTEwODUwWjAqMSgwJgYDVQQDDB9LZXlob2xkZXIgU3RhdGlvbiBQcmFjdGljZSBSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEpPXZ3zpLcRRhID3+aKoj/dlMVHhqV69Zi1+bfaoTPOTsG4O1T2REcQIoKaUK5tXE10nLrNZFnjGLZTXFU9JLvaNmMGQwHQYDVR0OBBYEFPZPu6klLnRel856L38H1JLAlEKJMB8GA1UdIwQYMBaAFPZPu6klLnRel856L38H1JLAlEKJMBIGA1UdEwEB/wQIMAYBAf8CAQEwDgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49BAMCA0kAMEYCIQD0ItDwfqR5BgeXN2uNWHpBMjOhYU257gb2reU+I7HpgwIhALyTGbYQagmSs2I24kP5IWvo6p4jeof9YvGYD1JZs86A',
};

let read: Certificate | null = null;

export function practiceRootCertificate(): Certificate {
  read ??= readCertificate(fromBase64(practiceRoot.base64), 'the practice root');
  return read;
}

/** Algorithm identifiers of PIV (SP 800-78-4, table 6-2) and Yubico's own. */
export const algorithm = {
  rsa1024: 0x06,
  rsa2048: 0x07,
  rsa3072: 0x05,
  rsa4096: 0x16,
  p256: 0x11,
  p384: 0x14,
  ed25519: 0xe0,
  x25519: 0xe1,
} as const;

export const rsaBits: ReadonlyMap<number, number> = new Map([
  [algorithm.rsa1024, 1024],
  [algorithm.rsa2048, 2048],
  [algorithm.rsa3072, 3072],
  [algorithm.rsa4096, 4096],
]);

export interface CurveNames {
  /** As JWK and node:crypto name it. */
  readonly name: 'P-256' | 'P-384';
  /** As OpenSSL names it. */
  readonly openssl: string;
  /** Bytes of a coordinate. */
  readonly size: number;
}

export const curves: ReadonlyMap<number, CurveNames> = new Map([
  [algorithm.p256, { name: 'P-256', openssl: 'prime256v1', size: 32 }],
  [algorithm.p384, { name: 'P-384', openssl: 'secp384r1', size: 48 }],
]);

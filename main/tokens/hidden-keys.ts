/**
 * True for a token that shows nothing at all before its PIN: a YubiHSM 2. yubihsm_pkcs11 answers every search with no
 * object then, public keys included (its source says so; no device was ever tried). So its key cannot be held against the
 * expected one before the PIN is sent, as every other token's is; it is after, before anything is signed.
 */
export function hidesKeys({
  manufacturer,
  model,
}: {
  readonly manufacturer: string;
  readonly model: string;
}): boolean {
  return /yubico/i.test(manufacturer) && /^yubihsm/i.test(model);
}

/** Yubico's USB vendor id. */
export const yubico = 0x1050;

/** The three interfaces that a YubiKey may offer. Only the smart card speaks PIV. */
export interface Interfaces {
  readonly otp: boolean;
  readonly fido: boolean;
  readonly smartCard: boolean;
}

export interface Product {
  readonly kind: 'yubikey' | 'yubihsm' | 'other';
  /** null where the product id does not tell. */
  readonly interfaces: Interfaces | null;
}

/** YubiKey 4 and 5: the id says which interfaces are switched on. */
const yubiKeys: ReadonlyMap<number, Interfaces> = new Map([
  [0x04_01, { otp: true, fido: false, smartCard: false }],
  [0x04_02, { otp: false, fido: true, smartCard: false }],
  [0x04_03, { otp: true, fido: true, smartCard: false }],
  [0x04_04, { otp: false, fido: false, smartCard: true }],
  [0x04_05, { otp: true, fido: false, smartCard: true }],
  [0x04_06, { otp: false, fido: true, smartCard: true }],
  [0x04_07, { otp: true, fido: true, smartCard: true }],
]);
const yubiHsm2 = 0x00_30;

/** What a product id of Yubico stands for. */
export function productOf(productId: number): Product {
  const interfaces = yubiKeys.get(productId);
  if (interfaces !== undefined) return { kind: 'yubikey', interfaces };
  return { kind: productId === yubiHsm2 ? 'yubihsm' : 'other', interfaces: null };
}

/** Text of a fixed field of PKCS#11: padding and control characters off, at most 64 characters. */
export function fieldText(field: string): string {
  return field.replace(/\p{C}/gu, '').trim().slice(0, 64);
}

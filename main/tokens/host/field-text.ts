/** Text of a fixed field of PKCS#11: padding and control characters off, at most 64 characters. */
export function fieldText(field: string): string {
  // Nearly every field is plain ASCII, where looking for all that Unicode calls control takes most of the time.
  const plain = /^[ -~]*$/.test(field) ? field : field.replace(/\p{C}/gu, '');
  return plain.trim().slice(0, 64);
}

/** True if bytes begin with this ASCII text, white space and control characters before it aside. */
export function startsWith(bytes: Uint8Array, ascii: string): boolean {
  let start = 0;
  while (start < bytes.length && (bytes[start] ?? 0) <= 0x20) start += 1;
  return holdsAt(bytes, start, ascii);
}

/** True if this ASCII text stands anywhere in the bytes. */
export function includes(bytes: Uint8Array, ascii: string): boolean {
  const first = ascii.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (holdsAt(bytes, at, ascii)) return true;
  }
  return false;
}

function holdsAt(bytes: Uint8Array, at: number, ascii: string): boolean {
  if (at + ascii.length > bytes.length) return false;
  for (let index = 0; index < ascii.length; index += 1) {
    if (bytes[at + index] !== ascii.charCodeAt(index)) return false;
  }
  return true;
}

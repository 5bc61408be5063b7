import { AttestationError } from './attestation-error.ts';

/** The content of an OBJECT IDENTIFIER (X.690, 8.19) in dotted decimal. Throws AttestationError. */
export function dottedOid(content: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  let inside = false;
  for (const byte of content) {
    if (!inside && byte === 0x80) throw malformed('is padded');
    value = value * 128 + (byte & 0x7f);
    if (value > 0xffff_ffff) throw malformed('is too large');
    inside = byte >= 0x80;
    if (inside) continue;
    arcs.push(value);
    value = 0;
  }
  const [first, ...rest] = arcs;
  if (inside || first === undefined) throw malformed('is cut off');
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

function malformed(what: string): AttestationError {
  return new AttestationError('attestation.certificate-malformed', `an object identifier ${what}`);
}

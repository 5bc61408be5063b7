import { z } from 'zod';
import { fromBase64, toBase64 } from './base64.ts';
import { concat, equalBytes } from './bytes.ts';
import { EncodingError } from './encoding-error.ts';
import { jcs } from './jcs.ts';
import { parseJson } from './json.ts';
import { StationError } from './station-error.ts';
import { utf8 } from './utf8.ts';

/** One signature of an envelope. */
export interface DsseSignature {
  /** A hint to the key, never a proof. */
  readonly keyid: string;
  readonly signature: Uint8Array;
}

/** A DSSE envelope, version 1.0. */
export interface DsseEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly DsseSignature[];
}

/** Most bytes of an envelope that is read. */
export const longestEnvelope = 64 * 1024;

const Envelope = z.strictObject({
  payload: z.string(),
  payloadType: z.string().max(200),
  signatures: z
    .array(z.strictObject({ keyid: z.string().max(256), sig: z.string() }))
    .min(1)
    .max(64),
});

/** What is signed: the pre-authentication encoding (DSSE 1.0, "Signature Definition"). */
export function preAuthentication(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType);
  return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

/** The one text that the station writes of an envelope: RFC 8785 and a line feed, base64 with padding. */
export function envelopeFile({ payloadType, payload, signatures }: DsseEnvelope): Uint8Array {
  const canonical = jcs({
    payload: toBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyid, signature }) => ({ keyid, sig: toBase64(signature) })),
  });
  return concat(canonical, utf8('\n'));
}

/**
 * Reads an envelope. Only the text that `envelopeFile` writes is one, so that equal envelopes are equal files.
 * @throws EncodingError `encoding.dsse`
 */
export function parseEnvelope(bytes: Uint8Array, place: string): DsseEnvelope {
  try {
    const value = Envelope.parse(parseJson(bytes, place, { bytes: longestEnvelope, depth: 4 }));
    const envelope = {
      payloadType: value.payloadType,
      payload: fromBase64(value.payload),
      signatures: value.signatures.map(({ keyid, sig }) => ({ keyid, signature: fromBase64(sig) })),
    };
    if (equalBytes(envelopeFile(envelope), bytes)) return envelope;
    throw notEnvelope(place);
  } catch (cause) {
    if (cause instanceof EncodingError && cause.code === 'encoding.dsse') throw cause;
    if (!(cause instanceof StationError) && !(cause instanceof z.ZodError)) throw cause;
    throw notEnvelope(place, cause);
  }
}

function notEnvelope(place: string, cause?: unknown): EncodingError {
  return new EncodingError('encoding.dsse', 'the file is no DSSE envelope', {
    expected: 'payload, payloadType and signatures, in RFC 8785 form with a line feed',
    place,
    hint: 'The file was damaged or edited. Take it from its source again.',
    cause,
  });
}

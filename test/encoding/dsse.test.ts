import { array, assert, property, record, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envelopeFile, parseEnvelope, preAuthentication } from '../../src/encoding/dsse.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';

const envelope = {
  payloadType: 'text/x',
  payload: utf8('hello'),
  signatures: [{ keyid: 'k', signature: Uint8Array.of(1, 2) }],
};
const text =
  '{"payload":"aGVsbG8=","payloadType":"text/x","signatures":[{"keyid":"k","sig":"AQI="}]}\n';
const codeOf = (bytes: Uint8Array): string | null => {
  try {
    parseEnvelope(bytes, 'x.json');
    return null;
  } catch (error) {
    if (error instanceof EncodingError) return error.code;
    throw error;
  }
};

describe('the encoding that is signed', () => {
  it("is the protocol's own example", () => {
    const type = 'http://example.com/HelloWorld';
    expect(fromUtf8(preAuthentication(type, utf8('hello world')))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  it('counts bytes, not characters', () => {
    expect(fromUtf8(preAuthentication('é', utf8('ü!')))).toBe('DSSEv1 2 é 3 ü!');
  });
});

describe('an envelope', () => {
  it('has one text, and that is read back', () => {
    expect(fromUtf8(envelopeFile(envelope))).toBe(text);
    expect(parseEnvelope(utf8(text), 'x.json')).toEqual(envelope);
  });

  it('survives writing and reading, whatever is in it', () => {
    const any = record({
      payloadType: string({ maxLength: 30 }),
      payload: uint8Array({ maxLength: 60 }),
      signatures: array(
        record({ keyid: string({ maxLength: 20 }), signature: uint8Array({ maxLength: 80 }) }),
        { minLength: 1, maxLength: 4 },
      ),
    });
    assert(
      property(any, (one) => {
        const read = parseEnvelope(envelopeFile(one), 'x.json');
        expect(envelopeFile(read)).toEqual(envelopeFile(one));
        expect(Buffer.from(read.payload).equals(Buffer.from(one.payload))).toBe(true);
      }),
    );
  });

  it.each([
    ['no text', ''],
    ['no line feed', text.trimEnd()],
    ['a space', text.replace(':', ': ')],
    ['members in another order', text.replace(/("payload":[^,]*),("payloadType":[^,]*)/, '$2,$1')],
    ['a further member', text.replace('{"payload"', '{"a":1,"payload"')],
    ['a member twice', text.replace('"sig"', '"keyid":"k","sig"')],
    ['no signature', text.replace(/\[.*\]/, '[]')],
    ['no payload', text.replace(/"payload":[^,]*,/, '')],
    ['base64 without padding', text.replace('aGVsbG8=', 'aGVsbG8')],
    ['base64 for addresses', text.replace('AQI=', 'A_I=')],
    ['bits behind the end', text.replace('AQI=', 'AQJ=')],
    ['a number for a text', text.replace('"k"', '7')],
    ['an array', `[${text.trim()}]\n`],
    ['nesting', '['.repeat(5000)],
  ])('with %s is none', (_what, other) => {
    expect(other).not.toBe(text);
    expect(codeOf(utf8(other))).toBe('encoding.dsse');
  });

  it('of random bytes is a typed error', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        expect(codeOf(bytes)).toBe('encoding.dsse');
      }),
    );
  });
});

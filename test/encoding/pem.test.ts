import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { decodeAllPem, decodePem, encodePem } from '../../src/encoding/pem.ts';
import { outcomeOf, thrown } from './thrown.ts';

const anyLabel = fc.constantFrom('CERTIFICATE', 'PUBLIC KEY', 'X509 CRL', 'A');
const bytes = Uint8Array.of(1, 2, 3);
const block = '-----BEGIN THING-----\nAQID\n-----END THING-----\n';

describe('encodePem', () => {
  it('writes lines of 64 characters and a final line end (RFC 7468, section 2)', () => {
    expect(encodePem('THING', bytes)).toBe(block);
    const lines = encodePem('THING', new Uint8Array(100)).split('\n');
    expect(lines.map((line) => line.length)).toEqual([21, 64, 64, 8, 19, 0]);
  });
});

describe('decodePem', () => {
  it('reads back what encodePem wrote', () => {
    fc.assert(
      fc.property(anyLabel, fc.uint8Array({ maxLength: 200 }), (label, der) => {
        expect(decodePem(encodePem(label, der), label)).toEqual(Uint8Array.from(der));
      }),
    );
  });

  it.each([
    ['no final line end', block.trimEnd()],
    ['CRLF', block.replaceAll('\n', '\r\n')],
    ['white space around', `\n \t\n${block}\n\n`],
    ['spaces at line ends', block.replaceAll('\n', ' \n')],
    ['lines of another length', block.replace('AQID', 'AQ\nID')],
  ])('reads a block with %s', (_, text) => {
    expect(decodePem(text, 'THING')).toEqual(bytes);
  });

  it('reads a certificate of a real ceremony', () => {
    const file =
      '../fixtures/sigstore-root-signing/ceremony/2021-06-18/keys/15938765/15938765_key_cert.pem';
    const der = decodePem(readFileSync(join(import.meta.dirname, file), 'utf8'), 'CERTIFICATE');
    expect([der[0], der.length > 600]).toEqual([0x30, true]);
  });

  it.each([
    ['another label', block, 'OTHER', 'the label THING'],
    ['no block', 'nothing here', 'THING', 'other text'],
    ['nothing', '', 'THING', 'no block'],
    ['two blocks', block + block, 'THING', '2 blocks'],
    ['text before', `Subject: x\n${block}`, 'THING', 'other text'],
    ['text after', `${block}x`, 'THING', 'other text'],
    ['no end', '-----BEGIN THING-----\nAQID\n', 'THING', 'the end of the text'],
    ['an end alone', '-----END THING-----\n', 'THING', 'a line that opens or closes nothing'],
    [
      'an end of another label',
      block.replace('END THING', 'END OTHER'),
      'THING',
      'a line that opens or closes nothing',
    ],
    [
      'a block inside a block',
      `-----BEGIN THING-----\n${block}-----END THING-----`,
      'THING',
      'a line that opens or closes nothing',
    ],
    [
      'small letters',
      block.replaceAll('THING', 'thing'),
      'thing',
      'a line that opens or closes nothing',
    ],
    ['four dashes', block.replace('-----BEGIN', '----BEGIN'), 'THING', 'other text'],
    [
      'headers',
      block.replace('AQID', 'Proc-Type: 4,ENCRYPTED\n\nAQID'),
      'THING',
      'other characters, or text cut off',
    ],
    ['base64 cut off', block.replace('AQID', 'AQI'), 'THING', 'other characters, or text cut off'],
    [
      'a letter of another script',
      block.replace('AQID', 'АQID'),
      'THING',
      'other characters, or text cut off',
    ],
    [
      'an exotic space',
      block.replace('AQID', 'AQID\u00a0'),
      'THING',
      'other characters, or text cut off',
    ],
  ])('refuses %s', (_, text, label, found) => {
    const error = thrown(EncodingError, () => decodePem(text, label));
    expect(error).toMatchObject({ code: 'encoding.pem', found });
  });

  it('names the line', () => {
    expect(thrown(EncodingError, () => decodePem(`${block}x`, 'THING')).place).toBe('line 4');
  });

  it('refuses more text than any key or certificate needs', () => {
    const text = ' '.repeat(4 * 1024 * 1024 + 1);
    expect(thrown(EncodingError, () => decodePem(text, 'THING')).code).toBe('encoding.pem');
  });
});

describe('hostile lines', () => {
  it('of a million spaces are read within the time of a test: a search that goes back would take hours', () => {
    const text = `${' '.repeat(1_000_000)}x`;
    expect(thrown(EncodingError, () => decodePem(text, 'THING')).code).toBe('encoding.pem');
  });
});

describe('decodeAllPem', () => {
  it('reads all blocks in order and skips text between them (RFC 7468, section 2)', () => {
    const text = `Root A\n${block}\nIntermediate\n${block.replaceAll('THING', 'OTHER')}the end`;
    expect(decodeAllPem(text)).toEqual([
      { label: 'THING', der: bytes },
      { label: 'OTHER', der: bytes },
    ]);
  });

  it('finds nothing in a text without blocks', () => {
    expect(decodeAllPem('just words\n')).toEqual([]);
  });

  it('refuses a damaged block among good ones', () => {
    const text = `${block}${block.replace('AQID', '!!!!')}`;
    expect(thrown(EncodingError, () => decodeAllPem(text)).place).toBe('line 4');
  });

  it('gives blocks or an EncodingError for any order of lines', () => {
    const line = fc.constantFrom(
      '-----BEGIN A-----',
      '-----END A-----',
      '-----BEGIN B-----',
      '-----END B-----',
      '-----',
      'AQID',
      'AQ==',
      'x',
      '',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const outcome = outcomeOf(EncodingError, () => decodeAllPem(lines.join('\n')));
        const begins = lines.filter((each) => each.startsWith('-----BEGIN')).length;
        expect('error' in outcome || outcome.value.length === begins).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { TufError } from '../../src/tuf/tuf-error.ts';
import { metadataFile, withSignature } from '../../src/tuf/write.ts';
import { bytesOf, fixtureBytes, rootDraft, sigstoreVersions } from './fixtures.ts';

const read = (bytes: Uint8Array) => parseMetadata(bytes, 'file.json');
const code = (expected: string) => expect.objectContaining({ name: 'TufError', code: expected });

describe('a signature more', () => {
  test.each(sigstoreVersions)('on published root %i changes nothing else', (version) => {
    const bytes = fixtureBytes(`root_history/${version}.root.json`);
    const before = read(bytes);
    const after = read(withSignature(bytes, 'file.json', 'mine', 'abcd'));
    expect(after.signedBytes).toEqual(before.signedBytes);
    expect(after.signatures.slice(0, -1)).toEqual(before.signatures);
    expect(after.signatures.at(-1)).toMatchObject({ keyid: 'mine', sig: 'abcd', extra: {} });
  });

  test('keeps every member, known or not, and every oddity of other signatures', () => {
    const file = {
      comment: { '10': 'ten', '9': null },
      signatures: [
        { keyid: 'a', sig: 'zz', extra: [1] },
        { keyid: 'a', sig: null },
        { keyid: 'b', sig: '' },
      ],
      signed: { ...rootDraft(1).signed, 'x-null': null, 'ünïcödé €𝄞': '\u0007"\\\n' },
    };
    const after = JSON.parse(fromUtf8(withSignature(bytesOf(file), 'f', 'c', '00'))) as object;
    expect(after).toEqual({ ...file, signatures: [...file.signatures, { keyid: 'c', sig: '00' }] });
  });

  test('fills the place that was kept for it, where it is', () => {
    const file = {
      ...rootDraft(1),
      signatures: [
        { keyid: 'a', sig: '' },
        { keyid: 'b', sig: '', note: 1 },
        { keyid: 'c', sig: '' },
      ],
    };
    const { signatures } = read(withSignature(bytesOf(file), 'f', 'b', 'abcd'));
    expect(signatures.map(({ keyid, sig }) => `${keyid}:${sig}`)).toEqual(['a:', 'b:abcd', 'c:']);
    expect(signatures[1]!.extra).toEqual({ note: 1 });
  });

  test('starts the list where the file has null', () => {
    const file = { ...rootDraft(1), signatures: null };
    expect(read(withSignature(bytesOf(file), 'f', 'a', '00')).signatures).toHaveLength(1);
  });

  test('keeps a member of the signed part that is called __proto__', () => {
    const signed = JSON.stringify(rootDraft(1).signed).replace('{', '{"__proto__":{"a":1},');
    const bytes = utf8(`{"signatures":[],"signed":${signed}}`);
    expect(fromUtf8(withSignature(bytes, 'f', 'a', '00'))).toContain('"__proto__"');
  });

  test('after another gives the same file in whichever order it is read back', () => {
    const name = fc.string({ minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), (keyids) => {
        const start = metadataFile(JSON.parse(JSON.stringify(rootDraft(3).signed)), []);
        const file = keyids.reduce<Uint8Array>(
          (bytes, id) => withSignature(bytes, 'f', id, '0a'),
          start,
        );
        expect(read(file).signatures.map(({ keyid }) => keyid)).toEqual(keyids);
        expect(read(file).signedSha256).toBe(read(start).signedSha256);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is not written', () => {
  const bytes = fixtureBytes('root_history/1.root.json');
  const { keyid, sig } = rootDraft(1).signatures[0]!;

  test('a second signature by one keyid, even the same', () => {
    expect(() => withSignature(bytes, 'f', keyid, 'abcd')).toThrow(code('tuf.signature-repeated'));
    expect(() => withSignature(bytes, 'f', keyid, sig!)).toThrow(code('tuf.signature-repeated'));
  });

  test('one for a keyid that stands twice, even where both places are empty', () => {
    const signatures = [
      { keyid: 'a', sig: '' },
      { keyid: 'a', sig: '' },
    ];
    const file = bytesOf({ ...rootDraft(1), signatures });
    expect(() => withSignature(file, 'f', 'a', 'abcd')).toThrow(code('tuf.signature-repeated'));
  });

  test.each(['', 'a', 'zz', '0x00', ' 00', '00\n'])('the text %j as a signature', (sig) => {
    expect(() => withSignature(bytes, 'f', 'new', sig)).toThrow(code('tuf.signature'));
  });

  test('hexadecimal text of another kind in a new file', () => {
    const signed = JSON.parse(JSON.stringify(rootDraft(1).signed));
    expect(() => metadataFile(signed, [{ keyid: 'a', sig: 'xyz' }])).toThrow(code('tuf.signature'));
    expect(metadataFile(signed, [{ keyid: 'a', sig: '' }]).length).toBeGreaterThan(100);
  });

  test('anything on a file that is no metadata', () => {
    expect(() => withSignature(utf8('{}'), 'f', 'a', '00')).toThrow(code('tuf.not-metadata'));
    expect(() => withSignature(utf8('{'), 'f', 'a', '00')).toThrow(
      expect.objectContaining({ code: 'json.malformed' }),
    );
  });

  test('an error says that the file is as it was', () => {
    const error = catchError(() => withSignature(bytes, 'f', keyid, 'abcd'));
    expect(error.notDone).toEqual(['The file was not changed.']);
    expect(error.place).toBe('f');
  });
});

function catchError(act: () => unknown): TufError {
  try {
    act();
  } catch (error) {
    if (error instanceof TufError) return error;
  }
  throw new Error('no TufError was thrown');
}

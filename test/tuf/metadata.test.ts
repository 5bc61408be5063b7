import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { type Metadata, parseMetadata, requireType } from '../../src/tuf/metadata.ts';
import { fixture, fixtureBytes, metadataOf, rootDraft } from './fixtures.ts';

const signed = (change: object) =>
  metadataOf({ ...rootDraft(9), signed: { ...rootDraft(9).signed, ...change } });

function codes(metadata: Metadata): readonly string[] {
  return metadata.oddities
    .filter(({ place }) => !place.endsWith('spec_version'))
    .map(({ code, place }) => `${code} ${place}`);
}

describe('a published file', () => {
  const path = 'root_history/1.root.json';
  const metadata = fixture(path);

  test('is read as far as all roles are alike', () => {
    expect(metadata).toMatchObject({ place: path, type: 'root', version: 1, specVersion: '1.0' });
    expect(metadata.bytes).toEqual(fixtureBytes(path));
    expect(metadata.sha256).toBe(
      'cd7549b15e7b4e660a89c950bca1bce262a524a5cf909952b66951b5c8667bc6',
    );
    expect(metadata.signedSha256).toBe(sha256Hex(metadata.signedBytes));
  });

  test('keeps an expiry with its offset and nanoseconds', () => {
    const { text, ms, nanos } = metadata.expires;
    expect(text).toBe('2021-12-18T13:28:12.99008-06:00');
    expect(new Date(ms).toISOString()).toBe('2021-12-18T19:28:12.990Z');
    expect(nanos).toBe(80_000);
  });

  test('names its oddities', () => {
    expect(metadata.oddities).toEqual([
      {
        code: 'metadata.spec-version',
        place: 'root_history/1.root.json, in $.signed.spec_version',
        found: '1.0',
      },
      {
        code: 'metadata.time-form',
        place: 'root_history/1.root.json, in $.signed.expires',
        found: '2021-12-18T13:28:12.99008-06:00',
      },
    ]);
  });
});

describe('what is accepted, and named where it is odd', () => {
  test('null in place of the signatures', () => {
    const metadata = metadataOf({ ...rootDraft(9), signatures: null });
    expect(metadata.signatures).toEqual([]);
    expect(codes(metadata)).toEqual(['signature.null draft.json, in $.signatures']);
  });

  test('no signatures', () => {
    const metadata = metadataOf({ ...rootDraft(9), signatures: [] });
    expect([metadata.signatures, codes(metadata)]).toEqual([[], []]);
  });

  test('null and empty text in place of a signature, members beside it, repeated keyids', () => {
    const metadata = metadataOf({
      ...rootDraft(9),
      signatures: [
        { keyid: 'a', sig: null },
        { keyid: 'a', sig: '' },
        { keyid: 'b', sig: 'zz', method: 'ecdsa', cert: null },
      ],
    });
    expect(metadata.signatures).toEqual([
      { keyid: 'a', sig: '', index: 0, extra: {} },
      { keyid: 'a', sig: '', index: 1, extra: {} },
      { keyid: 'b', sig: 'zz', index: 2, extra: { method: 'ecdsa', cert: null } },
    ]);
    expect(codes(metadata)).toEqual([
      'signature.null draft.json, in $.signatures[0].sig',
      'metadata.unknown-member draft.json, in $.signatures[2].method',
      'metadata.unknown-member draft.json, in $.signatures[2].cert',
    ]);
  });

  test('members beside signed and signatures', () => {
    const metadata = metadataOf({ ...rootDraft(9), comment: { any: [1] } });
    expect(codes(metadata)).toEqual(['metadata.unknown-member draft.json, in $.comment']);
  });

  test('unknown members and null of the signed part survive into the signed bytes', () => {
    const metadata = signed({ 'x-null': null, 'x-list': [null] });
    expect(new TextDecoder().decode(metadata.signedBytes)).toContain(
      '"x-list":[null],"x-null":null',
    );
  });

  test('version 0', () => expect(signed({ version: 0 }).version).toBe(0));

  test.each(['1.0.0', '1.0.31'])('edition %s, without a word', (spec_version) => {
    expect(signed({ spec_version }).oddities).toEqual([]);
  });

  test.each([
    ['1.0', false],
    ['1', false],
    ['1.1.0', false],
    ['01.0', false],
    ['', false],
    ['one', false],
    ['2.0.0', true],
    ['2', true],
    ['0.9', true],
    ['10.0.0', true],
  ])('edition %j, for another major version only where it is one', (spec_version, isOther) => {
    const codes = signed({ spec_version }).oddities.map(({ code }) => code);
    expect(codes).toEqual(['metadata.spec-version', ...(isOther ? ['metadata.other-spec'] : [])]);
  });

  test.each(['1.0', '2.0.0', '1', ''])('edition %j, as an oddity', (spec_version) => {
    const { specVersion, oddities } = signed({ spec_version });
    expect([specVersion, oddities[0]!.code]).toEqual([spec_version, 'metadata.spec-version']);
  });

  test('no edition', () => {
    const { specVersion, oddities } = signed({ spec_version: undefined });
    expect([specVersion, oddities[0]!.code]).toEqual([null, 'metadata.spec-version']);
  });
});

describe('what is refused', () => {
  test.each<[string, unknown]>([
    ['a number', 1],
    ['an array', [{ signed: {}, signatures: [] }]],
    ['null', null],
    ['no signed part', { signatures: [] }],
    ['a signed part that is a text', { signed: 'x', signatures: [] }],
    ['a signed part that is an array', { signed: [], signatures: [] }],
    ['no signatures', { signed: rootDraft(9).signed }],
  ])('%s', (_, file) => {
    expect(() => metadataOf(file)).toThrow(
      expect.objectContaining({ name: 'TufError', code: 'tuf.not-metadata', place: 'draft.json' }),
    );
  });

  test.each<[string, object, string]>([
    ['no type', { _type: undefined }, '$.signed._type'],
    ['a type that is a number', { _type: 1 }, '$.signed._type'],
    ['a negative version', { version: -1 }, '$.signed.version'],
    ['a version as text', { version: '1' }, '$.signed.version'],
    ['no version', { version: undefined }, '$.signed.version'],
    ['no expiry', { expires: undefined }, '$.signed.expires'],
    ['an expiry as a number', { expires: 1 }, '$.signed.expires'],
    ['an expiry without a zone', { expires: '2021-12-18T13:28:12' }, '$.signed.expires'],
    ['a day that does not exist', { expires: '2021-02-30T00:00:00Z' }, '$.signed.expires'],
    ['an edition as a number', { spec_version: 1 }, '$.signed.spec_version'],
  ])('%s', (_, change, path) => {
    expect(() => signed(change)).toThrow(
      expect.objectContaining({ code: 'tuf.member', place: `draft.json, in ${path}` }),
    );
  });

  test.each<[string, unknown, string]>([
    ['an object', {}, '$.signatures'],
    ['an entry that is null', [null], '$.signatures[0]'],
    ['an entry without a keyid', [{ sig: '' }], '$.signatures[0].keyid'],
    ['an entry without a signature', [{ keyid: 'a' }], '$.signatures[0].sig'],
    ['a signature that is a number', [{ keyid: 'a', sig: 0 }], '$.signatures[0].sig'],
    ['a very long signature', [{ keyid: 'a', sig: 'a'.repeat(8194) }], '$.signatures[0].sig'],
    ['very many', Array.from({ length: 1025 }, () => ({ keyid: 'a', sig: '' })), '$.signatures'],
  ])('signatures: %s', (_, signatures, path) => {
    expect(() => metadataOf({ ...rootDraft(9), signatures })).toThrow(
      expect.objectContaining({ code: 'tuf.member', place: `draft.json, in ${path}` }),
    );
  });

  test.each([
    [
      'a member twice',
      '{"signed":{"version":1,"version":2},"signatures":[]}',
      'json.duplicate-member',
    ],
    ['a fraction', '{"signed":{"version":1.5},"signatures":[]}', 'json.unsafe-number'],
    ['an exponent', '{"signed":{"version":1e2},"signatures":[]}', 'json.unsafe-number'],
    [
      'a large number',
      '{"signed":{"version":9007199254740993},"signatures":[]}',
      'json.unsafe-number',
    ],
    ['a cut file', '{"signed":{"version":1', 'json.malformed'],
    ['no JSON', '<html>', 'json.malformed'],
  ])('%s', (_, text, code) => {
    expect(() => parseMetadata(utf8(text), 'file')).toThrow(expect.objectContaining({ code }));
  });

  test('another type than the one that is needed', () => {
    const targets = fixture('ceremony/2021-06-18/repository/targets.json');
    expect(requireType(targets, 'targets')).toBe(targets);
    expect(() => requireType(targets, 'root')).toThrow(
      expect.objectContaining({ code: 'tuf.wrong-type', expected: 'root', found: 'targets' }),
    );
  });
});

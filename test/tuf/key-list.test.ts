import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/encoding/json.ts';
import { parseKeyList } from '../../src/tuf/key-list.ts';
import { listMember, tableMember } from '../../src/tuf/null-member.ts';
import type { Oddity } from '../../src/tuf/oddity.ts';
import { TufError } from '../../src/tuf/tuf-error.ts';
import { thrownIn } from '../ceremony/thrown.ts';
import { jsonText } from '../encoding/json-documents.ts';
import { signer } from './signers.ts';

const place = 'root.json, in $.signed.keys';
const [ana, ben] = [signer('ana'), signer('ben')];
const read = (value: JsonValue | undefined) => parseKeyList({ value, place });

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ana.object]));
const badList = (value: JsonValue | undefined) => () =>
  listMember({ value, place }, 1, 'tuf.role', []);

describe('the keys of a file', () => {
  it('are read under their keyids', () => {
    const list = read({ [ana.keyid]: ana.object, [ben.keyid]: ben.object });
    expect([...list.keys.keys()]).toEqual([ana.keyid, ben.keyid]);
    expect(list.keys.get(ana.keyid)?.publicKey).toEqual(ana.publicKey);
    expect(list).toMatchObject({ unusable: [], oddities: [] });
  });

  it('are none where the list is null, as programs in Go write an empty one', () => {
    const list = read(null);
    expect([list.keys.size, list.unusable]).toEqual([0, []]);
    expect(list.oddities).toEqual([{ code: 'metadata.null-member', place, found: 'null' }]);
  });

  it.each<readonly [string, JsonValue | undefined, string]>([
    ['nothing', undefined, place],
    ['a list', [], place],
    ['a text', 'keys', place],
    ['a key that is no object', { [ana.keyid]: 'pem' }, `${place}["${ana.keyid}"]`],
    ['a key that is null', { [ana.keyid]: null }, `${place}["${ana.keyid}"]`],
  ])('are not read from %s', (_, value, at) => {
    const error = thrownIn(() => read(value));
    expect(error).toBeInstanceOf(TufError);
    expect(error).toMatchObject({ code: 'tuf.member', expected: 'an object' });
    const found = error instanceof TufError ? error.place : '';
    expect([at, at.replace(/\["(.*)"\]$/, '.$1')]).toContain(found);
  });

  it.each<readonly [string, Record<string, JsonValue>, string]>([
    [
      'of a kind from the future',
      { ...ana.object, keytype: 'pq', scheme: 'pq' },
      'tuf.key-unsupported',
    ],
    [
      'of a scheme that its kind does not have',
      { ...ana.object, scheme: 'ed25519' },
      'tuf.key-unsupported',
    ],
    ['without a value', { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256' }, 'tuf.key'],
    ['with a value that is no key', { ...ana.object, keyval: { public: 'x' } }, 'tuf.key'],
    ['with a value that is no text', { ...ana.object, keyval: { public: 7 } }, 'tuf.key'],
    ['with a kind that is no text', { ...ana.object, keytype: null }, 'tuf.key'],
  ])('keep a key aside that is %s, and block no other', (_, object, code) => {
    const keyid = 'cd'.repeat(32);
    const list = read({ [keyid]: object, [ben.keyid]: ben.object });
    expect([...list.keys.keys()]).toEqual([ben.keyid]);
    expect(list.unusable).toMatchObject([{ keyid, problem: { code } }]);
    expect(list.unusable[0]?.object).toEqual(object);
  });

  it('name what is odd about a key, and at which key', () => {
    const alias = 'ab'.repeat(32);
    const { oddities, keys } = read({
      [ana.keyid]: { ...ana.object, 'x-note': 1 },
      [alias]: ana.object,
    });
    expect(keys.size).toBe(2);
    const codes = oddities.map(({ code, place: at }) => [code, at.includes(alias)]);
    expect(codes).toContainEqual(['metadata.unknown-member', false]);
    expect(codes).toContainEqual(['key.keyid-mismatch', true]);
    expect(codes).toContainEqual(['key.shared-keyids', true]);
  });

  it('are 1024 at the most', () => {
    expect(read(many(1024)).keys.size).toBe(1024);
    expect(thrownIn(() => read(many(1025)))).toMatchObject({
      code: 'tuf.member',
      expected: 'at most 1024 keys',
      place,
    });
  });
});

describe('a member that may be null', () => {
  it('is empty then, with a note where it stands', () => {
    const oddities: Oddity[] = [];
    expect(listMember({ value: null, place }, 3, 'tuf.member', oddities)).toEqual([]);
    expect(tableMember({ value: null, place }, oddities)).toEqual({});
    expect(oddities).toHaveLength(2);
    expect(oddities[0]).toEqual({ code: 'metadata.null-member', place, found: 'null' });
  });

  it('is itself without a note', () => {
    const oddities: Oddity[] = [];
    expect(listMember({ value: [1], place }, 1, 'tuf.member', oddities)).toEqual([1]);
    expect(tableMember({ value: { a: 1 }, place }, oddities)).toEqual({ a: 1 });
    expect(oddities).toEqual([]);
  });

  it('is nothing else, and no longer than it may be', () => {
    for (const value of [undefined, {}, 'x', 0, false])
      expect(thrownIn(badList(value))).toMatchObject({ code: 'tuf.role', expected: 'an array' });
    expect(thrownIn(badList([1, 2]))).toMatchObject({ expected: 'at most 1 entries' });
  });
});

describe('any list of keys', () => {
  const any = jsonText.map((text): JsonValue => JSON.parse(text));
  const list = fc.dictionary(
    fc.string({ maxLength: 4 }),
    fc.oneof(any, fc.constant(signer('a').object)),
  );

  it('loses no key: each is usable, or kept aside with what is wrong', () => {
    fc.assert(
      fc.property(fc.oneof(list, any), (value) => {
        try {
          const { keys, unusable } = parseKeyList({ value, place: 'x' });
          const given = Object.keys((value ?? {}) as object);
          expect([...keys.keys(), ...unusable.map(({ keyid }) => keyid)].toSorted()).toEqual(
            given.toSorted(),
          );
        } catch (error) {
          if (!(error instanceof TufError)) throw error;
        }
      }),
    );
  });
});

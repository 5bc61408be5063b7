import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import { isRoleKeyid, leafKey, leavesOf, pathText } from '../../../src/tuf/difference/leaf.ts';
import { Ledger } from '../../../src/tuf/difference/ledger.ts';
import { told } from '../../../src/tuf/difference/root-change.ts';
import { rootOf } from '../fixtures.ts';
import { draftWith, five, people, rootWith } from './ceremony.ts';

const keysOf = (signed: JsonObject) => [...leavesOf(signed).keys()];

function flat(signed: JsonObject): string {
  const lines = [...leavesOf(signed).values()].map(({ key, json }) => `${key} ${json}`);
  return lines.toSorted((left, right) => (left < right ? -1 : 1)).join('\n');
}

describe('leaves', () => {
  test('are the values that hold no other', () => {
    const signed = { a: 1, b: { c: null, d: [true, 'x', []], e: {} }, f: '' };
    expect([...leavesOf(signed).values()]).toEqual([
      { key: '["a"]', path: ['a'], json: '1', text: '1' },
      { key: '["b","c"]', path: ['b', 'c'], json: 'null', text: 'null' },
      { key: '["b","d",0]', path: ['b', 'd', 0], json: 'true', text: 'true' },
      { key: '["b","d",1]', path: ['b', 'd', 1], json: '"x"', text: 'x' },
      { key: '["b","d",2]', path: ['b', 'd', 2], json: '[]', text: '[]' },
      { key: '["b","e"]', path: ['b', 'e'], json: '{}', text: '{}' },
      { key: '["f"]', path: ['f'], json: '""', text: '' },
    ]);
  });

  test('a keyid of a role is one by what it is', () => {
    expect(keysOf({ roles: { root: { keyids: ['a', 'b'] }, mirrors: { keyids: ['a'] } } })).toEqual(
      [
        '["roles","root","keyids","a"]',
        '["roles","root","keyids","b"]',
        '["roles","mirrors","keyids",0]',
      ],
    );
    expect(isRoleKeyid(['roles', 'root', 'keyids', 'a'])).toBe(true);
    expect(isRoleKeyid(['roles', 'root', 'keyids', 'a', 'b'])).toBe(false);
    expect(isRoleKeyid(['roles', 'mirrors', 'keyids', 'a'])).toBe(false);
    expect(isRoleKeyid(['roles', 'root', 'threshold'])).toBe(false);
  });

  test('an index and a name of the same digits are two paths', () => {
    expect(leafKey(['a', 0])).not.toBe(leafKey(['a', '0']));
    expect(keysOf({ a: [1] })).not.toEqual(keysOf({ a: { '0': 1 } }));
  });

  test('two signed parts with the same leaves are the same bytes', () => {
    const scalar = fc.constantFrom(null, true, 0, 1, '', '0', 'a');
    const { json } = fc.letrec<{ json: JsonObject | null | string | number | boolean }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        scalar,
        fc.array(tie('json'), { maxLength: 2 }) as fc.Arbitrary<never>,
        fc.dictionary(fc.constantFrom('0', '1', 'a', 'roles'), tie('json'), {
          maxKeys: 2,
        }) as fc.Arbitrary<never>,
      ),
    }));
    fc.assert(
      fc.property(json, json, (left, right) => {
        const [a, b] = [{ x: left }, { x: right }];
        const sameBytes = Buffer.compare(canonicalBytes(a), canonicalBytes(b)) === 0;
        expect(flat(a) === flat(b)).toBe(sameBytes);
      }),
      { numRuns: 1000 },
    );
  });

  test('a path is short for a person, however long a name is', () => {
    expect(pathText(['keys', 'n'.repeat(500), 'keyval', 0])).toBe(
      `keys.${'n'.repeat(79)}….keyval.0`,
    );
  });
});

describe('the ledger', () => {
  const before = rootWith(five);
  const version = JSON.stringify(['version']);

  test('opens what differs, and only that', () => {
    const ledger = new Ledger(before, rootWith(five, { version: 16 }));
    expect(ledger.allOpen().map(({ key }) => key)).toEqual([version]);
    expect(ledger.open('version')).toMatchObject({ old: { json: '15' }, new: { json: '16' } });
    expect(ledger.open('expires')).toBeNull();
    expect(ledger.open('nothing')).toBeNull();
  });

  test('against nothing, everything is new', () => {
    const ledger = new Ledger(null, before);
    expect(ledger.allOpen()).toHaveLength(ledger.pairs.size);
    expect(ledger.allOpen().every(({ old, new: now }) => old === null && now !== null)).toBe(true);
  });

  test('gives a leaf to one sentence only', () => {
    const ledger = new Ledger(before, rootWith(five, { version: 16 }));
    const pair = ledger.open('version');
    ledger.explain('version', told('number', 'First'), [pair, pair, null]);
    ledger.explain('version', told('number', 'Second'), [pair]);
    expect(ledger.open('version')).toBeNull();
    expect(ledger.explained.map(({ leaves }) => leaves)).toEqual([[version], []]);
  });

  test('finds what is below a path, by whole steps', () => {
    const signed = draftWith(five, { version: 16 });
    signed.keys[people.mei.signer.keyid]!['x-a'] = { b: 1 };
    signed['keysmith'] = 1;
    const ledger = new Ledger(before, rootOf(signed));
    const { mei, jonas } = people;
    expect(ledger.openUnder('keys', mei.signer.keyid).map(({ path }) => path.slice(2))).toEqual([
      ['x-a', 'b'],
    ]);
    expect(ledger.openUnder('keys', mei.signer.keyid, 'x-a')).toHaveLength(1);
    expect(ledger.openUnder('keys', mei.signer.keyid, 'x')).toEqual([]);
    expect(ledger.openUnder('keys', jonas.signer.keyid)).toEqual([]);
  });

  test('sees another order of keyids among those that stay, and no other', () => {
    const reversed = new Ledger(before, rootWith(five.toReversed()));
    const open = reversed.allOpen();
    expect(open).toHaveLength(10);
    expect(open.every(({ old, new: now }) => old?.json === now?.json)).toBe(true);
    const [first, ...others] = five;
    const joined = new Ledger(before, rootWith(['priya', ...others]));
    expect(joined.openUnder('roles', 'root', 'keyids').map(({ path }) => path[3])).toEqual([
      people.priya.signer.keyid,
      people[first!].signer.keyid,
    ]);
  });
});

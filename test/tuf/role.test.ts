import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/encoding/json.ts';
import type { Oddity } from '../../src/tuf/oddity.ts';
import { parseRole, roleOddities } from '../../src/tuf/role.ts';
import { TufError } from '../../src/tuf/tuf-error.ts';
import { thrownIn } from '../ceremony/thrown.ts';
import { jsonText } from '../encoding/json-documents.ts';

const place = 'root.json, in $.signed.roles.root';
const read = (value: JsonValue | undefined) => parseRole({ value, place }).role;

describe('who may sign for a role', () => {
  it('is read in the order of the file, with how many of them have to', () => {
    expect(read({ keyids: ['b', 'a'], threshold: 2 })).toEqual({
      keyids: ['b', 'a'],
      threshold: 2,
    });
  });

  it('may be more than there are keys, or nobody: then nothing can be signed, and nothing passes', () => {
    expect(read({ keyids: ['a'], threshold: 7 }).threshold).toBe(7);
    expect(read({ keyids: [], threshold: 1 }).keyids).toEqual([]);
  });

  it('may be written as null where it is nobody, which is named', () => {
    const oddities: Oddity[] = [];
    const { role } = parseRole({ value: { keyids: null, threshold: 1 }, place }, oddities);
    expect(role.keyids).toEqual([]);
    expect(oddities).toHaveLength(1);
  });

  it.each<readonly [string, JsonValue | undefined]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['without keyids', { threshold: 1 }],
    ['a text of keyids', { keyids: 'a', threshold: 1 }],
    ['a keyid that is a number', { keyids: [1], threshold: 1 }],
    ['a keyid of 257 characters', { keyids: ['a'.repeat(257)], threshold: 1 }],
    ['a keyid twice', { keyids: ['a', 'b', 'a'], threshold: 2 }],
    ['1025 keyids', { keyids: Array.from({ length: 1025 }, String), threshold: 1 }],
    ['without a threshold', { keyids: ['a'] }],
    ['a threshold of none', { keyids: ['a'], threshold: 0 }],
    ['a threshold below that', { keyids: ['a'], threshold: -1 }],
    ['half a threshold', { keyids: ['a'], threshold: 1.5 }],
    ['a threshold in words', { keyids: ['a'], threshold: '1' }],
  ])('is never %s', (_, value) => {
    const error = thrownIn(() => read(value));
    expect(error).toBeInstanceOf(TufError);
    expect(error).toMatchObject({ code: 'tuf.role', place: expect.stringContaining(place) });
  });

  it('of any value is a role with each keyid once and a threshold, or a typed error', () => {
    const members = fc.record(
      {
        keyids: fc.oneof(
          fc.array(fc.string({ maxLength: 3 })),
          jsonText.map((text) => JSON.parse(text)),
        ),
        threshold: fc.oneof(fc.integer(), fc.double(), fc.string({ maxLength: 2 })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          members,
          jsonText.map((text) => JSON.parse(text)),
        ),
        (value) => {
          try {
            const { keyids, threshold } = read(value as JsonValue);
            expect(new Set(keyids).size).toBe(keyids.length);
            expect(Number.isSafeInteger(threshold) && threshold >= 1).toBe(true);
          } catch (error) {
            if (!(error instanceof TufError)) throw error;
          }
        },
      ),
    );
  });
});

it('members of a role that nobody knows are named', () => {
  const object = { keyids: [], threshold: 1, 'x-note': 1 };
  expect(roleOddities(object, place)).toMatchObject([{ place: `${place}.x-note` }]);
  expect(roleOddities({ keyids: [], threshold: 1 }, place)).toEqual([]);
});

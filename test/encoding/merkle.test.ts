import { createHash } from 'node:crypto';
import { array, assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/encoding/hex.ts';
import { MerkleTree } from '../../src/encoding/merkle.ts';
import { utf8 } from '../../src/encoding/utf8.ts';

function headOf(entries: readonly Uint8Array[]): string {
  const tree = new MerkleTree();
  for (const entry of entries) tree.add(entry);
  return toHex(tree.head());
}

const sha256 = (...parts: Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** The definition of RFC 6962, section 2.1, word for word: MTH(D[n]) by the largest power of two below n. */
function byDefinition(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Uint8Array.of(0), only);
  let k = 1;
  while (2 * k < entries.length) k *= 2;
  return sha256(
    Uint8Array.of(1),
    byDefinition(entries.slice(0, k)),
    byDefinition(entries.slice(k)),
  );
}

describe('the tree of RFC 6962', () => {
  it('of nothing is the digest of nothing', () => {
    expect(headOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('tells one empty entry from none', () => {
    expect(headOf([new Uint8Array()])).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('tells two entries from one that holds their nodes', () => {
    const two = [utf8('a'), utf8('b')];
    const node = Buffer.concat(two.map((entry) => sha256(Uint8Array.of(0), entry)));
    expect(headOf(two)).not.toBe(headOf([node]));
  });

  it('is as the section defines it, for every number of entries', () => {
    for (let count = 0; count <= 70; count += 1) {
      const entries = Array.from({ length: count }, (_, index) => utf8(`line ${index}`));
      expect(headOf(entries)).toBe(toHex(byDefinition(entries)));
    }
  });

  it('is as the section defines it, for any entries', () => {
    assert(
      property(array(uint8Array({ maxLength: 20 }), { maxLength: 40 }), (entries) => {
        expect(headOf(entries)).toBe(toHex(byDefinition(entries)));
      }),
    );
  });

  it('gives its head as often as it is asked, and grows on', () => {
    const tree = new MerkleTree();
    for (let count = 1; count <= 20; count += 1) {
      tree.add(utf8(`line ${count - 1}`));
      const entries = Array.from({ length: count }, (_, index) => utf8(`line ${index}`));
      expect(toHex(tree.head())).toBe(toHex(byDefinition(entries)));
      expect(toHex(tree.head())).toBe(headOf(entries));
    }
  });
});

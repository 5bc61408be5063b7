import { concat } from './bytes.ts';
import { sha256 } from './digest.ts';

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/**
 * The tree over a list of entries that grows: the Merkle Tree Hash of RFC 6962, section 2.1, with SHA-256. It keeps one
 * hash a set bit of the number of entries, so each further entry and each head is cheap.
 */
export class MerkleTree {
  /** Complete trees, largest first, as the section splits a list. */
  readonly #complete: { readonly size: number; readonly hash: Uint8Array }[] = [];

  add(entry: Uint8Array): void {
    const complete = this.#complete;
    let tree = { size: 1, hash: sha256(concat(leafPrefix, entry)) };
    for (let left = complete.at(-1); left?.size === tree.size; left = complete.at(-1)) {
      complete.pop();
      tree = { size: 2 * tree.size, hash: nodeHash(left.hash, tree.hash) };
    }
    complete.push(tree);
  }

  /** The head over all entries so far, 32 bytes; of no entry, the digest of nothing. */
  head(): Uint8Array {
    const hashes = this.#complete.map(({ hash }) => hash);
    return hashes.length === 0
      ? sha256(new Uint8Array())
      : hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(concat(nodePrefix, left, right));
}

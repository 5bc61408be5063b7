import { describe, expect, it } from 'vitest';
import { nodeVerifier } from '../../main/verification/node.ts';
import { explained } from '../../src/audit/explained.ts';
import { failuresOf, otherSigners } from '../../src/audit/other-signers.ts';
import { contentOnce, type SignedFile } from '../../src/audit/signed-files.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { makeKeyPair } from '../keys/key-pairs.ts';
import { ada, file, role } from './made-files.ts';

/** A file with many signatures that do not verify, and how often its content was read. */
function unsigned(version: number) {
  const signatures = Array.from({ length: 30 }, (_, index) => ({
    keyid: index % 2 === 0 ? `${index}` : ada.keyid,
    sig: index.toString(16).padStart(128, '0'),
  }));
  const bytes = file(role('targets', version, { targets: {} }), signatures);
  const metadata = parseMetadata(bytes, 'targets.json');
  const seen = { loads: 0 };
  const signed: SignedFile = {
    path: 'targets.json',
    what: `targets ${version}`,
    version,
    entries: metadata.signatures,
    signatures: metadata.signatures.map(({ keyid }) => ({
      keyid,
      spkiDigest: null,
      status: keyid === ada.keyid ? 'invalid' : 'unknown-key',
    })),
    keys: [],
    unusableKeys: [],
    keysFor: [],
    rehearsal: false,
    load: () => {
      seen.loads += 1;
      return parseMetadata(bytes, 'targets.json');
    },
  };
  return { signed, seen };
}

describe('the content of a file with many signatures', () => {
  it('is read once in a row, and again after that of another', () => {
    const [first, second] = [unsigned(1), unsigned(2)];
    const contentOf = contentOnce();
    const read = [first, first, second, second, first].map(({ signed }) => contentOf(signed));
    expect(read.map(({ version }) => version)).toEqual([1, 1, 2, 2, 1]);
    expect([first.seen.loads, second.seen.loads]).toEqual([2, 1]);
    expect(read[0]).toBe(read[1]);
  });

  it('is read once for each question about who signed, not for each signature and key', async () => {
    const files = [unsigned(1), unsigned(2)];
    const failures = failuresOf(files.map(({ signed }) => signed));
    expect(failures).toHaveLength(60);
    const known = Array.from({ length: 5 }, () => ({
      key: makeKeyPair('ed25519').key,
      scheme: 'ed25519' as const,
      names: ['somebody'],
    }));
    const steps = { within: async () => {} };
    expect(await otherSigners(failures, known, nodeVerifier, steps)).toEqual([]);
    // Once to recover keys of curves, once to try the others.
    expect(files.map(({ seen }) => seen.loads)).toEqual([2, 2]);
    expect(await explained(failures, nodeVerifier)).toEqual([]);
    expect(files.map(({ seen }) => seen.loads)).toEqual([3, 3]);
  });
});

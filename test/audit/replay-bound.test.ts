import { describe, expect, it } from 'vitest';
import { AuditError } from '../../src/audit/audit-error.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import type { RootFile } from '../../src/audit/history.ts';
import { requireReplayable } from '../../src/audit/replay-bound.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { ada, ben, dora, root } from './made-files.ts';

const one = parseRoot(parseMetadata(root({ version: 1, keys: [ada, ben] }), '1.root.json'));
const other = parseRoot(parseMetadata(root({ version: 1, keys: [dora] }), '1.root.json'));

/** So many roots of a version, each with a signed part of its own; of other people, where it is so asked. */
const rootsOf = (version: number, count: number, from = one): RootFile[] =>
  Array.from({ length: count }, (_, index) => {
    const sha256 = sha256Hex(utf8(`${version} ${index}`));
    const metadata = { ...from.metadata, version, sha256, signedSha256: sha256 };
    const place = `${index}.json`;
    return { path: place, place, origin: null, root: { ...from, version, metadata } };
  });

/** The same signed part with other signatures. */
const copiesOf = (files: readonly RootFile[]): RootFile[] =>
  files.map((file) => {
    const signedSha256 = sha256Hex(utf8(`${file.root.version}`));
    return { ...file, root: { ...file.root, metadata: { ...file.root.metadata, signedSha256 } } };
  });

function refusalOf(files: readonly RootFile[]): AuditError | null {
  try {
    requireReplayable(files);
    return null;
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    return error;
  }
}

describe('roots that can be replayed', () => {
  it('are any number in a row, and any number of one version', () => {
    expect(
      refusalOf(Array.from({ length: 2000 }, (_, version) => rootsOf(version, 1)).flat()),
    ).toBeNull();
    expect(refusalOf(rootsOf(1, 5000))).toBeNull();
    expect(refusalOf([])).toBeNull();
  });

  it('are forks of two versions up to 100,000 pairs, and none beyond', () => {
    expect(refusalOf([...rootsOf(2, 400), ...rootsOf(1, 250)])).toBeNull();
    expect(refusalOf([...rootsOf(2, 400), ...rootsOf(1, 251)])).toMatchObject({
      code: 'audit.too-much',
      expected: 'at most 100,000 pairs of a root and one of the version before',
    });
    // What is missing between makes no difference: the nearest version before is asked.
    expect(refusalOf([...rootsOf(9, 400), ...rootsOf(1, 251)])).toMatchObject({
      code: 'audit.too-much',
    });
  });

  it('are thousands of copies of one root, as signatures come in', () => {
    expect(refusalOf([...copiesOf(rootsOf(1, 5000)), ...copiesOf(rootsOf(2, 5000))])).toBeNull();
  });

  it('are counted by history: other people have their own', () => {
    const theirs = [...rootsOf(2, 300, other), ...rootsOf(1, 250, other)];
    expect(refusalOf([...rootsOf(2, 300), ...rootsOf(1, 250), ...theirs])).toBeNull();
  });
});

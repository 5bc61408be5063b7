import { roleSpkis } from '../tuf/root.ts';
import type { JudgedSignature, SignatureCount } from '../tuf/threshold.ts';
import type { JudgedRoot, ReplayedRoot } from './replay.ts';
import type { RootEntry } from './report.ts';
import { mergeStatuses } from './signatures.ts';

/** A root's signatures, each once, as they count for its own version or for the one before. */
export function rootSignatures({
  root,
  bySelf,
  byPrevious,
}: JudgedRoot): readonly JudgedSignature[] {
  return mergeStatuses(
    root.metadata.signatures,
    byPrevious === null ? [bySelf] : [bySelf, byPrevious],
  );
}

/**
 * A root as the report shows it.
 * @param beside how it is signed as the root that lies beside it sees it, where it follows another one
 */
export function rootEntry({ best }: ReplayedRoot, beside: SignatureCount | undefined): RootEntry {
  const { root, file, bySelf } = best;
  const byPrevious = beside ?? best.byPrevious;
  return {
    version: root.version,
    file,
    sha256: root.metadata.sha256,
    signedSha256: root.metadata.signedSha256,
    expires: root.metadata.expires.text,
    threshold: root.roles.root.threshold,
    keys: roleSpkis(root, 'root').length,
    validByPrevious: byPrevious?.distinct.length ?? null,
    validBySelf: bySelf.distinct.length,
    signatures: rootSignatures(best).map(({ keyid, spkiDigest, status }) => ({
      keyid,
      spkiSha256: spkiDigest,
      status,
    })),
  };
}

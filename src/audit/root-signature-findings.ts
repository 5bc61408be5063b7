import type { Verifier } from '../keys/verify.ts';
import type { Evidence } from './evidence.ts';
import { knownKeys } from './known-keys.ts';
import type { ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';
import { rootSignatures } from './root-entries.ts';
import { otherSigners, signatureFindings } from './signatures.ts';

/** What there is to say about the signatures of every root file, copies with other signatures included. */
export function rootSignatureFindings(roots: readonly ReplayedRoot[]): Finding[] {
  return roots.flatMap(({ version, copies }) =>
    copies.flatMap((copy) =>
      signatureFindings(copy.root.metadata, rootSignatures(copy), copy.file, `root ${version}`),
    ),
  );
}

/** Which other key of the audit made the root signatures that do not verify under their own. */
export async function wrongRootSigners(
  roots: readonly ReplayedRoot[],
  evidence: readonly Evidence[],
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const invalid = roots.flatMap(({ version, copies }) =>
    copies.flatMap((copy) =>
      rootSignatures(copy).flatMap(({ status }, index) =>
        status === 'invalid'
          ? [{ metadata: copy.root.metadata, index, subject: copy.file, what: `root ${version}` }]
          : [],
      ),
    ),
  );
  return otherSigners(invalid, knownKeys(roots, evidence), verifier, signal);
}

import { StationError } from '../encoding/station-error.ts';
import { parseMetadata } from '../tuf/metadata.ts';
import { parseRoot, type Root } from '../tuf/root.ts';
import { AuditError } from './audit-error.ts';
import { finding } from './findings.ts';
import type { AuditFile } from './input.ts';
import type { ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';

/** Reads the root that the auditor trusts from elsewhere. Throws AuditError `audit.trusted-root`. */
export function readTrustedRoot({ path, bytes }: AuditFile): Root {
  try {
    return parseRoot(parseMetadata(bytes, path));
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    throw new AuditError(
      'audit.trusted-root',
      `the trusted root cannot be used: ${error.message}`,
      {
        place: path,
        hint: 'Give a file such as 1.root.json that you have from a source you trust.',
        cause: error,
      },
    );
  }
}

/**
 * Roots of the trusted version that are not the trusted one, and histories that do not lead back to it: nothing that
 * follows from them follows from your trust.
 */
export function trustFindings(roots: readonly ReplayedRoot[], trusted: Root): Finding[] {
  const { signedSha256 } = trusted.metadata;
  const isTrusted = ({ best }: ReplayedRoot) => best.root.metadata.signedSha256 === signedSha256;
  const own = roots.find(isTrusted)?.history;
  const others = [...Map.groupBy(roots, ({ history }) => history)].flatMap(([history, all]) => {
    const newest = all.at(-1);
    return history === own || newest === undefined ? [] : [newest];
  });
  return [
    ...roots
      .filter((root) => root.version === trusted.version && !isTrusted(root))
      .map((root) =>
        notTrusted(
          root,
          signedSha256,
          `this root ${root.version} is not the root ${root.version} that you trust`,
        ),
      ),
    ...others
      .filter(({ version }) => version !== trusted.version)
      .map((root) =>
        notTrusted(
          root,
          signedSha256,
          `this root ${root.version} does not follow from the root ${trusted.version} that you trust`,
        ),
      ),
  ];
}

function notTrusted({ version, best }: ReplayedRoot, trusted: string, message: string): Finding {
  return finding('root.not-trusted', {
    subject: best.file,
    message,
    hint: 'Compare both with a third source. Someone may have given you another history.',
    data: {
      version,
      signedSha256: best.root.metadata.signedSha256,
      trustedSignedSha256: trusted,
    },
  });
}

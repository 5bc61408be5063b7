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

/** Roots of the trusted version that are not the trusted one: nothing that follows from them follows from your trust. */
export function trustFindings(roots: readonly ReplayedRoot[], trusted: Root): Finding[] {
  return roots
    .filter(
      ({ version, best }) =>
        version === trusted.version &&
        best.root.metadata.signedSha256 !== trusted.metadata.signedSha256,
    )
    .map(({ version, best }) =>
      finding('root.not-trusted', {
        subject: best.file,
        message: `this root ${version} is not the root ${version} that you trust`,
        hint: 'Compare both with a third source. Someone may have given you another history.',
        data: {
          version,
          signedSha256: best.root.metadata.signedSha256,
          trustedSignedSha256: trusted.metadata.signedSha256,
        },
      }),
    );
}

import type { Metadata } from '../tuf/metadata.ts';
import type { TufKey } from '../tuf/key.ts';
import type { JudgedSignature } from '../tuf/threshold.ts';
import type { ReplayedRoot } from './replay.ts';
import { nameOfRole, roleSignatures } from './role-findings.ts';
import type { JudgedRole } from './roles.ts';
import { rootSignatures } from './root-entries.ts';

/** A judged metadata file of any role: what is said of signatures and marks is the same for all. */
export interface SignedFile {
  readonly path: string;
  /** "root 4", "targets 2". */
  readonly what: string;
  readonly metadata: Metadata;
  readonly signatures: readonly JudgedSignature[];
  /** Keys that it lists for its own role or for others. */
  readonly keys: readonly TufKey[];
  /** It has the mark of a rehearsal. */
  readonly rehearsal: boolean;
}

/** Every distinct root file, then every file of the roles below. */
export function signedFiles(
  roots: readonly ReplayedRoot[],
  roles: readonly JudgedRole[],
): readonly SignedFile[] {
  const rootFiles = roots.flatMap(({ version, copies }) =>
    copies.map((copy): SignedFile => ({
      path: copy.file,
      what: `root ${version}`,
      metadata: copy.root.metadata,
      signatures: rootSignatures(copy),
      keys: [...copy.root.keys.values()],
      rehearsal: copy.root.rehearsal !== null,
    })),
  );
  const roleFiles = roles.map((role): SignedFile => ({
    path: role.path,
    what: nameOfRole(role),
    metadata: role.metadata,
    signatures: roleSignatures(role),
    keys: [...(role.targets?.delegations?.keys.values() ?? [])],
    rehearsal: Object.hasOwn(role.metadata.signed, 'x-rehearsal'),
  }));
  return [...rootFiles, ...roleFiles];
}

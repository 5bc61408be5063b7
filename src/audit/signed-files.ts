import type { TufKey } from '../tuf/key.ts';
import type { UnusableKey } from '../tuf/key-list.ts';
import type { Metadata } from '../tuf/metadata.ts';
import type { SignatureEntry } from '../tuf/signature-entry.ts';
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
  readonly version: number;
  readonly entries: readonly SignatureEntry[];
  readonly signatures: readonly JudgedSignature[];
  /** Keys that it lists for its own role or for others. */
  readonly keys: readonly TufKey[];
  readonly unusableKeys: readonly UnusableKey[];
  /** Keys that it lists, and those of whoever names its keys, by keyid: every list is asked. */
  readonly keysFor: readonly ReadonlyMap<string, TufKey>[];
  /** It has the mark of a rehearsal. */
  readonly rehearsal: boolean;
  /** The whole content. */
  readonly load: () => Metadata;
}

/** Every distinct root file, then every file of the roles below. */
export function signedFiles(
  roots: readonly ReplayedRoot[],
  roles: readonly JudgedRole[],
): readonly SignedFile[] {
  const rootFiles = roots.flatMap(({ version, copies }) =>
    copies.map((copy): SignedFile => {
      const { root } = copy;
      return {
        path: copy.file,
        what: `root ${version}`,
        version,
        entries: root.metadata.signatures,
        signatures: rootSignatures(copy),
        keys: [...root.keys.values()],
        unusableKeys: root.unusableKeys,
        keysFor: [root.keys, ...copy.byEachPrevious.map(({ previous }) => previous.keys)],
        rehearsal: root.rehearsal !== null,
        load: () => root.metadata,
      };
    }),
  );
  const roleFiles = roles.map((role): SignedFile => ({
    path: role.path,
    what: nameOfRole(role),
    version: role.head.version,
    entries: role.signatures,
    signatures: roleSignatures(role),
    keys: [...(role.delegations?.keys.values() ?? [])],
    unusableKeys: role.delegations?.unusable ?? [],
    keysFor: role.delegator === null ? [] : [role.delegator.keys],
    rehearsal: role.rehearsal,
    load: role.load,
  }));
  return [...rootFiles, ...roleFiles];
}

/**
 * Reads the content of files of which many signatures are asked about in a row: once for all of them, and only one is
 * held. A file of megabytes with a thousand signatures would be read a thousand times.
 */
export function contentOnce(): (file: SignedFile) => Metadata {
  let last: { readonly file: SignedFile; readonly content: Metadata } | null = null;
  return (file) => {
    if (last?.file !== file) last = { file, content: file.load() };
    return last.content;
  };
}

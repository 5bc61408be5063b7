import type { TranscriptRecord } from '../ceremony/record.ts';

/** What a record says of one file, the last time that it speaks of it. */
export interface RecordedFile {
  /** The line that says so, from 1. */
  readonly line: number;
  /** null where the file was changed by an act that does not state its new digest, or may be gone since. */
  readonly sha256: string | null;
}

/** Everything that a record says of the content of one path over time. */
export interface RecordedContents {
  /** Each digest that the file had when a line spoke of it. */
  readonly digests: ReadonlySet<string>;
  /** Signatures came into it from elsewhere, and no line says what its digest was then. */
  readonly signedElsewhere: boolean;
}

/** What the files of a record held over time, by their paths in the ceremony folder. */
export function recordedContents(
  records: readonly TranscriptRecord[],
): ReadonlyMap<string, RecordedContents> {
  const found = new Map<string, { digests: Set<string>; signedElsewhere: boolean }>();
  for (const record of records) {
    for (const { path, sha256, signed } of filesOf(record, new Map())) {
      const contents = found.get(path) ?? { digests: new Set(), signedElsewhere: false };
      if (sha256 !== null) contents.digests.add(sha256);
      contents.signedElsewhere ||= signed === true;
      found.set(path, contents);
    }
  }
  return found;
}

/** Every file that a record names, by its path in the ceremony folder, as the last line about it has it. */
export function recordedFiles(
  records: readonly TranscriptRecord[],
): ReadonlyMap<string, RecordedFile> {
  const found = new Map<string, RecordedFile>();
  for (const record of records) {
    for (const { path, sha256 } of filesOf(record, found)) {
      found.set(path, { line: record.number, sha256 });
    }
  }
  return found;
}

interface Named {
  readonly path: string;
  readonly sha256: string | null;
  /** Signatures came into it. */
  readonly signed?: true;
}

function filesOf(
  record: TranscriptRecord,
  before: ReadonlyMap<string, RecordedFile>,
): readonly Named[] {
  const { kind, data } = record;
  if (
    kind === 'export.written' ||
    kind === 'root.published' ||
    kind === 'roles.published' ||
    kind === 'folder.found'
  )
    return data.files;
  if (kind === 'delegation.challenged' || kind === 'delegation.received') return [data.file];
  if (kind === 'delegation.changed') return [...data.proofs, ...(data.evidence ?? [])];
  // It was moved from where it was staged.
  if (kind === 'delegation.withdrawn')
    return [data.file, 'staged/targets.json'].map((path) => ({ path, sha256: null }));
  if (kind === 'root.staged' || kind === 'metadata.staged' || kind === 'transcript.recovered') {
    return [{ path: data.file, sha256: data.sha256 }];
  }
  if (kind === 'proof.made')
    return [{ path: data.file, sha256: data.fileSha256 }, ...(data.evidence ?? [])];
  if (kind === 'signature.added' || kind === 'checkpoint.signed') {
    return [{ path: data.file, sha256: data.fileSha256 }];
  }
  if (kind === 'bundle.taken' || kind === 'work.taken') {
    const { added, signatures, transcript } = data;
    return [
      ...added,
      // Signatures that came in changed a file, and the record does not say to what.
      ...signatures.map(({ file }) => ({ path: file, sha256: null, signed: true as const })),
      ...(transcript === null ? [] : [{ path: transcript.file, sha256: null }]),
    ];
  }
  if (kind !== 'root.unstaged' && kind !== 'root.abandoned') return [];
  // It was moved from where it was staged to where it is kept.
  const staged = [...before.keys()].filter((path) => /^staged\/(?:.+\.)?root\.json$/.test(path));
  const kept = kind === 'root.abandoned' ? data.sha256 : null;
  return [{ path: data.file, sha256: kept }, ...staged.map((path) => ({ path, sha256: null }))];
}

import type { RecordOf, TranscriptRecord } from '../ceremony/record.ts';
import { JsonError } from '../encoding/json.ts';
import { parseMetadata } from '../tuf/metadata.ts';
import { parseTargets } from '../tuf/targets.ts';
import { TufError } from '../tuf/tuf-error.ts';
import { recordedFiles } from './recorded-files.ts';
import type { FolderFile } from './transcripts.ts';

/** The keys that each role is delegated to in one targets file, by digest of their SubjectPublicKeyInfo. */
export type DelegatedKeys = ReadonlyMap<string, readonly string[]>;

type Change = RecordOf<'delegation.changed'>;

/** What a record and the files beside it say about who had which role. */
export interface KeyMatter {
  readonly records: readonly TranscriptRecord[];
  /** Of the folder now, and of the commits before: what was published once may have made room. */
  readonly everything: readonly FolderFile[];
}

/** The delegations in the very targets that a change announces; null where those are not among the files. */
export function keysAnnounced({ everything }: KeyMatter, { data }: Change): DelegatedKeys | null {
  const file = everything.find(
    ({ reading }) =>
      reading.kind === 'metadata' &&
      reading.head.type === 'targets' &&
      reading.head.signedSha256 === data.signedSha256,
  );
  return file === undefined ? null : delegatedKeys(file);
}

/**
 * The keys that a role had when a change was announced: as the targets list them that the record had published by then
 * or, where their file is not there, as the change before has it that was not taken back.
 *
 * @returns null where nothing says it: then every key is a new one
 */
export function keysBefore(
  matter: KeyMatter,
  change: Change,
  role: string,
): readonly string[] | null {
  const published = publishedBefore(matter, change);
  if (published !== null) return published.get(role) ?? [];
  const { records } = matter;
  const before = records.findLast(
    (each): each is Change =>
      each.kind === 'delegation.changed' &&
      each.data.role === role &&
      each.number < change.number &&
      !isWithdrawn(records, each, change.number),
  );
  return before?.data.keys ?? null;
}

/** Only a file that an earlier line names counts: anything else could have been put there afterwards. */
function publishedBefore(
  { records, everything }: KeyMatter,
  { number, data }: Change,
): DelegatedKeys | null {
  const known = recordedFiles(records.filter((each) => each.number < number));
  const digests = new Set(
    [...known].flatMap(([path, { sha256 }]) =>
      /^repository\/(?:\d+\.)?targets\.json$/.test(path) && sha256 !== null ? [sha256] : [],
    ),
  );
  let newest: { readonly file: FolderFile; readonly version: number } | null = null;
  for (const file of everything) {
    if (file.reading.kind !== 'metadata' || !digests.has(file.sha256)) continue;
    const { version } = file.reading.head;
    if (version < data.version && version > (newest?.version ?? 0)) newest = { file, version };
  }
  return newest === null ? null : delegatedKeys(newest.file);
}

function isWithdrawn(
  records: readonly TranscriptRecord[],
  { number, data }: Change,
  until: number,
): boolean {
  return records.some(
    (each) =>
      each.kind === 'delegation.withdrawn' &&
      each.data.signedSha256 === data.signedSha256 &&
      each.number > number &&
      each.number < until,
  );
}

/** null for a file whose delegations cannot be read: the audit says so where it judges the role. */
function delegatedKeys({ bytes, path }: FolderFile): DelegatedKeys | null {
  try {
    const { delegations } = parseTargets(parseMetadata(bytes, path));
    if (delegations === null) return new Map();
    const digestsOf = (keyids: readonly string[]) =>
      keyids.flatMap((keyid) => delegations.keys.get(keyid)?.publicKey.digest ?? []);
    const { roles, succinct } = delegations;
    // Bins go to other keys as roles do: all of them by one rule, under one name.
    const bins = succinct === null ? [] : [{ ...succinct, name: `${succinct.namePrefix}-*` }];
    return new Map([...roles, ...bins].map(({ name, keyids }) => [name, digestsOf(keyids)]));
  } catch (error) {
    if (error instanceof TufError || error instanceof JsonError) return null;
    throw error;
  }
}

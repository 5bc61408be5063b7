import { StationError } from '../encoding/station-error.ts';
import type { Delegations } from '../tuf/delegation.ts';
import type { Metadata } from '../tuf/metadata.ts';
import type { Oddity } from '../tuf/oddity.ts';
import type { SignatureEntry } from '../tuf/signature-entry.ts';
import { type ListedMetadata, parseSnapshot, parseTimestamp } from '../tuf/snapshot.ts';
import { type ListedFile, parseTargets } from '../tuf/targets.ts';

/** What a metadata file says, without its bytes. */
export interface RoleContent {
  readonly signatures: readonly SignatureEntry[];
  /** It has the mark of a rehearsal. */
  readonly rehearsal: boolean;
  /** Of targets: gives the files that it lists; null for every other role. */
  readonly listed: (() => ReadonlyMap<string, ListedFile>) | null;
  readonly delegations: Delegations | null;
  /** Of a snapshot or a timestamp: the metadata that it lists; null for every other role. */
  readonly meta: ReadonlyMap<string, ListedMetadata> | null;
  readonly oddities: readonly Oddity[];
  /** Why its content cannot be read; null if it can. */
  readonly problem: StationError | null;
}

/**
 * Reads the content of a role below the root. What cannot be read is a problem of the file, never an error.
 * @param again reads the file again when its list of targets is asked for; null to hold the list
 */
export function contentOf(metadata: Metadata, again: (() => Metadata) | null): RoleContent {
  const common = {
    signatures: metadata.signatures,
    rehearsal: Object.hasOwn(metadata.signed, 'x-rehearsal'),
    listed: null,
    delegations: null,
    meta: null,
    oddities: metadata.oddities,
    problem: null,
  };
  try {
    return { ...common, ...partsOf(metadata, again) };
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return { ...common, problem: error };
  }
}

function partsOf(metadata: Metadata, again: (() => Metadata) | null): Partial<RoleContent> {
  switch (metadata.type) {
    case 'targets': {
      const { targets, delegations, oddities } = parseTargets(metadata);
      const listed = again === null ? held(targets) : readAgain(again);
      return { listed, delegations, oddities };
    }
    case 'snapshot': {
      const { meta, oddities } = parseSnapshot(metadata);
      return { meta, oddities };
    }
    case 'timestamp': {
      const { meta, oddities } = parseTimestamp(metadata);
      return { meta, oddities };
    }
    default:
      return {};
  }
}

/** By themselves, since functions of one place hold everything that any of them uses. */
function held(targets: ReadonlyMap<string, ListedFile>): () => ReadonlyMap<string, ListedFile> {
  return () => targets;
}

function readAgain(load: () => Metadata): () => ReadonlyMap<string, ListedFile> {
  return () => parseTargets(load()).targets;
}

import { integerMember, memberOf, memberPlace, wrongMember } from './member.ts';
import { type Metadata, requireType } from './metadata.ts';
import { type Oddity, unknownMembers } from './oddity.ts';
import { type ListedFile, parseFiles } from './targets.ts';

/** A metadata file as a snapshot or a timestamp names it. */
export interface ListedMetadata extends ListedFile {
  readonly version: number;
}

/** A snapshot or a timestamp, read in full: both are a list of metadata files. */
export interface MetadataList {
  readonly metadata: Metadata;
  /** By file name, as `targets.json`; an old snapshot may list a root, and a stale one. */
  readonly meta: ReadonlyMap<string, ListedMetadata>;
  readonly oddities: readonly Oddity[];
}

/**
 * Reads a snapshot (TUF specification 1.0, section 4.4).
 * @throws TufError `tuf.wrong-type` or `tuf.member`
 */
export function parseSnapshot(metadata: Metadata): MetadataList {
  return parseList(requireType(metadata, 'snapshot'));
}

/**
 * Reads a timestamp (TUF specification 1.0, section 4.6): the list has `snapshot.json` and nothing else.
 * @throws TufError `tuf.wrong-type` or `tuf.member`
 */
export function parseTimestamp(metadata: Metadata): MetadataList {
  const list = parseList(requireType(metadata, 'timestamp'));
  if (list.meta.size === 1 && list.meta.has('snapshot.json')) return list;
  const place = memberPlace(metadata.place, 'signed');
  throw wrongMember(memberOf(metadata.signed, 'meta', place), 'snapshot.json and nothing else');
}

function parseList(metadata: Metadata): MetadataList {
  const { signed } = metadata;
  const place = memberPlace(metadata.place, 'signed');
  const known = ['_type', 'spec_version', 'version', 'expires', 'meta'];
  const oddities = [...metadata.oddities];
  return {
    metadata,
    meta: parseFiles(memberOf(signed, 'meta', place), oddities, ({ file, object, place: at }) => ({
      ...file,
      version: integerMember(memberOf(object, 'version', at), 0),
    })),
    oddities: [...oddities, ...unknownMembers(signed, known, place)],
  };
}

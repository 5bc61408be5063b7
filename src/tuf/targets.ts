import { isSha256Hex } from '../encoding/digest.ts';
import { type JsonObject } from '../encoding/json.ts';
import { type Delegations, parseDelegations } from './delegation.ts';
import {
  integerMember,
  type Member,
  memberOf,
  memberPlace,
  objectMember,
  textMember,
  wrongMember,
} from './member.ts';
import { type Metadata, requireType } from './metadata.ts';
import { tableMember } from './null-member.ts';
import { type Oddity, unknownMembers } from './oddity.ts';

/** A file that targets metadata or a snapshot speaks of. Both facts may be missing. */
export interface ListedFile {
  /** null where the file lists none: an empty target has no `length` in published metadata. */
  readonly length: number | null;
  /** Digests in lower-case hexadecimal digits, by the name of their algorithm. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** A targets role, top-level or delegated, read in full. Nothing in it has been verified. */
export interface Targets {
  readonly metadata: Metadata;
  /** By target path. */
  readonly targets: ReadonlyMap<string, ListedFile>;
  readonly delegations: Delegations | null;
  readonly oddities: readonly Oddity[];
}

/**
 * Reads targets metadata (TUF specification 1.0, section 4.5).
 * @throws TufError `tuf.wrong-type`, `tuf.member` or `tuf.role`
 */
export function parseTargets(metadata: Metadata): Targets {
  const { signed } = requireType(metadata, 'targets');
  const place = memberPlace(metadata.place, 'signed');
  const list = memberOf(signed, 'targets', place);
  const delegations = memberOf(signed, 'delegations', place);
  // Without a delegation some programs write null, and sign it.
  const read = delegations.value == null ? null : parseDelegations(delegations);
  const oddities = [...metadata.oddities];
  if (delegations.value === null) {
    oddities.push({ code: 'metadata.null-member', place: delegations.place, found: 'null' });
  }
  const known = ['_type', 'spec_version', 'version', 'expires', 'targets', 'delegations'];
  return {
    metadata,
    targets: parseFiles(list, oddities, ({ file, place: at }) => {
      // The specification asks for it; some programs write none for an empty file.
      if (file.length === null)
        oddities.push({
          code: 'target.no-length',
          place: memberPlace(at, 'length'),
          found: 'no length',
        });
      if (!file.hashes.has('sha256') && !file.hashes.has('sha512'))
        oddities.push({
          code: 'target.no-digest',
          place: memberPlace(at, 'hashes'),
          found: 'no digest that the station knows',
        });
      return file;
    }),
    delegations: read,
    oddities: [...oddities, ...unknownMembers(signed, known, place), ...(read?.oddities ?? [])],
  };
}

/**
 * Reads an object of files by their names; `shape` makes of each what the caller needs.
 * @throws TufError `tuf.member`
 */
export function parseFiles<File>(
  list: Member,
  oddities: Oddity[],
  shape: (read: {
    readonly file: ListedFile;
    readonly object: JsonObject;
    readonly place: string;
  }) => File,
): ReadonlyMap<string, File> {
  const files = tableMember(list, oddities);
  return new Map(
    Object.entries(files).map(([name, value]) => {
      const place = memberPlace(list.place, name);
      const object = objectMember({ value, place });
      return [name, shape({ file: parseFile(object, place), object, place })];
    }),
  );
}

function parseFile(object: JsonObject, place: string): ListedFile {
  const length = memberOf(object, 'length', place);
  return {
    length: length.value == null ? null : integerMember(length, 0),
    hashes: parseHashes(memberOf(object, 'hashes', place)),
  };
}

/** One for all: a history has thousands of files without any. */
const noHashes: ReadonlyMap<string, string> = new Map();

function parseHashes(member: Member): ReadonlyMap<string, string> {
  if (member.value == null) return noHashes;
  return new Map(
    Object.entries(objectMember(member)).map(([algorithm, value]) => {
      const hash = { value, place: memberPlace(member.place, algorithm) };
      const digits = textMember(hash, 256);
      if (!/^[0-9a-f]*$/.test(digits) || (algorithm === 'sha256' && !isSha256Hex(digits))) {
        throw wrongMember(hash, 'a digest in small hexadecimal digits');
      }
      return [algorithm, digits];
    }),
  );
}

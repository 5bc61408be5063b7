import { type JsonObject } from '../encoding/json.ts';
import { memberPlace } from './member.ts';

/**
 * Something a reader should know about a file that is accepted all the same. The codes are those of the
 * audit's findings, so that an audit can report them as they are.
 */
export interface Oddity {
  readonly code:
    | 'signature.null'
    | 'metadata.unknown-member'
    | 'metadata.null-member'
    | 'metadata.spec-version'
    | 'metadata.other-spec'
    | 'metadata.version-zero'
    | 'metadata.time-form'
    | 'target.no-length'
    | 'target.no-digest'
    | 'key.legacy-encoding'
    | 'key.keyid-mismatch'
    | 'key.shared-keyids';
  /** The file and the path of the member. */
  readonly place: string;
  /** What stands there, in a few words. */
  readonly found: string;
}

/** One oddity for each member that is not in `known`. */
export function unknownMembers(
  object: JsonObject,
  known: readonly string[],
  place: string,
): readonly Oddity[] {
  return Object.keys(object)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'metadata.unknown-member',
      place: memberPlace(place, name),
      found: 'a member that the TUF specification does not name',
    }));
}

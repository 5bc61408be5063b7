import type { JsonObject } from '../encoding/json.ts';
import {
  arrayMember,
  type Member,
  memberOf,
  memberPlace,
  objectMember,
  textMember,
} from './member.ts';
import { type Oddity, unknownMembers } from './oddity.ts';

/** One entry of `signatures`, as it stands in the file. */
export interface SignatureEntry {
  readonly keyid: string;
  /** Hexadecimal text; empty where a signature is still to come. Not yet known to be hexadecimal. */
  readonly sig: string;
  /** Place in the list, from 0. */
  readonly index: number;
  /** Members beside `keyid` and `sig`. */
  readonly extra: JsonObject;
}

const mostSignatures = 1024;
const mostDigits = 8192;

/**
 * Reads `signatures` of a metadata file (TUF specification 1.0, section 4.2.1). Real files hold null in place of
 * the list, null or an empty text in place of a signature, and further members: all of it is accepted and named.
 * @throws TufError if it is neither null nor a list of objects with a `keyid`
 */
export function parseSignatures(list: Member): {
  readonly entries: readonly SignatureEntry[];
  readonly oddities: readonly Oddity[];
} {
  if (list.value === null) {
    return {
      entries: [],
      oddities: [{ code: 'signature.null', place: list.place, found: 'null' }],
    };
  }
  const oddities: Oddity[] = [];
  const entries = arrayMember(list, mostSignatures).map((value, index): SignatureEntry => {
    const place = memberPlace(list.place, index);
    const object = objectMember({ value, place });
    const sig = memberOf(object, 'sig', place);
    if (sig.value === null)
      oddities.push({ code: 'signature.null', place: sig.place, found: 'null' });
    oddities.push(...unknownMembers(object, ['keyid', 'sig'], place));
    return {
      keyid: textMember(memberOf(object, 'keyid', place), 256),
      sig: sig.value === null ? '' : textMember(sig, mostDigits),
      index,
      extra: extraMembers(object),
    };
  });
  return { entries, oddities };
}

function extraMembers(object: JsonObject): JsonObject {
  const { keyid: _keyid, sig: _sig, ...extra } = object;
  return extra;
}

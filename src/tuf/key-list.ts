import type { JsonObject } from '../encoding/json.ts';
import type { SpkiDigest } from '../keys/public-key.ts';
import { keyMembers, parseTufKey, type TufKey } from './key.ts';
import { type Member, memberPlace, objectMember, wrongMember } from './member.ts';
import { tableMember } from './null-member.ts';
import { type Oddity, unknownMembers } from './oddity.ts';
import { TufError } from './tuf-error.ts';

/** A key object that the station cannot use. Its signatures count for nothing, and it blocks no other key. */
export interface UnusableKey {
  readonly keyid: string;
  readonly object: JsonObject;
  readonly problem: TufError;
}

/** The `keys` of a root or of delegations. */
export interface KeyList {
  /** Usable keys by their keyid. Two keyids may stand for one public key. */
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly unusable: readonly UnusableKey[];
  readonly oddities: readonly Oddity[];
}

const mostKeys = 1024;

/**
 * Reads the key objects of a root or of delegations. One that is malformed or of an unknown kind is kept aside,
 * as the TUF specification asks (1.0, section 4.2.1).
 * @throws TufError if the member is no object of objects, or holds more than 1024 keys
 */
export function parseKeyList(member: Member): KeyList {
  const oddities: Oddity[] = [];
  const list = tableMember(member, oddities);
  const keyids = Object.keys(list);
  if (keyids.length > mostKeys) throw wrongMember(member, `at most ${mostKeys} keys`);
  const keys = new Map<string, TufKey>();
  const unusable: UnusableKey[] = [];
  for (const keyid of keyids) {
    const place = memberPlace(member.place, keyid);
    const object = objectMember({ value: list[keyid], place });
    oddities.push(...unknownMembers(object, keyMembers, place));
    try {
      const key = parseTufKey(keyid, object, place);
      keys.set(keyid, key);
      oddities.push(...keyOddities(key, place));
    } catch (problem) {
      if (!(problem instanceof TufError)) throw problem;
      unusable.push({ keyid, object, problem });
    }
  }
  oddities.push(...sharedKeyids(keys, member.place));
  return { keys, unusable, oddities };
}

function keyOddities(key: TufKey, place: string): readonly Oddity[] {
  const oddities: Oddity[] = [];
  if (key.encoding === 'hex-point' || key.encoding === 'pem-without-line-end') {
    oddities.push({ code: 'key.legacy-encoding', place, found: key.encoding });
  }
  if (key.recipe === null) {
    oddities.push({
      code: 'key.keyid-mismatch',
      place,
      found: 'a keyid that no known recipe gives',
    });
  }
  return oddities;
}

function sharedKeyids(keys: ReadonlyMap<string, TufKey>, place: string): readonly Oddity[] {
  const firstBySpki = new Map<SpkiDigest, string>();
  const oddities: Oddity[] = [];
  for (const [keyid, { publicKey }] of keys) {
    const first = firstBySpki.get(publicKey.digest);
    if (first === undefined) firstBySpki.set(publicKey.digest, keyid);
    else {
      oddities.push({
        code: 'key.shared-keyids',
        place: memberPlace(place, keyid),
        found: 'the public key of another keyid of this file',
      });
    }
  }
  return oddities;
}

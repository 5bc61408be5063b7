import { isJsonObject, JsonError, parseJson } from '../encoding/json.ts';
import { parseMetadata, requireType } from '../tuf/metadata.ts';
import { topRoles } from '../tuf/role.ts';
import { parseRoot } from '../tuf/root.ts';
import { TufError } from '../tuf/tuf-error.ts';
import { includes } from './input-bytes.ts';
import { isBelow, nameOf } from './file-path.ts';
import type { Reading } from './reading.ts';

const metadataName = /(?:^|[./])(?:root|targets|snapshot|timestamp)\.json$/;

const roleName = /^(?:\d{1,15}\.)?(root|targets|snapshot|timestamp)\.json$/;

/** Reads TUF metadata; JSON that is none, and does not say that it is, is another file. */
export function metadataReading(place: string, bytes: Uint8Array): Reading {
  try {
    const metadata = parseMetadata(bytes, place);
    // Clients ask for this role by this name, and refuse every other one under it.
    const named = roleName.exec(nameOf(place))?.[1];
    if (named !== undefined) requireType(metadata, named);
    if (metadata.type === 'root') return { kind: 'root', root: parseRoot(metadata) };
    const { type, version, expires, signedSha256, signatures } = metadata;
    const keyids = signatures.map(({ keyid }) => keyid);
    return { kind: 'metadata', head: { type, version, expires, signedSha256, keyids } };
  } catch (error) {
    if (!(error instanceof JsonError || error instanceof TufError)) throw error;
    const plain = error.code === 'tuf.not-metadata' && !metadataName.test(place);
    if (plain || !claimsToBeMetadata(place, bytes)) return { kind: 'other' };
    return { kind: 'unread', error, as: 'metadata' };
  }
}

/** A folder can hold any JSON; only what says that it is metadata has to be readable as such. */
function claimsToBeMetadata(place: string, bytes: Uint8Array): boolean {
  if (metadataName.test(place)) return true;
  if (isBelow(place, 'targets')) return false;
  if (!includes(bytes, '"signed"') && !includes(bytes, '"signatures"')) return false;
  return !isOtherKind(place, bytes);
}

/** Other projects sign JSON in the same envelope: links and layouts of in-toto are no metadata of TUF. */
function isOtherKind(place: string, bytes: Uint8Array): boolean {
  try {
    const whole = parseJson(bytes, place);
    const signed = isJsonObject(whole) ? whole['signed'] : undefined;
    const type = isJsonObject(signed) ? signed['_type'] : undefined;
    return typeof type === 'string' && !topRoles.some((role) => role === type.toLowerCase());
  } catch (error) {
    if (error instanceof JsonError) return false;
    throw error;
  }
}

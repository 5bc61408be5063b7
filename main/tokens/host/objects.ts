import { ck, type Handle, type Template } from './cryptoki.ts';
import { RefusedByHost, step } from './fault.ts';
import type { Session } from './session.ts';

/** The most objects of one kind that a search returns: a YubiHSM 2 holds no more of all kinds. */
const mostObjects = 256;

/** The objects that match a template, at most 256. */
export function findObjects(session: Session, template: Template): Handle[] {
  const { cryptoki, handle } = session;
  step('find', () => cryptoki.C_FindObjectsInit(handle, template));
  try {
    return step('find', () => cryptoki.C_FindObjects(handle, mostObjects)).slice(0, mostObjects);
  } finally {
    step('find', () => cryptoki.C_FindObjectsFinal(handle));
  }
}

/** The keys of one class with one CKA_ID (bytes). */
export function findKeys(session: Session, keyClass: number, keyId: Buffer): Handle[] {
  return findObjects(session, [
    { type: ck.CKA_CLASS, value: keyClass },
    { type: ck.CKA_ID, value: keyId },
  ]);
}

/** The only one of several. Throws RefusedByHost `key-absent` or `key-ambiguous`. */
export function onlyOne(objects: readonly Handle[]): Handle {
  const [object, another] = objects;
  if (object === undefined) throw new RefusedByHost('key-absent');
  if (another !== undefined) throw new RefusedByHost('key-ambiguous');
  return object;
}

/** One attribute's bytes, or null where the token does not tell. */
export function attribute(session: Session, object: Handle, type: number): Buffer | null {
  try {
    const [read] = session.cryptoki.C_GetAttributeValue(session.handle, object, [{ type }]);
    return Buffer.isBuffer(read?.value) ? read.value : null;
  } catch {
    return null;
  }
}

/**
 * Several attributes, in the order asked for; null for each that the token does not tell. They are asked for at once,
 * and one by one where that is refused: one that is not told hides all others.
 */
export function attributes(
  session: Session,
  object: Handle,
  types: readonly number[],
): (Buffer | null)[] {
  try {
    const asked = types.map((type) => ({ type }));
    const read = session.cryptoki.C_GetAttributeValue(session.handle, object, asked);
    const values = types.map((type) => read.find((each) => each.type === type)?.value ?? null);
    // A module may answer for the first and leave the others empty, with no word of it.
    if (values.every((value) => Buffer.isBuffer(value) && value.length > 0)) return values;
  } catch {
    // Some attribute is refused; which one is only seen alone.
  }
  return types.map((type) => attribute(session, object, type));
}

/** A CK_BBOOL attribute, or null where the token does not tell. */
export function flagAttribute(session: Session, object: Handle, type: number): boolean | null {
  const bytes = attribute(session, object, type);
  return bytes?.length === 1 ? bytes[0] === 1 : null;
}

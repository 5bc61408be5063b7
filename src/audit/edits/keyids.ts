import { isJsonObject, type JsonObject } from '../../encoding/json.ts';
import { computeKeyid, keyidsFor } from '../../tuf/keyid.ts';

/** Of a keyid that the key does not give, and that differs from the one it gives by one digit: the other one. */
export function correction(signed: JsonObject): (text: string) => string {
  const right = new Map(
    [...keyObjects(signed)].flatMap(([keyid, object]) => {
      const own = keyidsFor(object).find((one) => differsByOne(one.keyid, keyid));
      return own === undefined ? [] : [[keyid, own.keyid] as const];
    }),
  );
  const keyids = [...keyObjects(signed)].map(([keyid]) => keyid);
  return (text) => {
    const computedText = right.get(text);
    if (computedText !== undefined) return computedText;
    if (!/^[0-9a-f]{64}$/.test(text) || keyids.includes(text)) return text;
    return keyids.find((keyid) => differsByOne(keyid, text)) ?? text;
  };
}

/** Of a keyid in the list of keys: the one that its key gives. */
export function computed(signed: JsonObject): (text: string) => string {
  const own = new Map(
    [...keyObjects(signed)].map(([keyid, object]) => [keyid, computeKeyid(object)]),
  );
  return (text) => own.get(text) ?? text;
}

function* keyObjects(signed: JsonObject): Generator<readonly [string, JsonObject]> {
  const delegations = signed['delegations'];
  const lists = [signed['keys'], isJsonObject(delegations) ? delegations['keys'] : undefined];
  for (const list of lists) {
    for (const [keyid, object] of isJsonObject(list) ? Object.entries(list) : []) {
      if (isJsonObject(object)) yield [keyid, object];
    }
  }
}

/** True for two texts of one length that differ in exactly one place. */
export function differsByOne(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let differences = 0;
  for (let index = 0; index < left.length && differences < 2; index += 1) {
    if (left[index] !== right[index]) differences += 1;
  }
  return differences === 1;
}

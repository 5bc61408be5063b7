import { isJsonArray, isJsonObject, type JsonValue } from '../../encoding/json.ts';

/** Changes every entry and every member, the outer ones first. */
export function mapped(value: JsonValue, change: (value: JsonValue) => JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map((entry) => mapped(change(entry), change));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapped(change(member), change)]),
  );
}

/** Leaves out members by their value, at every depth. Entries of lists stay. */
export function without(value: JsonValue, drops: (value: JsonValue) => boolean): JsonValue {
  if (isJsonArray(value)) return value.map((entry) => without(entry, drops));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => !drops(member))
      .map(([name, member]) => [name, without(member, drops)]),
  );
}

/** Leaves out members by their name, at every depth. */
export function withoutName(value: JsonValue, dropped: string): JsonValue {
  if (isJsonArray(value)) return value.map((entry) => withoutName(entry, dropped));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== dropped)
      .map(([name, member]) => [name, withoutName(member, dropped)]),
  );
}

/** Changes every text, names of members too: a keyid is both. */
export function textsOf(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (isJsonArray(value)) return value.map((entry) => textsOf(entry, change));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [change(name), textsOf(member, change)]),
  );
}

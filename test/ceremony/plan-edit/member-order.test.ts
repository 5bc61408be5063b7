import { expect, test } from 'vitest';
import { memberOrder, placeFor } from '../../../src/ceremony/plan-edit/member-order.ts';
import { planJsonSchema } from '../../../src/ceremony/plan-json-schema.ts';

/** The members of every part of the schema, in its order. */
function parts(schema: unknown): string[][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object' && schema.properties !== null
      ? [Object.keys(schema.properties)]
      : [];
  return [...own, ...Object.values(schema).flatMap(parts)];
}

test('every member of the format has its place, and no part has another order', () => {
  const all = parts(planJsonSchema());
  expect(all.length).toBeGreaterThan(12);
  for (const members of all) {
    const places = members.map((name) => memberOrder.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toStrictEqual(places.toSorted((a, b) => a - b));
  }
  expect(new Set(memberOrder).size).toBe(memberOrder.length);
});

test('a new member comes after those before it in the format, and one that no format has at the end', () => {
  expect(placeFor('date', ['format', 'title', 'tuf'])).toBe(1);
  expect(placeFor('format', ['title', 'kind'])).toBe(-1);
  expect(placeFor('publication', ['format', 'x-own', 'tuf'])).toBe(2);
  expect(placeFor('unheard-of', ['format', 'title'])).toBe(1);
});

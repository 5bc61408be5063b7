import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planJsonSchema } from '../../src/ceremony/plan-json-schema.ts';

const published = join(import.meta.dirname, '../../docs/ceremony.schema.json');

test('docs/ceremony.schema.json is what the station reads; `station plan schema` prints it', () => {
  expect(JSON.parse(readFileSync(published, 'utf8'))).toStrictEqual(planJsonSchema());
});

test('every object in it is closed, and every text has a form or a list', () => {
  const open: string[] = [];
  walk(planJsonSchema(), '$', (schema, place) => {
    if (schema['type'] === 'object' && schema['additionalProperties'] !== false) open.push(place);
    const bounded = ['pattern', 'enum', 'const', 'maxLength', 'format'].some(
      (name) => name in schema,
    );
    if (schema['type'] === 'string' && !bounded) open.push(place);
    if (schema['type'] === 'array' && !('maxItems' in schema)) open.push(place);
  });
  expect(open).toStrictEqual([]);
});

test('a delegate’s plan says its one role there, and every other plan all of `tuf`', () => {
  const required = [
    'rootVersion',
    'holders',
    'threshold',
    'expires',
    'consistentSnapshot',
    'roles',
    'delegations',
  ];
  expect(planJsonSchema()).toMatchObject({
    properties: { tuf: { required: ['delegations'], additionalProperties: false } },
    anyOf: [
      {
        properties: {
          kind: { const: 'delegation' },
          tuf: { properties: { delegations: { minItems: 1, maxItems: 1 } } },
        },
      },
      { properties: { kind: { not: { const: 'delegation' } }, tuf: { required } } },
    ],
  });
});

function walk(
  value: unknown,
  place: string,
  see: (schema: Record<string, unknown>, place: string) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) see(value as Record<string, unknown>, place);
  for (const [name, below] of Object.entries(value)) walk(below, `${place}.${name}`, see);
}

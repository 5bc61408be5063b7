import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../src/contract/contract.ts';

const methods = Object.entries(contract.methods) as [
  string,
  { in: z.ZodType; out: z.ZodType; progress?: z.ZodType },
][];
const events = Object.entries(contract.events) as [string, z.ZodType][];
const schemas = [
  ...methods.flatMap(([name, { in: input, out, progress }]) => [
    [`${name} in`, input] as const,
    [`${name} out`, out] as const,
    ...(progress === undefined ? [] : [[`${name} progress`, progress] as const]),
  ]),
  ...events.map(([name, schema]) => [`${name} event`, schema] as const),
];

describe('the contract', () => {
  it.each(schemas)(
    '%s can be written as a JSON schema, so it carries JSON only',
    (_name, schema) => {
      expect(() => z.toJSONSchema(schema)).not.toThrow();
    },
  );

  it.each(methods)('%s takes no member that it does not name', (_name, { in: input }) => {
    // Free member names would come back in the path of a fault, and could be a secret.
    const text = JSON.stringify(z.toJSONSchema(input, { io: 'input' }));
    expect(text).not.toContain('propertyNames');
    const objects = text.match(/"type":"object"/g)?.length ?? 0;
    expect(text.match(/"additionalProperties":false/g)?.length ?? 0).toBe(objects);
  });

  it.each(methods)('%s bounds every text and list that comes in', (_name, { in: input }) => {
    const unbounded = JSON.stringify(z.toJSONSchema(input, { io: 'input' }), (_key, value) => {
      if (
        value?.type === 'string' &&
        !value.maxLength &&
        !value.pattern &&
        !value.enum &&
        value.const === undefined
      )
        return 'UNBOUNDED';
      if (value?.type === 'array' && value.maxItems === undefined) return 'UNBOUNDED';
      return value;
    });
    expect(unbounded).not.toContain('UNBOUNDED');
  });

  it.each(events)(
    'pairs %s with a call that gives the same, for a page that came late',
    (_name, schema) => {
      const event = JSON.stringify(z.toJSONSchema(schema));
      const shape = event.slice(event.indexOf('"type"'), -1);
      const outputs = methods.map(([, { out }]) => JSON.stringify(z.toJSONSchema(out)));
      expect(outputs.filter((out) => out.includes(shape))).not.toEqual([]);
    },
  );
});

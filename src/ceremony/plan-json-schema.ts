import { z } from 'zod';
import { PlanFields } from './plan-schema.ts';
import { PlannedSerial, PlannedToken, serialSchema } from './plan-values.ts';

/**
 * The JSON Schema (draft 2020-12) of `ceremony.yaml`, for editors. It says the form of each member; contradictions
 * between members are found by `station plan check` only.
 */
export function planJsonSchema(): object {
  const schema = z.toJSONSchema(PlanFields, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === PlannedSerial || zodSchema === PlannedToken)
        Object.assign(jsonSchema, serialSchema);
    },
  });
  const { tuf } = schema.properties ?? {};
  if (typeof tuf !== 'object' || tuf.required === undefined)
    throw new TypeError('the plan has a tuf section with members');
  const { required } = tuf;
  // A delegate's plan says its one role, and the rest of `tuf` is filled in from that: plan-delegate.ts.
  tuf.required = ['delegations'];
  return {
    title: 'The plan of a root key ceremony, station-ceremony/1',
    ...schema,
    anyOf: [
      {
        properties: {
          kind: { const: 'delegation' },
          tuf: { properties: { delegations: { minItems: 1, maxItems: 1 } } },
        },
      },
      { properties: { kind: { not: { const: 'delegation' } }, tuf: { required } } },
    ],
  };
}

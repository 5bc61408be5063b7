import { parsePlan, planText, type Plan, type PlanFields } from '../../src/ceremony/plan.ts';
import { PlanFields as Shape } from '../../src/ceremony/plan-schema.ts';
import { utf8 } from '../../src/encoding/utf8.ts';

const expires = '2027-11-14T00:00:00Z';
const soon = '2027-08-14T00:00:00Z';

/** A rotation of a real root: three keyholders sign, one of them for the last time; nobody invented is real. */
export function sampleFields(change: Partial<PlanFields> = {}): PlanFields {
  return Shape.parse({
    format: 'station-ceremony/1',
    title: 'Root signing 16',
    kind: 'rotation',
    mode: 'real',
    date: '2027-07-14',
    participants: [
      { id: 'ines-duarte', name: 'Inês Duarte', duties: ['host'], token: '24617799' },
      { id: 'priya-raman', name: 'Priya Raman', duties: ['keyholder'], token: '24617802' },
      { id: 'tom-okafor', name: 'Tom Okafor', duties: ['keyholder', 'witness'], token: '24617811' },
      { id: 'mei-lindqvist', name: 'Mei Lindqvist', duties: ['keyholder'], token: '24617820' },
      { id: 'sam-abara', name: 'Sam Abara', duties: ['witness'] },
    ],
    keys: {
      scheme: 'ecdsa-sha2-nistp256',
      pin: 'always',
      touch: 'always',
      attestation: 'required',
      minimumFirmware: '5.4.3',
    },
    tuf: {
      rootVersion: 16,
      holders: ['priya-raman', 'tom-okafor'],
      threshold: 2,
      expires,
      consistentSnapshot: true,
      roles: {
        targets: { holders: ['priya-raman', 'tom-okafor'], threshold: 2, expires },
        snapshot: { holders: ['ines-duarte'], threshold: 1, expires: soon },
        timestamp: { holders: ['ines-duarte'], threshold: 1, expires: soon },
      },
      delegations: [
        {
          name: 'registry.example.org',
          paths: ['registry.example.org/*'],
          terminating: true,
          holders: ['tom-okafor'],
          threshold: 1,
          expires,
        },
      ],
    },
    ...change,
  });
}

/** The same people with practice tokens. */
export function rehearsalFields(): PlanFields {
  const fields = sampleFields();
  const participants = fields.participants.map((participant) =>
    participant.token === undefined ? participant : { ...participant, token: 'practice' as const },
  );
  return { ...fields, mode: 'rehearsal', participants };
}

export const planBytesOf = (fields: PlanFields): Uint8Array => utf8(planText(fields));

/** A plan as it is after being written and read. */
export function samplePlan(fields: PlanFields = sampleFields()): Plan {
  return parsePlan(planBytesOf(fields), 'ceremony.yaml');
}

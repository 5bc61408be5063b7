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

/** The same rotation with every member that a plan can have. */
export function fullFields(): PlanFields {
  const fields = sampleFields();
  return Shape.parse({
    ...fields,
    participants: fields.participants.map((one) =>
      one.id === 'priya-raman' ? { ...one, scheme: 'ed25519', formerToken: '24617801' } : one,
    ),
    keys: { ...fields.keys, otherSchemes: ['ed25519'], fips: false },
    tuf: {
      ...fields.tuf,
      roles: {
        ...fields.tuf.roles,
        snapshot: { ...fields.tuf.roles.snapshot, holders: ['online-1'] },
        timestamp: { ...fields.tuf.roles.timestamp, holders: ['online-1', 'online-2'] },
      },
      online: [
        { kind: 'token', id: 'online-1', token: 'HSM-0042' },
        { kind: 'file', id: 'online-2', scheme: 'ed25519', spkiSha256: 'ab'.repeat(32) },
      ],
    },
    script: {
      acts: [
        { own: 'Open the safe', expected: 'Five bags, seals whole.', estimate: '5m' },
        { act: 'clock', estimate: '2m30s' },
        { act: 'sign', title: 'Everybody signs', estimate: '10m' },
        { own: 'Read the seals aloud', expected: 'The numbers are in the minutes.' },
        { act: 'close' },
      ],
      checkpoints: [{ after: 'sign', by: ['priya-raman', 'tom-okafor'] }],
    },
    transfer: { method: 'git', remote: 'git@example.org:ceremonies/root.git' },
    publication: {
      remote: 'https://example.org/root-signing.git',
      branch: 'ceremony/root-16',
      folder: 'metadata',
      signOff: { name: 'Inês Duarte', email: 'ines@example.org' },
    },
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

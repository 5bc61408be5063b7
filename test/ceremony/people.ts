import { generateKeyPairSync } from 'node:crypto';
import type { PlanFields } from '../../src/ceremony/plan-schema.ts';
import { parsePlan, planText, type Plan } from '../../src/ceremony/plan.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { publicKeyFromSpki, type PublicKey } from '../../src/keys/public-key.ts';

/** A small ceremony for tests: three keyholders and a host, two of three for the root, one delegation. */
export function planFields(
  change: (fields: PlanFields) => PlanFields = (same) => same,
): PlanFields {
  const expires = '2027-05-23T00:00:00Z';
  return change({
    format: 'station-ceremony/1',
    title: 'Root signing 1',
    kind: 'initial',
    mode: 'rehearsal',
    date: '2026-11-23',
    participants: [
      { id: 'amara', name: 'Amara Okafor', duties: ['keyholder'], token: 'practice' },
      { id: 'jonas', name: 'Jonas Lindqvist', duties: ['keyholder'], token: 'practice' },
      { id: 'mei', name: 'Mei Tanaka', duties: ['keyholder'], token: 'practice' },
      { id: 'tomas', name: 'Tomás Varga', duties: ['host'], token: 'practice' },
    ],
    keys: {
      scheme: 'ecdsa-sha2-nistp256',
      pin: 'always',
      touch: 'always',
      attestation: 'if-available',
    },
    tuf: {
      rootVersion: 1,
      holders: ['amara', 'jonas', 'mei'],
      threshold: 2,
      expires,
      consistentSnapshot: true,
      roles: {
        targets: { holders: ['amara', 'jonas', 'mei'], threshold: 2, expires },
        snapshot: { holders: ['tomas'], threshold: 1, expires },
        timestamp: { holders: ['tomas'], threshold: 1, expires },
      },
      delegations: [
        {
          name: 'rekor',
          paths: ['rekor.*'],
          holders: ['mei'],
          threshold: 1,
          expires,
          terminating: true,
        },
      ],
    },
  });
}

/** The plan as the station reads it from its own text. */
export function plan(change?: (fields: PlanFields) => PlanFields): Plan {
  return parsePlan(utf8(planText(planFields(change))), 'ceremony.yaml');
}

/** A fresh P-256 public key. */
export function freshKey(): PublicKey {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return publicKeyFromSpki(publicKey.export({ format: 'der', type: 'spki' }), 'fresh key');
}

/** A fresh key for everybody in the plan, by participant id. */
export function freshKeys(of: Plan): Map<string, PublicKey> {
  return new Map(of.participants.map(({ id }) => [id, freshKey()]));
}

import type { PlanFields } from './plan-schema.ts';

/**
 * A plan to begin with: a dress rehearsal of a first root, three of five, with practice tokens. What stands in it is
 * for the host to replace; it is a whole plan, so that it can be rehearsed at once.
 *
 * @param today `YYYY-MM-DD`
 */
export function firstPlan(today: string): PlanFields {
  const keyholders = ['one', 'two', 'three', 'four', 'five'].map((word) => `keyholder-${word}`);
  const host = { holders: ['host'], threshold: 1 };
  return {
    format: 'station-ceremony/1',
    title: 'Root signing 1, dress rehearsal',
    kind: 'initial',
    mode: 'rehearsal',
    date: today,
    participants: [
      { id: 'host', name: 'The host', duties: ['host'], token: 'practice' },
      ...keyholders.map((id): PlanFields['participants'][number] => ({
        id,
        name: `Keyholder ${id.slice('keyholder-'.length)}`,
        duties: ['keyholder'],
        token: 'practice',
      })),
      { id: 'witness', name: 'The witness', duties: ['witness'] },
    ],
    keys: {
      scheme: 'ecdsa-sha2-nistp256',
      pin: 'always',
      touch: 'always',
      attestation: 'if-available',
    },
    tuf: {
      rootVersion: 1,
      holders: keyholders,
      threshold: 3,
      expires: after(today, 365),
      consistentSnapshot: true,
      roles: {
        targets: { holders: keyholders, threshold: 3, expires: after(today, 365) },
        snapshot: { ...host, expires: after(today, 30) },
        timestamp: { ...host, expires: after(today, 14) },
      },
      delegations: [],
    },
    transfer: { method: 'stick' },
  };
}

function after(day: string, days: number): string {
  const later = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000);
  return `${later.toISOString().slice(0, 19)}Z`;
}

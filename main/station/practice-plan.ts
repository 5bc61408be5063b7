import type { PlanFields } from '../../src/ceremony/plan.ts';
import type { Serial } from '../../src/ceremony/serial.ts';

/** A person of the practice ceremony. */
export interface PracticePerson {
  readonly id: string;
  readonly name: string;
  /** A serial, or "practice" for any practice token. */
  readonly token: Serial | 'practice';
}

export const keyholderNames = [
  'Amara Okafor',
  'Jonas Lindqvist',
  'Mei Tanaka',
  'Rafael Duarte',
  'Ingrid Solheim',
] as const;
export const hostName = 'Tomás Varga';
/** Who joins in the second practice root: the person at the station. */
export const joinerName = 'Priya Raman';

/** Who takes part, and what the practice root is to be. */
export interface PracticeCast {
  readonly title: string;
  readonly rootVersion: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly host: PracticePerson;
  /** Keyholders of the new root. */
  readonly holders: readonly PracticePerson[];
  /** Keyholders of the root before who leave. */
  readonly leavers: readonly PracticePerson[];
}

/** The plan of a practice ceremony: three of the holders for the root; the host keeps the keys of the other roles. */
export function practicePlan({
  title,
  rootVersion,
  at,
  host,
  holders,
  leavers,
}: PracticeCast): PlanFields {
  const keyholders = [...holders, ...leavers].map((one) => ({
    ...one,
    duties: ['keyholder' as const],
  }));
  const mine = { holders: [host.id], threshold: 1, expires: later(at, 60) };
  return {
    format: 'station-ceremony/1',
    title,
    kind: rootVersion === 1 ? 'initial' : 'rotation',
    mode: 'rehearsal',
    date: at.slice(0, 10),
    participants: [...keyholders, { ...host, duties: ['host'] }],
    keys: {
      scheme: 'ecdsa-sha2-nistp256',
      pin: 'always',
      touch: 'always',
      attestation: 'if-available',
    },
    tuf: {
      rootVersion,
      holders: holders.map(({ id }) => id),
      threshold: 3,
      expires: later(at, 120 + 60 * rootVersion),
      consistentSnapshot: true,
      roles: { targets: mine, snapshot: mine, timestamp: mine },
      delegations: [{ ...mine, name: 'transparency-log', paths: ['log.*'], terminating: true }],
    },
  };
}

/** A participant's id from a name: small letters and hyphens. */
export function idOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
}

/** An instant so many days after another, at midnight UTC, as TUF writes it. */
function later(at: string, days: number): string {
  const day = new Date(Date.parse(at) + days * 86_400_000).toISOString().slice(0, 10);
  return `${day}T00:00:00Z`;
}

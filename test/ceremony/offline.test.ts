import { describe, expect, test } from 'vitest';
import { offlineVerdict } from '../../src/ceremony/offline.ts';
import type { Act } from '../../src/ceremony/record.ts';
import { actOf, chainOf } from './sample-acts.ts';
import { samplePlan } from './sample-plan.ts';

const offline = actOf('network.looked', { way: 'none' }, null);
const online = actOf('network.looked', { way: 'out' }, null);
const deviation = actOf('deviation', { about: 'network' });
const records = (...acts: Act[]) =>
  chainOf(samplePlan().sha256, [actOf('ceremony.opened'), ...acts]).records;

describe('a real ceremony', () => {
  test('signs while there is no way out', () => {
    expect(offlineVerdict('real', 'none', records(online))).toStrictEqual({
      allowed: true,
      deviation: null,
    });
  });

  test.each([
    ['out', 'way-out'],
    ['unknown', 'unknown'],
  ] as const)('does not sign while the way is %s', (way, reason) => {
    expect(offlineVerdict('real', way, records(offline, online))).toStrictEqual({
      allowed: false,
      reason,
    });
  });

  test('signs online after a deviation about the network', () => {
    const verdict = offlineVerdict('real', 'out', records(online, deviation));
    expect(verdict).toMatchObject({ allowed: true, deviation: { number: 3 } });
  });

  test('does not take another deviation for one about the network', () => {
    expect(
      offlineVerdict('real', 'out', records(online, actOf('deviation', { about: 'other' })))
        .allowed,
    ).toBe(false);
  });

  test('wants a new deviation after it was offline in between', () => {
    expect(offlineVerdict('real', 'out', records(online, deviation, offline, online)).allowed).toBe(
      false,
    );
    expect(
      offlineVerdict('real', 'out', records(online, deviation, offline, online, deviation)).allowed,
    ).toBe(true);
  });
});

test('a rehearsal signs anywhere', () => {
  expect(offlineVerdict('rehearsal', 'out', records()).allowed).toBe(true);
  expect(offlineVerdict('rehearsal', 'unknown', records()).allowed).toBe(true);
});

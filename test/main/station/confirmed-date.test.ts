import { expect, test } from 'vitest';
import { earlyExpiry } from '../../../main/station/confirmed-date.ts';
import { actOf, chainOf } from '../../ceremony/sample-acts.ts';
import { samplePlan } from '../../ceremony/sample-plan.ts';

const plan = samplePlan();
const withOffset = (offset: number) =>
  chainOf(plan.sha256, [actOf('ceremony.opened'), actOf('clock.settled', { offset })]).records;
const day = 86_400;
const at = (instant: string) => () => instant;

test('nothing has expired on the day of the plan', () => {
  expect(earlyExpiry({ plan, records: [], now: () => '2027-07-14T14:00:00Z' })).toBeNull();
});

test('expiry is held against the confirmed time, not the station’s clock', () => {
  expect(
    earlyExpiry({ plan, records: withOffset(40 * day), now: at('2027-07-14T14:00:00Z') }),
  ).toBe('By the ceremony’s time, 2027-08-23T14:00:00Z, this has expired: snapshot, timestamp.');
  expect(
    earlyExpiry({ plan, records: withOffset(-40 * day), now: at('2027-08-23T14:00:00Z') }),
  ).toBeNull();
});

test('what expires at this second has expired', () => {
  expect(earlyExpiry({ plan, records: [], now: () => '2027-08-14T00:00:00Z' })).toContain(
    'snapshot',
  );
  expect(earlyExpiry({ plan, records: [], now: () => '2027-08-13T23:59:59Z' })).toBeNull();
});

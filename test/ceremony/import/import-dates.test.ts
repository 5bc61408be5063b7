import { describe, expect, test } from 'vitest';
import { proposedExpiry } from '../../../src/ceremony/import/import-dates.ts';
import { parseMetadata, type Metadata } from '../../../src/tuf/metadata.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';

const metadata = (expires: string): Metadata =>
  parseMetadata(
    utf8(
      JSON.stringify({
        signed: { _type: 'root', spec_version: '1.0.0', version: 1, expires },
        signatures: [],
      }),
    ),
    'test',
  );

const today = '2027-07-01';
const none = { newest: null, before: null, signed: null, usual: 182 };

describe('a proposal for an expiry', () => {
  test('is the period that is set, where one is', () => {
    const signed = { 'x-tuf-on-ci-expiry-period': 10 };
    expect(proposedExpiry(today, { ...none, signed }).expires).toBe('2027-07-11T00:00:00Z');
  });

  test.each([0, -3, 1.5, 40_000, '10', null])('is no period that makes no sense: %s', (period) => {
    const signed = { 'x-tuf-on-ci-expiry-period': period };
    expect(proposedExpiry(today, { ...none, signed }).expires).toBe('2027-12-30T00:00:00Z');
  });

  test('is else as long as the newest version outlives the one before', () => {
    const newest = metadata('2027-08-01T12:00:00Z');
    const before = metadata('2027-05-01T12:00:00Z');
    const { expires, because } = proposedExpiry(today, { ...none, newest, before });
    expect(expires).toBe('2027-10-01T00:00:00Z');
    expect(because).toBe('92 days, as the version before; it was 2027-08-01');
  });

  test('is else a usual time: also where the newest expires first', () => {
    const newest = metadata('2027-05-01T12:00:00Z');
    const before = metadata('2027-08-01T12:00:00Z');
    expect(proposedExpiry(today, { ...none, newest, before }).because).toBe(
      '182 days, a proposal; it was 2027-05-01',
    );
    expect(proposedExpiry(today, none).because).toBe('182 days, a proposal');
  });
});

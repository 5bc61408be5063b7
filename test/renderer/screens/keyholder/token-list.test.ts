import { describe, expect, it } from 'vitest';
import {
  leadFor,
  ownToken,
  preferred,
} from '../../../../renderer/screens/keyholder/token/token-list.ts';
import { ceremonyAt } from '../../gallery/values/ceremony.ts';
import { noTokens, practiceToken, tokensOf, yubikey } from '../../gallery/values/tokens.ts';

describe('preferred', () => {
  const unplanned = { ...practiceToken, id: 'a', planned: false };

  it('is the planned token', () => {
    expect(preferred([unplanned, yubikey])).toBe(yubikey);
  });

  it('is the one that was chosen before', () => {
    const chosen = { ...yubikey, id: 'c', serial: '24617820' };
    expect(preferred([yubikey, chosen], '24617820')).toBe(chosen);
    expect(preferred([yubikey], '24617820')).toBe(yubikey);
  });

  it('is the only token', () => {
    expect(preferred([unplanned])).toBe(unplanned);
  });

  it('is never a guess', () => {
    expect(preferred([unplanned, { ...unplanned, id: 'b' }])).toBeNull();
    expect(preferred([])).toBeNull();
  });
});

const list = (chosen: string | null, ...serials: readonly string[]) => ({
  ...noTokens,
  chosen,
  tokens: serials.map((serial) => ({ ...practiceToken, id: serial, serial })),
});

describe('ownToken', () => {
  it('is the one that was chosen, also where others may be used and stand before it', () => {
    expect(ownToken(list('24617802', '90000003', '24617802'))?.serial).toBe('24617802');
  });

  it('is none while the chosen one is out, and none of several before one was chosen', () => {
    expect(ownToken(list('24617802', '90000003'))).toBeNull();
    expect(ownToken(list(null, '90000003', '24617802'))).toBeNull();
    expect(ownToken(list(null, '90000003'))?.serial).toBe('90000003');
  });

  it('is never one that is not for this person', () => {
    const other = { ...practiceToken, planned: false };
    expect(ownToken({ ...noTokens, chosen: other.serial, tokens: [other] })).toBeNull();
  });
});

describe('leadFor', () => {
  it('asks to compare the number when the planned token is there', () => {
    expect(leadFor(tokensOf('real'), ceremonyAt('real', 'token'))).toContain('Compare its number');
  });

  it('says when the planned token is not plugged in', () => {
    expect(leadFor(noTokens, ceremonyAt('real', 'token'))).toBe(
      'The plan names 24617802 for you. It is not plugged in.',
    );
  });

  it('speaks of practice tokens in a rehearsal', () => {
    expect(leadFor(tokensOf('rehearsal'), ceremonyAt('rehearsal', 'token'))).toContain('practice');
  });

  it('says when the plan names no token', () => {
    const host = ceremonyAt('real', 'token', 'host');
    expect(leadFor(noTokens, host)).toBe('The plan names no token for you.');
  });
});

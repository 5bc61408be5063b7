import { describe, expect, it } from 'vitest';
import { leadFor, preferred } from '../../../../renderer/screens/keyholder/token/token-list.ts';
import { ceremonyAt } from '../../gallery/values/ceremony.ts';
import { noTokens, practiceToken, tokensOf, yubikey } from '../../gallery/values/tokens.ts';

describe('preferred', () => {
  const unplanned = { ...practiceToken, id: 'a', planned: false };

  it('is the planned token', () => {
    expect(preferred([unplanned, yubikey])).toBe(yubikey);
  });

  it('is the only token', () => {
    expect(preferred([unplanned])).toBe(unplanned);
  });

  it('is never a guess', () => {
    expect(preferred([unplanned, { ...unplanned, id: 'b' }])).toBeNull();
    expect(preferred([])).toBeNull();
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

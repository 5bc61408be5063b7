import { describe, expect, it } from 'vitest';
import { fitsRole } from '../../../../renderer/screens/ceremony/who.tsx';
import { whoIs } from '../../../../renderer/who-is.ts';
import { ceremonyAt } from '../../gallery/values/ceremony.ts';

const ceremony = ceremonyAt('real', 'token');
const person = (id: string) => ceremony.participants.find((one) => one.id === id)!;

describe('fitsRole', () => {
  it('lets only those sit here whose duty it is', () => {
    expect(fitsRole(person('priya'), 'keyholder')).toBe(true);
    expect(fitsRole(person('tomas'), 'keyholder')).toBe(false);
    expect(fitsRole(person('tomas'), 'host')).toBe(true);
    expect(fitsRole(person('lena'), 'host')).toBe(false);
  });
});

describe('whoIs', () => {
  it('names the person and the role, or the role alone until the name is known', () => {
    expect(whoIs(ceremony)).toBe('Priya Raman, keyholder');
    expect(whoIs({ ...ceremony, you: null })).toBe('Keyholder');
  });
});

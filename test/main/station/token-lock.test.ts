import { describe, expect, it } from 'vitest';
import { careLock, type CareAct } from '../../../main/station/token-lock.ts';
import type { Seated } from '../../../main/station/token-at-hand.ts';
import type { Act } from '../../../src/ceremony/record.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { plan } from '../../ceremony/people.ts';
import { actOf, chainOf } from '../../ceremony/sample-acts.ts';
import { presentToken } from './present-token.ts';

const practice = presentToken({ practice: true });
const acts: readonly CareAct[] = ['set-up', 'pin', 'remove-key'];

function seated(mode: 'real' | 'rehearsal', done: readonly Act[] = [], you = 'amara'): Seated {
  const of = plan((fields) => ({
    ...fields,
    mode,
    participants: fields.participants.map((one, index) => ({
      ...one,
      token: `2461780${index + 2}` as never,
    })),
  }));
  const { records } = chainOf(of.sha256, [actOf('ceremony.opened'), ...done]);
  return { plan: of, records, youOrNull: participantOf(of, you) };
}

const lock = (...done: Act[]): string | null =>
  careLock(presentToken(), 'set-up', seated('real', done), null);

describe('without a ceremony', () => {
  it.each(acts)('the person decides: %s', (act) => {
    expect(careLock(presentToken(), act, null, null)).toBeNull();
    expect(careLock(practice, act, null, null)).toBeNull();
  });

  it.each(acts)('as root only practice tokens are touched: %s', (act) => {
    expect(careLock(practice, act, null, 'The station runs as root.')).toBeNull();
    expect(careLock(presentToken(), act, null, 'The station runs as root.')).toBe(
      'The station runs as root. It touches practice tokens only.',
    );
  });

  it('a token that cannot be told apart is left alone', () => {
    for (const trouble of ['no-serial', 'serial-not-unique', 'marks-disagree'] as const)
      expect(careLock(presentToken({ trouble }), 'set-up', null, null)).toMatch(/\.$/);
  });
});

describe('in a ceremony', () => {
  it.each(acts)('the token of the plan is open: %s', (act) => {
    expect(careLock(presentToken(), act, seated('real'), null)).toBeNull();
    expect(careLock(practice, act, seated('rehearsal'), null)).toBeNull();
  });

  it.each(acts)('another serial is not: %s', (act) => {
    const other = presentToken({ serial: '24617803' as never });
    expect(careLock(other, act, seated('real'), null)).toMatch(/^The plan does not name it/);
  });

  it.each(acts)('nor the planned serial in the other mode: %s', (act) => {
    expect(careLock(practice, act, seated('real'), null)).toMatch(/^For rehearsals only/);
    expect(careLock(presentToken(), act, seated('rehearsal'), null)).toMatch(
      /^It may hold real keys/,
    );
  });

  it.each(acts)('nor any, before somebody said who they are: %s', (act) => {
    expect(careLock(presentToken(), act, seated('real', [], 'nobody'), null)).toMatch(/^Say who/);
  });

  it.each(['key.intended', 'key.made', 'key.adopted'] as const)(
    'a token with a key of this ceremony is never erased after %s, and its PIN may change',
    (kind) => {
      const ceremony = seated('real', [actOf(kind, { serial: '24617802' as never }, 'amara')]);
      const why = 'It holds a key of this ceremony, which stays as it is.';
      expect(careLock(presentToken(), 'set-up', ceremony, null)).toBe(why);
      expect(careLock(presentToken(), 'remove-key', ceremony, null)).toBe(why);
      expect(careLock(presentToken(), 'pin', ceremony, null)).toBeNull();
    },
  );

  it('a key whose making stopped is none of this ceremony; one that is begun again is', () => {
    const serial = '24617802' as never;
    const begun = actOf('key.intended', { serial }, 'amara');
    const stopped = actOf('act.stopped', { act: 'key', serial }, 'amara');
    const signing = actOf('act.stopped', { act: 'signature', serial }, 'amara');
    const made = actOf('key.made', { serial }, 'amara');
    expect(lock(begun, stopped)).toBeNull();
    expect(lock(begun, signing)).not.toBeNull();
    expect(lock(begun, stopped, begun)).not.toBeNull();
    expect(lock(begun, made, begun, stopped)).not.toBeNull();
  });

  it('a key on another token locks nothing', () => {
    const ceremony = seated('real', [actOf('key.made', { serial: '99999999' as never }, 'amara')]);
    expect(careLock(presentToken(), 'set-up', ceremony, null)).toBeNull();
  });
});

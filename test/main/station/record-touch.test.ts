import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plan } from '../../../src/ceremony/plan.ts';
import type { TranscriptRecord } from '../../../src/ceremony/record.ts';
import type { PresentToken } from '../../../main/tokens/token.ts';
import { recordTouch, waitsForTouch } from '../../../main/station/record-touch.ts';

const yubikey = {
  manufacturer: 'Yubico (www.yubico.com)',
  model: 'YubiKey YK5',
  serial: '11111111',
};
const hsm = { manufacturer: 'SoftHSM project', model: 'SoftHSM v2', serial: 'abcd' };

/** A plan of this mode whose keys have this touch policy. */
function planned(mode: Plan['mode'], touch: Plan['keys']['touch']): Plan {
  return { mode, keys: { touch } } as Plan;
}

function accepted(touchPolicy: string | null, participant = 'priya', serial = '11111111') {
  return {
    kind: 'evidence.accepted',
    participant,
    data: { serial, touchPolicy },
  } as unknown as TranscriptRecord;
}

/** What is told from the moment the token is asked until so many milliseconds later; null: there is no countdown. */
function toldIn(
  milliseconds: number,
  plan: Plan,
  token: typeof yubikey,
  records: readonly TranscriptRecord[] = [],
): readonly number[] | null {
  const told: number[] = [];
  const touch = recordTouch(
    { plan, records, participant: 'priya', token: token as unknown as PresentToken },
    (left) => told.push(left),
  );
  if (touch === null) return null;
  expect(told).toEqual([]);
  touch.start();
  vi.advanceTimersByTime(milliseconds);
  touch.stop();
  return told;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the touch of a token that signs the record', () => {
  it('is announced for a YubiKey at once, and counted', () => {
    expect(toldIn(2500, planned('real', 'always'), yubikey, [accepted('always')])).toEqual([
      15, 14, 13,
    ]);
    expect(toldIn(0, planned('rehearsal', 'always'), yubikey, [accepted('always')])).toEqual([15]);
  });

  it('follows what the YubiKey certified, not what the plan asks for', () => {
    expect(toldIn(0, planned('real', 'always'), yubikey, [accepted('never')])).toBeNull();
    expect(toldIn(0, planned('real', 'never'), yubikey, [accepted('cached')])).toEqual([15]);
  });

  it('follows the plan where this token of this person certified nothing', () => {
    const strangers = [accepted('always', 'bo'), accepted('always', 'priya', '22222222')];
    expect(toldIn(0, planned('real', 'never'), yubikey, strangers)).toBeNull();
    expect(toldIn(0, planned('real', 'always'), yubikey, [accepted(null)])).toEqual([15]);
  });

  it('follows the evidence that was accepted last', () => {
    const twice = [accepted('never'), accepted('always')];
    expect(toldIn(0, planned('real', 'never'), yubikey, twice)).toEqual([15]);
    expect(toldIn(0, planned('real', 'never'), yubikey, twice.toReversed())).toBeNull();
  });

  it('of another token is only taken to be wanted when it does not answer', () => {
    expect(toldIn(waitsForTouch - 1, planned('real', 'always'), hsm)).toEqual([]);
    expect(toldIn(waitsForTouch + 1000, planned('real', 'always'), hsm)).toEqual([15, 14]);
    expect(toldIn(5000, planned('real', 'never'), hsm)).toBeNull();
  });

  it('is never wanted by a practice token in a file', () => {
    expect(toldIn(5000, planned('rehearsal', 'always'), hsm)).toBeNull();
  });
});

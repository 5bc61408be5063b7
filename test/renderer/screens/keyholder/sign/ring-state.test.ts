import { describe, expect, it } from 'vitest';
import { phasesSoFar } from '../../../../../renderer/screens/keyholder/sign/phases.ts';
import {
  ringAfter,
  ringWhileActing,
} from '../../../../../renderer/screens/keyholder/sign/ring-state.ts';
import type { SignPhase } from '../../../../../src/contract/keyholder.ts';
import { plainProblem } from '../../../../../src/contract/problem.ts';
import { afterTouch, touchReports } from '../../../gallery/values/sign.ts';

const acting = (...reports: readonly SignPhase[]) => ringWhileActing(phasesSoFar(reports));
const report = (phase: SignPhase['phase'], state: SignPhase['state'] = 'now'): SignPhase => ({
  phase,
  state,
  note: '',
  secondsLeft: null,
});

const after = (code: string) =>
  ringAfter(plainProblem(code, 'it stopped', { hint: 'Start again.' }));

describe('the ring while the token acts', () => {
  it('rests before a touch is asked for', () => {
    expect(acting()).toEqual({ kind: 'rest' });
    expect(acting(report('pin'))).toEqual({ kind: 'rest' });
    expect(acting(report('pin', 'done'))).toEqual({ kind: 'rest' });
  });

  it('counts what the station said last', () => {
    expect(acting(...touchReports)).toEqual({ kind: 'waiting', secondsLeft: 9 });
  });

  it('still waits when no second is left: only the station says that time ran out', () => {
    expect(acting({ ...report('touch'), secondsLeft: 0 })).toEqual({
      kind: 'waiting',
      secondsLeft: 0,
    });
  });

  it('is touched when the station says so', () => {
    expect(acting(...touchReports, afterTouch[0]!)).toEqual({ kind: 'touched' });
  });

  it('is touched when the act went on from the touch, and stays so to its end', () => {
    expect(acting(...touchReports, report('check'))).toEqual({ kind: 'touched' });
    expect(acting(...touchReports, report('check', 'done'), report('write'))).toEqual({
      kind: 'touched',
    });
  });

  it('was never touched where no touch was asked for', () => {
    expect(acting(report('pin', 'done'), report('check'))).toEqual({ kind: 'rest' });
    expect(acting(report('write'))).toEqual({ kind: 'rest' });
  });
});

describe('the ring after an attempt', () => {
  it('rests when nothing stopped', () => {
    expect(ringAfter(null)).toEqual({ kind: 'rest' });
  });

  it.each(['touch.timeout', 'token.touch-timeout'])('says that time ran out: %s', (code) => {
    expect(after(code)).toEqual({ kind: 'ran-out' });
  });

  it.each(['touch.cancelled', 'token.cancelled', 'cancelled'])('says cancelled: %s', (code) => {
    expect(after(code)).toEqual({ kind: 'cancelled' });
  });

  it.each(['token.timeout', 'pin.incorrect', 'toString', '__proto__', ''])(
    'claims nothing of %j',
    (code) => {
      expect(after(code)).toEqual({ kind: 'rest' });
    },
  );
});

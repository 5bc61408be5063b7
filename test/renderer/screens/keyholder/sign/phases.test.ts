import { describe, expect, test } from 'vitest';
import type { SignPhase } from '../../../../../src/contract/keyholder.ts';
import {
  actNow,
  phaseLines,
  phasesSoFar,
  secondsLeft,
} from '../../../../../renderer/screens/keyholder/sign/phases.ts';

const report = (
  phase: SignPhase['phase'],
  state: SignPhase['state'],
  more: Partial<SignPhase> = {},
): SignPhase => ({ phase, state, note: '', secondsLeft: null, ...more });

const states = (
  reports: SignPhase[],
  touch: 'screen' | 'token' | 'none' = 'token',
  stopped = false,
) => phaseLines(phasesSoFar(reports), { touch, stopped }).map((line) => line.state);

const words = (reports: SignPhase[]) =>
  phaseLines(phasesSoFar(reports), { touch: 'none' })[1]?.words;

describe('the four phases of signing', () => {
  test('are all to come before the first report', () => {
    const lines = phaseLines(phasesSoFar([]), { touch: 'token' });
    expect(lines.map((line) => line.words)).toEqual([
      'Check the PIN',
      'Touch',
      'Check the signature, twice',
      'Write it to the ceremony folder',
    ]);
    expect(lines.map((line) => line.state)).toEqual(Array(4).fill('to-come'));
    expect(lines[1]?.note).toBe('15 seconds');
  });

  test('are the same four however many reports come', () => {
    const lines = phaseLines(
      phasesSoFar([
        report('pin', 'now'),
        report('pin', 'done', { note: '3 of 3 tries left' }),
        report('touch', 'now', { secondsLeft: 9 }),
      ]),
      { touch: 'token' },
    );
    expect(lines.map((line) => [line.words, line.state, line.note])).toEqual([
      ['PIN accepted', 'done', '3 of 3 tries left'],
      ['Touch', 'now', '15 seconds'],
      ['Check the signature, twice', 'to-come', ''],
      ['Write it to the ceremony folder', 'to-come', ''],
    ]);
  });

  test('a later phase means that the earlier ones are behind', () => {
    expect(states([report('check', 'now')])).toEqual(['done', 'done', 'now', 'to-come']);
    expect(states([report('write', 'done')])).toEqual(['done', 'done', 'done', 'done']);
  });

  test('a phase that is done does not begin the next one', () => {
    expect(states([report('pin', 'done')])).toEqual(['done', 'to-come', 'to-come', 'to-come']);
  });

  test('what stopped is marked where it stopped', () => {
    expect(states([report('pin', 'done'), report('touch', 'now')], 'token', true)).toEqual([
      'done',
      'failed',
      'to-come',
      'to-come',
    ]);
  });

  test('a token that asks for no touch says so, before and after', () => {
    expect(words([])).toBe('No touch needed');
    expect(words([report('check', 'now')])).toBe('No touch needed');
  });
});

describe('where the act stands', () => {
  test.each([
    [[], 'pin'],
    [[report('pin', 'done')], 'pin'],
    [[report('pin', 'done'), report('touch', 'now')], 'touch'],
    [[report('touch', 'done'), report('check', 'now')], 'check'],
  ] as const)('after %j it is %s', (reports, now) => {
    expect(actNow(phasesSoFar(reports))).toBe(now);
  });

  test('seconds count only while the finger is awaited', () => {
    const touching = [report('pin', 'done'), report('touch', 'now', { secondsLeft: 9 })];
    expect(secondsLeft(phasesSoFar([]))).toBeNull();
    expect(secondsLeft(phasesSoFar(touching))).toBe(9);
    expect(secondsLeft(phasesSoFar([...touching, report('touch', 'done')]))).toBeNull();
    expect(secondsLeft(phasesSoFar([...touching, report('check', 'now')]))).toBeNull();
  });
});

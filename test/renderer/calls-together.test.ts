import { describe, expect, it, vi } from 'vitest';
import { clearAll, isBusy, problemIn } from '../../renderer/calls-together.ts';
import { scriptProblem } from '../../renderer/screens/host/script-calls.ts';
import { plainProblem } from '../../src/contract/problem.ts';
import { hostCalls, scriptCalls, stillCall } from './host-calls.ts';

const problem = plainProblem('host.not-ready', 'two signatures are missing', {
  hint: 'Wait for the keyholders.',
});

describe('the calls of one screen', () => {
  it('are busy while one of them is', () => {
    expect(isBusy(hostCalls())).toBe(false);
    expect(isBusy({})).toBe(false);
    for (const name of ['stage', 'practiceSign', 'publish', 'take', 'carry'] as const)
      expect(isBusy(hostCalls({ [name]: { pending: true } }))).toBe(true);
  });

  it('show the first problem among them', () => {
    const other = { ...problem, code: 'other' };
    expect(problemIn(hostCalls())).toBeNull();
    expect(problemIn(hostCalls({ carry: { problem } }))).toBe(problem);
    expect(problemIn(hostCalls({ stage: { problem: other }, carry: { problem } }))).toBe(other);
    expect(problemIn({ one: stillCall(), two: stillCall({ problem }) })).toBe(problem);
  });

  it('are all cleared before a new act', () => {
    const clear = vi.fn<() => void>();
    clearAll(hostCalls({ stage: { clear }, publish: { clear }, carry: { clear } }));
    expect(clear).toHaveBeenCalledTimes(3);
  });
});

describe('the calls of the script', () => {
  it('show any problem but the one of a deviation, which stands in its own stage', () => {
    expect(scriptProblem(scriptCalls({ close: { problem } }))).toBe(problem);
    expect(scriptProblem(scriptCalls({ settle: { problem } }))).toBeNull();
    // A problem that is shown elsewhere hides no other.
    const other = { ...problem, code: 'other' };
    expect(scriptProblem(scriptCalls({ settle: { problem }, trouble: { problem: other } }))).toBe(
      other,
    );
  });
});

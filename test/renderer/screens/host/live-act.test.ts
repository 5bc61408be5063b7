import { describe, expect, test } from 'vitest';
import { liveAct } from '../../../../renderer/screens/host/live-act.ts';
import { elapsedAt } from '../../../../renderer/screens/host/pace-card.tsx';
import type { ScriptView } from '../../../../src/contract/script.ts';
import { hostAtStart, hostOf } from '../../gallery/values/host.ts';
import { scriptPaused, scriptReady, scriptRunning } from '../../gallery/values/script.ts';

const inAct = (id: string): ScriptView => ({
  ...scriptRunning,
  acts: scriptRunning.acts.map((act) => (act.state === 'now' ? { ...act, id } : act)),
});
const ready = { ready: true, reason: '' };

describe('the one primary action while the script runs', () => {
  test('closes the act, and waits with its reason', () => {
    expect(liveAct(scriptRunning, hostOf('real'), false, true)).toStrictEqual({
      act: 'close',
      label: 'Close act 6',
      waiting: true,
      note: 'Act 6 can be closed when both sides have three.',
    });
  });

  test('waits for the initials of the witness, and wakes with them', () => {
    expect(liveAct(scriptReady, hostOf('real'), false, false)).toMatchObject({
      waiting: true,
      note: 'The witness types initials.',
    });
    expect(liveAct(scriptReady, hostOf('real'), false, true).waiting).toBe(false);
  });

  test('stages in the act for it, and publishes in the act for it', () => {
    const start = { ...hostAtStart('real'), stage: ready };
    expect(liveAct(inAct('stage'), start, false, false)).toMatchObject({
      act: 'stage',
      waiting: false,
    });
    const met = { ...hostOf('real'), publish: ready };
    expect(liveAct(inAct('publish'), met, false, false)).toMatchObject({ act: 'publish' });
    expect(liveAct(inAct('sign'), met, false, false)).toMatchObject({ act: 'close' });
  });

  test('goes on, in a pause', () => {
    expect(liveAct(scriptPaused, hostOf('real'), false, true)).toMatchObject({
      act: 'resume',
      waiting: false,
    });
  });
});

describe('the clock of an act', () => {
  test('runs from its beginning, and stands still in a pause', () => {
    expect(elapsedAt(scriptRunning, '2027-07-14T14:06:41Z')).toBe(271);
    expect(elapsedAt(scriptPaused, '2027-07-14T15:00:00Z')).toBe(210);
    expect(elapsedAt({ ...scriptRunning, now: null }, '2027-07-14T14:06:41Z')).toBe(0);
  });

  test('is never below zero when the clock was set back', () => {
    expect(elapsedAt(scriptRunning, '2027-07-14T13:00:00Z')).toBe(0);
  });
});

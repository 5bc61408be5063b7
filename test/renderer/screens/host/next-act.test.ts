import { describe, expect, test } from 'vitest';
import { nextAct } from '../../../../renderer/screens/host/next-act.ts';
import { hostAtStart, hostOf } from '../../gallery/values/host.ts';

const ready = { ready: true, reason: '' };

describe('the one primary act of the host', () => {
  test('is staging, and waits for the keys', () => {
    const next = nextAct(hostAtStart('real'), false);
    expect(next).toMatchObject({ act: 'stage', label: 'Stage the root', waiting: true });
    expect(next.note).toContain('all five keys');
  });

  test('wakes when the keys are there', () => {
    expect(nextAct({ ...hostAtStart('real'), stage: ready }, false).waiting).toBe(false);
  });

  test('is publishing once a root is staged, and waits for both thresholds', () => {
    const next = nextAct(hostOf('real'), false);
    expect(next).toMatchObject({ act: 'publish', waiting: true });
    expect(next.note).toContain('both sides have three');
  });

  test('publishing goes before staging again, when both could be done', () => {
    expect(nextAct({ ...hostOf('real'), stage: ready, publish: ready }, false).act).toBe('publish');
  });

  test('a root that has to be staged again comes before publishing', () => {
    expect(nextAct({ ...hostOf('real'), stage: ready }, false)).toMatchObject({
      act: 'stage',
      waiting: false,
    });
  });

  test('says practice in a rehearsal', () => {
    expect(nextAct(hostOf('rehearsal'), true).label).toBe('Publish the practice root');
  });
});

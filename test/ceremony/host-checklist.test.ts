import { describe, expect, test } from 'vitest';
import { hostChecklist } from '../../src/ceremony/host-checklist.ts';
import { samplePlan } from './sample-plan.ts';

const real = samplePlan();

describe('what the host has to do beside the station', () => {
  test('names the version, and the day on which it expires', () => {
    const list = hostChecklist({ ...real, mode: 'real' });
    expect(list.some((line) => line.includes(`root version ${real.tuf.rootVersion} aloud`))).toBe(
      true,
    );
    expect(list.at(-1)).toContain(real.tuf.expires.slice(0, 10));
  });

  test('tells a first root from a later one', () => {
    const first = hostChecklist({ mode: 'real', tuf: { ...real.tuf, rootVersion: 1 } });
    const later = hostChecklist({ mode: 'real', tuf: { ...real.tuf, rootVersion: 7 } });
    expect(first.join('\n')).toContain('Ship the first root with the clients');
    expect(later.join('\n')).not.toContain('Ship the first root');
    expect(later.join('\n')).toContain('Check with a client in use');
  });

  test('sends nobody out to publish a rehearsal', () => {
    const list = hostChecklist({ ...real, mode: 'rehearsal' }).join('\n');
    expect(list).not.toMatch(/publish it|merge/i);
    expect(list).toContain('practice repository');
  });
});

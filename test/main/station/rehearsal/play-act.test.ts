import { describe, expect, it } from 'vitest';
import { untilPublication } from '../../../../main/station/rehearsal/play-act.ts';

const short = (subject: string) => ({ code: 'role.threshold-not-met', subject }) as const;
const missing = { code: 'role.missing', subject: 'repository/1.snapshot.json' } as const;

describe('what an audit misses before the publication', () => {
  it('is named once for each file, with its version or without', () => {
    const errors = [short('repository/1.targets.json'), short('repository/targets.json'), missing];
    expect(untilPublication(errors)).toEqual({ waiting: ['targets.json'], others: [] });
  });

  it('is nothing where no role is short: a missing role is an error of its own', () => {
    expect(untilPublication([missing])).toEqual({ waiting: [], others: [missing] });
    expect(untilPublication([])).toEqual({ waiting: [], others: [] });
  });

  it('never hides a root that is short, a fork, or what lies elsewhere', () => {
    const others = [
      { code: 'root.threshold-not-met', subject: 'repository/1.root.json' },
      { code: 'root.fork', subject: 'repository/1.root.json' },
      { code: 'role.threshold-not-met', subject: 'staged/targets.json' },
      { code: 'target.mismatch', subject: 'repository/targets/a.pem' },
    ] as const;
    const errors = [...others, short('repository/targets.json')];
    expect(untilPublication(errors)).toEqual({ waiting: ['targets.json'], others });
  });
});

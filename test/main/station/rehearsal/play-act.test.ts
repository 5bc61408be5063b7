import { describe, expect, it } from 'vitest';
import { publicationComes, untilPublication } from '../../../../main/station/rehearsal/play-act.ts';
import { actOf, chainOf } from '../../../ceremony/sample-acts.ts';
import { fullFields, samplePlan } from '../../../ceremony/sample-plan.ts';
import { delegatesFields } from '../delegations/two-projects.ts';

const short = (subject: string) => ({ code: 'role.threshold-not-met', subject }) as const;
const missing = { code: 'role.missing', subject: 'repository/1.snapshot.json' } as const;

describe('what an audit misses before the publication', () => {
  it('is named once for each file, with its version or without', () => {
    const errors = [short('repository/1.targets.json'), short('repository/targets.json'), missing];
    expect(untilPublication(errors, true)).toEqual({ waiting: ['targets.json'], others: [] });
  });

  it('is nothing where no role is short: a missing role is an error of its own', () => {
    expect(untilPublication([missing], true)).toEqual({ waiting: [], others: [missing] });
    expect(untilPublication([], true)).toEqual({ waiting: [], others: [] });
  });

  it('never hides a root that is short, a fork, or what lies elsewhere', () => {
    const others = [
      { code: 'root.threshold-not-met', subject: 'repository/1.root.json' },
      { code: 'root.fork', subject: 'repository/1.root.json' },
      { code: 'role.threshold-not-met', subject: 'staged/targets.json' },
      { code: 'target.mismatch', subject: 'repository/targets/a.pem' },
    ] as const;
    const errors = [...others, short('repository/targets.json')];
    expect(untilPublication(errors, true)).toEqual({ waiting: ['targets.json'], others });
  });

  it('waits for nothing where no publication comes: then every error is one', () => {
    const errors = [short('repository/1.targets.json'), missing];
    expect(untilPublication(errors, false)).toEqual({ waiting: [], others: errors });
  });

  it('waits where the script publishes and has not yet, and never in a delegate’s', () => {
    const plan = samplePlan(fullFields());
    const after = (...kinds: readonly Parameters<typeof actOf>[0][]) =>
      chainOf(plan.sha256, [
        actOf('ceremony.opened', {}, null),
        ...kinds.map((kind) => actOf(kind)),
      ]).records;
    expect(publicationComes(plan, after('root.staged'))).toBe(true);
    expect(publicationComes(plan, after('root.staged', 'root.published'))).toBe(false);
    const delegate = samplePlan(delegatesFields('Registry', ['Ana Silva'], 1));
    expect(publicationComes(delegate, [])).toBe(false);
  });
});

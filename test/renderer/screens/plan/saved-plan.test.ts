import { describe, expect, it, vi } from 'vitest';
import { useSavedPlan } from '../../../../renderer/screens/plan/saved-plan.ts';
import type { CeremonyView } from '../../../../src/contract/ceremony.ts';
import type { PlanFile } from '../../../../src/contract/plan.ts';
import { askedStation, hookOf } from '../../asked-station.tsx';
import { ceremonyAt } from '../../gallery/values/ceremony.ts';

const file: PlanFile = {
  place: 'p1',
  folder: ['root-16'],
  text: 'title: Root signing 16\n',
  sha256: 'ab'.repeat(32),
  fixed: null,
};

function saved(start: PlanFile | null, answers: Record<string, unknown> = {}) {
  const { station, asked } = askedStation(answers);
  return { plan: hookOf(() => useSavedPlan(start), station), asked };
}

describe('the file of a plan that is edited', () => {
  it('is written over exactly what was read, with the text that is on screen', async () => {
    const { plan, asked } = saved(file, { 'plan.save': { saved: true, file } });
    await plan.write(file, 'title: Other\n', false);
    expect(asked).toEqual([
      ['plan.save', { place: 'p1', text: 'title: Other\n', sha256: file.sha256, setAside: false }],
    ]);
  });

  it('is replaced after somebody else wrote it only over what was shown, which is kept aside', async () => {
    const theirs = { ...file, sha256: 'cd'.repeat(32) };
    const { plan, asked } = saved(file, { 'plan.save': { saved: true, file } });
    await plan.write(theirs, 'title: Mine\n', true);
    expect(asked).toMatchObject([['plan.save', { sha256: theirs.sha256, setAside: true }]]);
  });

  it('is made in the folder that was chosen, named after the title', async () => {
    const { plan, asked } = saved(null, { 'plan.create': file });
    await plan.make('stick', 'Root signing 16', 'title: Root signing 16\n');
    expect(asked).toEqual([
      [
        'plan.create',
        { place: 'stick', name: 'Root signing 16', text: 'title: Root signing 16\n' },
      ],
    ]);
  });

  it('is neither printed nor opened while there is none', async () => {
    const opened = vi.fn<(ceremony: CeremonyView) => void>();
    const { plan, asked } = saved(null);
    await plan.print();
    await plan.open('real', opened);
    expect(asked).toEqual([]);
    expect(opened).not.toHaveBeenCalled();
  });

  it('is opened by the host, in the mode that the plan says', async () => {
    const opened = vi.fn<(ceremony: CeremonyView) => void>();
    const ceremony = ceremonyAt('rehearsal', 'token', 'host');
    const { plan, asked } = saved(file, { 'ceremony.open': ceremony });
    await plan.open('rehearsal', opened);
    expect(asked).toEqual([['ceremony.open', { place: 'p1', role: 'host', mode: 'rehearsal' }]]);
    expect(opened).toHaveBeenCalledExactlyOnceWith(ceremony);
  });

  it('begins as it lies on the disk, with nothing printed, changed or wrong', () => {
    const { plan, asked } = saved(file);
    expect(plan).toMatchObject({ file, theirs: null, printed: null, busy: false, problem: null });
    expect(asked).toEqual([]);
  });
});

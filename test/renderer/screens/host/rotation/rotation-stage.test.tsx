import { describe, expect, it, vi } from 'vitest';
import {
  AttendanceCard,
  type Attending,
} from '../../../../../renderer/screens/host/rotation/attendance-card.tsx';
import { RotationStage } from '../../../../../renderer/screens/host/rotation/rotation-stage.tsx';
import type { RotationView } from '../../../../../src/contract/rotation.ts';
import { rotationImpossible, rotationOf } from '../../../gallery/values/assembly.ts';
import { handsOn } from '../../../hands.tsx';
import { stillCall } from '../../../host-calls.ts';
import { markup } from '../../../markup.ts';

const nothing = (): void => undefined;
const stage = (view: RotationView, onAsk: () => void = nothing) => (
  <RotationStage view={view} plan={stillCall()} onAsk={onAsk} onLeave={nothing} />
);

describe('a rotation', () => {
  it('asks nothing before somebody was changed', () => {
    const ask = vi.fn<() => void>();
    handsOn(stage(rotationOf('real'), ask)).press('Plan with these people');
    expect(ask).not.toHaveBeenCalled();
    expect(markup(stage(rotationOf('real'))).spoken).toContain(
      'Change who comes, or with what, to plan again.',
    );
  });

  it('tells of each version what changes, who signs, and which clients follow or do not', () => {
    const view = rotationOf('real');
    const { html, spoken } = markup(stage(view));
    for (const { title, must } of view.steps) {
      expect(spoken).toContain(title);
      expect(spoken).toContain(must);
    }
    const reaches = [...html.matchAll(/<li><svg[^>]*>(.*?)<\/svg><span><b>/gs)].map(
      (one) => one[1],
    );
    expect(reaches).toHaveLength(3);
    expect(new Set(reaches).size).toBe(3);
  });

  it('says that there is nothing to warn of, rather than leaving it open', () => {
    const { spoken } = markup(stage(rotationImpossible('real')));
    expect(spoken).toContain('This rotation cannot be signed');
    expect(spoken).toContain('There is nothing to warn of.');
    expect(spoken).toContain('Nothing is final before it is published.');
    expect(markup(stage(rotationOf('real'))).spoken).toContain(
      'A key that leaves cannot sign for a later version any more.',
    );
  });
});

describe('who comes, with which device', () => {
  it('is asked of each by name, and changes that one only', () => {
    const { people } = rotationOf('real');
    const changed = vi.fn<(all: readonly Attending[]) => void>();
    const card = <AttendanceCard people={people} onPeople={changed} />;
    for (const { name } of people) {
      expect(markup(card).spoken).toContain(`Does ${name} come?`);
      expect(markup(card).spoken).toContain(`The device of ${name}`);
    }
    // The second choice of the first person: later.
    handsOn(card).change({ value: 'later' }, 1);
    expect(changed).toHaveBeenCalledExactlyOnceWith([
      { ...people[0], comes: 'later' },
      ...people.slice(1),
    ]);
  });
});

import { useState } from 'react';
import type { RotationView } from '../../../../src/contract/rotation.ts';
import type { Call, Input } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Stage } from '../../../components/stage.tsx';
import { AttendanceCard, type Attending } from './attendance-card.tsx';
import { StepCard } from './step-card.tsx';

interface RotationStageProps {
  view: RotationView;
  plan: Call<'rotation.plan'>;
  onAsk: (attendance: Input<'rotation.plan'>) => void;
  onLeave: () => void;
}

/** Left who comes with what, right what follows: the versions, and what to know before the first signature. */
export function RotationStage({ view, plan, onAsk, onLeave }: RotationStageProps) {
  const [people, setPeople] = useState<readonly Attending[]>(view.people);
  const changed = people.some((one) => {
    const before = view.people.find(({ id }) => id === one.id);
    return before?.comes !== one.comes || before.device !== one.device;
  });
  const busy = plan.pending;
  return (
    <Stage
      heading={view.headline}
      lead={view.lead}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" onPress={onLeave}>
              Leave
            </Button>
          }
          note={
            busy
              ? 'Working.'
              : changed
                ? 'What is shown is for the people as they were before.'
                : 'Change who comes, or with what, to plan again.'
          }
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={busy || !changed}
              describedBy={ACTION_NOTE}
              onPress={() => onAsk(attendanceOf(people))}
            >
              Plan with these people
            </Button>
          }
        />
      }
    >
      {plan.problem === null ? null : <ProblemPanel problem={plan.problem} />}
      <div className="host-grid">
        <div className="assembly">
          <AttendanceCard people={people} onPeople={setPeople} />
          <NotesCard
            title="If somebody does not come"
            icon="hourglass"
            empty="The way needs nobody who could be missing."
            lines={view.ifMissing.map(({ name, sentence }) => `${name}: ${sentence}`)}
          />
        </div>
        <div className="side">
          {view.steps.map((step) => (
            <StepCard key={step.title} step={step} />
          ))}
          <NotesCard
            title="Take note"
            icon="warning"
            empty="There is nothing to warn of."
            lines={view.warnings.map(({ sentence }) => sentence)}
          />
          <NotesCard
            title="What cannot be taken back"
            icon="stop"
            empty="Nothing is final before it is published."
            lines={view.irreversible.map(({ sentence }) => sentence)}
          />
        </div>
      </div>
    </Stage>
  );
}

/** Whoever comes now with a device that works is not named: that is what the planner takes for granted. */
function attendanceOf(people: readonly Attending[]): Input<'rotation.plan'> {
  return {
    comes: people.flatMap(({ id, comes }) => (comes === 'now' ? [] : [{ id, comes }])),
    devices: people.flatMap(({ id, device }) => (device === 'at-hand' ? [] : [{ id, device }])),
  };
}

interface NotesCardProps {
  title: string;
  icon: IconName;
  empty: string;
  lines: readonly string[];
}

function NotesCard({ title, icon, empty, lines }: NotesCardProps) {
  return (
    <section className="card pad">
      <h2>{title}</h2>
      {lines.length === 0 ? (
        <p className="hint">{empty}</p>
      ) : (
        <ul className="notes">
          {lines.map((line, place) => (
            <li key={place}>
              <Icon name={icon} />
              <span>
                <SerialText text={line} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

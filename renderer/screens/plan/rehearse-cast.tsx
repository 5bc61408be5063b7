import { useState } from 'react';
import { leftOutOf, mayBeHere } from '../../../src/ceremony/rehearsal-plan.ts';
import type { PlanFields } from '../../../src/ceremony/plan-schema.ts';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import { useCall } from '../../calls.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Icon } from '../../components/icon.tsx';
import { MakingStage } from '../../components/making-stage.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { useKeys } from '../../keyboard.ts';

interface RehearseCastProps {
  /** The plan that lies at this place. */
  plan: PlanFields;
  place: string;
  onOpened: (ceremony: CeremonyView) => void;
  onBack: () => void;
}

/** Who is here to rehearse a plan; the station plays everybody else, with practice tokens. */
export function RehearseCast({ plan, place, onOpened, onBack }: RehearseCastProps) {
  const [here, setHere] = useState<readonly string[]>([]);
  const rehearse = useCall('ceremony.rehearse');
  useKeys({ 'Alt+ArrowLeft': onBack, Escape: rehearse.cancel });
  const people = mayBeHere(plan);
  const begin = async (): Promise<void> => {
    const ceremony = await rehearse.run({ place, here: [...here] });
    if (ceremony !== null) onOpened(ceremony);
  };
  if (rehearse.pending)
    return (
      <MakingStage
        heading="The rehearsal is being made"
        lead="A folder of its own, with your plan on practice tokens. Your plan stays as it is."
        report={rehearse.progress}
        first="Reading the plan"
        onCancel={rehearse.cancel}
      />
    );
  return (
    <Stage
      heading="Who is here to rehearse?"
      lead="You are the host. The station plays everybody who is not here, with practice tokens that it makes."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          note="It is made in the station’s own folder. Your plan and its tokens are not touched."
          primary={
            <Button kind="primary" iconAfter="right" onPress={() => void begin()}>
              Begin the rehearsal
            </Button>
          }
        />
      }
    >
      {rehearse.problem === null ? null : <ProblemPanel problem={rehearse.problem} />}
      <Card title="Keyholders">
        {people.length === 0 ? (
          <p className="hint">
            {plan.tuf.rootVersion > 1
              ? 'Before a later root the station plays everybody, since it makes the keys of the version before.'
              : 'The plan names nobody whose part could be played by somebody else than the station.'}
          </p>
        ) : (
          <fieldset className="plan-ticks">
            <legend>Here, with a practice token of their own</legend>
            <div className="row">
              {people.map(({ id, name }) => (
                <label className="tick" key={id}>
                  <input
                    type="checkbox"
                    checked={here.includes(id)}
                    onChange={(event) =>
                      setHere(
                        event.target.checked ? [...here, id] : here.filter((one) => one !== id),
                      )
                    }
                  />
                  {name}
                </label>
              ))}
            </div>
            <p className="hint">
              Whoever is here opens the rehearsal’s folder as a keyholder, at this station or with a
              copy of it at another.
            </p>
          </fieldset>
        )}
      </Card>
      {leftOutOf(plan).map((sentence) => (
        <p className="note-line" key={sentence}>
          <Icon name="info" />
          <span>{sentence}</span>
        </p>
      ))}
    </Stage>
  );
}

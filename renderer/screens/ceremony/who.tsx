import { useState } from 'react';
import type { CeremonyView, ParticipantView } from '../../../src/contract/ceremony.ts';
import { useCall } from '../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
import { Tag } from '../../components/tag.tsx';
import { useKeys } from '../../keyboard.ts';

interface WhoProps {
  ceremony: CeremonyView;
  onKnown: (ceremony: CeremonyView) => void;
  onBack: () => void;
}

const dutyNames = { host: 'Host', keyholder: 'Keyholder', witness: 'Witness' } as const;

/** Those of the plan who can sit here in this role come first; the others are locked, with the reason. */
export function fitsRole(person: ParticipantView, role: CeremonyView['role']): boolean {
  return role === 'auditor' || person.duties.includes(role);
}

function TokenFact({ token }: { token: string | null }) {
  if (token === null) return <>No token in the plan</>;
  if (token === 'practice') return <>Any practice token</>;
  return (
    <>
      Serial <Serial value={token} />
    </>
  );
}

/** Who sits at this station, out of the people whom the plan names. */
export function Who({ ceremony, onKnown, onBack }: WhoProps) {
  const fitting = ceremony.participants.filter((person) => fitsRole(person, ceremony.role));
  const others = ceremony.participants.filter((person) => !fitsRole(person, ceremony.role));
  const [chosen, setChosen] = useState(fitting.length === 1 ? (fitting[0]?.id ?? null) : null);
  const iAm = useCall('ceremony.iAm');
  useKeys({ 'Alt+ArrowLeft': onBack });
  const name = fitting.find((person) => person.id === chosen)?.name;
  const goOn = async (): Promise<void> => {
    if (chosen === null) return;
    const known = await iAm.run({ participant: chosen });
    if (known !== null) onKnown(known);
  };
  return (
    <Stage
      heading="Who are you?"
      lead="The plan names these people. What you do here goes into the record under your name."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          note={name === undefined ? 'Choose your name first.' : ''}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={name === undefined || iAm.pending}
              describedBy={ACTION_NOTE}
              onPress={() => void goOn()}
            >
              {name === undefined ? 'Go on' : `I am ${name}`}
            </Button>
          }
        />
      }
    >
      {iAm.problem === null ? null : <ProblemPanel problem={iAm.problem} />}
      <fieldset className="ways people">
        <legend className="vh">People in the plan</legend>
        {[...fitting, ...others].map((person) => {
          const locked = !fitsRole(person, ceremony.role);
          return (
            <Choice
              key={person.id}
              group="who"
              checked={chosen === person.id}
              locked={locked}
              onChoose={() => setChosen(person.id)}
            >
              <span className="choice-main">
                <b>{person.name}</b>
                <span>
                  {locked ? (
                    `Not a ${ceremony.role} in this plan.`
                  ) : (
                    <TokenFact token={person.token} />
                  )}
                </span>
              </span>
              <span className="role-extra">
                {person.duties.map((duty) => (
                  <Tag
                    key={duty}
                    kind="plain"
                    icon={duty === 'keyholder' ? 'key' : duty === 'host' ? 'script' : 'eye'}
                  >
                    {dutyNames[duty]}
                  </Tag>
                ))}
              </span>
            </Choice>
          );
        })}
      </fieldset>
    </Stage>
  );
}

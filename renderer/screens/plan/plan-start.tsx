import { useState } from 'react';
import type { PlanFile } from '../../../src/contract/plan.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import { useCall } from '../../calls.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { StationWindow } from '../../components/station-window.tsx';
import { useKeys } from '../../keyboard.ts';

/** What the editor begins with. */
export interface Begun {
  readonly text: string;
  readonly file: PlanFile | null;
  readonly notes: readonly string[];
}

interface PlanStartProps {
  network: NetworkState | null;
  onBegun: (begun: Begun) => void;
  onBack: () => void;
}

const ways = [
  {
    id: 'new',
    icon: 'script',
    name: 'Begin with a new plan',
    does: 'A rehearsal of a first root, three of five. It is whole, so that you can rehearse at once.',
    act: 'Begin a plan',
  },
  {
    id: 'open',
    icon: 'open',
    name: 'Go on with a plan',
    does: 'A folder with ceremony.yaml in it, on this machine or on a stick.',
    act: 'Choose the folder…',
  },
] as const satisfies readonly {
  id: string;
  icon: IconName;
  name: string;
  does: string;
  act: string;
}[];

type Way = (typeof ways)[number]['id'];

/** How a plan begins: new, or out of a folder. */
export function PlanStart({ network, onBegun, onBack }: PlanStartProps) {
  const [way, setWay] = useState<Way>('new');
  const [picking, setPicking] = useState(false);
  const begin = useCall('plan.begin');
  const open = useCall('plan.open');
  useKeys({ 'Alt+ArrowLeft': onBack });
  const problem = begin.problem ?? open.problem;
  const act = ways.find(({ id }) => id === way)?.act ?? '';
  const start = async (): Promise<void> => {
    const begun = await begin.run(null);
    if (begun !== null) onBegun({ text: begun.text, file: null, notes: [] });
  };
  const take = async (place: string): Promise<void> => {
    setPicking(false);
    begin.clear();
    const file = await open.run({ place });
    if (file !== null) onBegun({ text: file.text, file, notes: [] });
  };
  return (
    <StationWindow title="Keyholder Station" mode={null} who="Host" network={network}>
      <Stage
        heading="How does your plan begin?"
        lead="One file, ceremony.yaml, is the checklist, the rehearsal, the ceremony and the minutes."
        actions={
          <ActionBar
            back={
              <Button kind="quiet" icon="left" onPress={onBack}>
                Back
              </Button>
            }
            note="Nothing is written before you save."
            primary={
              <Button
                kind="primary"
                iconAfter="right"
                waiting={begin.pending || open.pending}
                onPress={() => (way === 'new' ? void start() : setPicking(true))}
              >
                {act}
              </Button>
            }
          />
        }
      >
        {problem === null ? null : <ProblemPanel problem={problem} />}
        <fieldset className="ways">
          <legend className="vh">How it begins</legend>
          {ways.map(({ id, icon, name, does }) => (
            <Choice
              key={id}
              group="plan-way"
              className="role"
              checked={way === id}
              onChoose={() => setWay(id)}
            >
              <span className="role-icon">
                <Icon name={icon} />
              </span>
              <span className="choice-main">
                <b>{name}</b>
                <span>{does}</span>
              </span>
            </Choice>
          ))}
        </fieldset>
        {picking ? (
          <Picker
            title="Go on with a plan"
            lead="The folder that holds the plan, ceremony.yaml."
            want="folder"
            verb="Open"
            onPick={(place) => void take(place)}
            onClose={() => setPicking(false)}
          />
        ) : null}
      </Stage>
    </StationWindow>
  );
}

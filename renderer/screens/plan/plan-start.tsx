import { useId, useState } from 'react';
import type { PlanFile } from '../../../src/contract/plan.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import { useCall } from '../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
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
  {
    id: 'import',
    icon: 'audit',
    name: 'Begin with a repository',
    does: 'Renew a root that is in use. The station reads who holds what, thresholds, expiries and delegations.',
    act: 'Choose the repository…',
  },
] as const satisfies readonly {
  id: string;
  icon: IconName;
  name: string;
  does: string;
  act: string;
}[];

type Way = (typeof ways)[number]['id'];

/** How a plan begins: new, out of a folder, or out of a repository. */
export function PlanStart({ network, onBegun, onBack }: PlanStartProps) {
  const [way, setWay] = useState<Way>('new');
  const [picking, setPicking] = useState(false);
  const field = useId();
  const begin = useCall('plan.begin');
  const open = useCall('plan.open');
  const bring = useCall('plan.import');
  const [branch, setBranch] = useState('');
  useKeys({ 'Alt+ArrowLeft': onBack });
  const problem = begin.problem ?? open.problem ?? bring.problem;
  const act = ways.find(({ id }) => id === way)?.act ?? '';
  const start = async (): Promise<void> => {
    const begun = await begin.run(null);
    if (begun !== null) onBegun({ text: begun.text, file: null, notes: [] });
  };
  const take = async (place: string): Promise<void> => {
    setPicking(false);
    for (const call of [begin, open, bring]) call.clear();
    if (way === 'import') {
      const found = await bring.run({ place, branch: branch === '' ? null : branch });
      if (found !== null) onBegun({ ...found, file: null });
      return;
    }
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
            note={
              bring.pending
                ? 'Reading the repository.'
                : begin.pending || open.pending
                  ? 'Reading the plan.'
                  : 'Nothing is written before you save.'
            }
            primary={
              <Button
                kind="primary"
                iconAfter="right"
                waiting={begin.pending || open.pending || bring.pending}
                describedBy={ACTION_NOTE}
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
        {way === 'import' ? (
          <div className="labelled plan-branch">
            <label htmlFor={field}>Branch</label>
            <input
              id={field}
              className="field mono"
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              value={branch}
              aria-describedby={`${field}-hint`}
              onChange={(event) => setBranch(event.target.value.trim())}
            />
            <p className="hint" id={`${field}-hint`}>
              Empty: the files as they lie in the folder. Else the newest commit of this branch.
            </p>
          </div>
        ) : null}
        {picking ? (
          <Picker
            title={way === 'import' ? 'Begin with a repository' : 'Go on with a plan'}
            lead={
              way === 'import'
                ? 'A folder with roots in it, as Sigstore or tuf-on-ci keep them. Nothing in it is changed.'
                : 'The folder that holds the plan, ceremony.yaml.'
            }
            want="folder"
            verb={way === 'import' ? 'Read' : 'Open'}
            onPick={(place) => void take(place)}
            onClose={() => setPicking(false)}
          />
        ) : null}
      </Stage>
    </StationWindow>
  );
}

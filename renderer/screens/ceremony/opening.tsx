import { useState } from 'react';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import type { Mode, Role } from '../../../src/contract/values.ts';
import { useCall } from '../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Icon } from '../../components/icon.tsx';
import { MakingStage } from '../../components/making-stage.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { TakeOver } from './take-over.tsx';
import { useKeys } from '../../keyboard.ts';

interface OpeningProps {
  role: Exclude<Role, 'auditor'>;
  mode: Mode;
  onOpened: (ceremony: CeremonyView) => void;
  /** To plan a ceremony; only a host is offered it. */
  onPlan: () => void;
  onBack: () => void;
}

type Way = 'open' | 'practice' | 'plan';

const labels = {
  practice: 'Start a practice ceremony',
  open: 'Choose the folder…',
  plan: 'Plan a ceremony',
} as const satisfies Record<Way, string>;

/** Which ceremony: one that lies in a folder, or, in a rehearsal, a practice one that the station makes. */
export function Opening({ role, mode, onOpened, onPlan, onBack }: OpeningProps) {
  const [way, setWay] = useState<Way>(mode === 'rehearsal' ? 'practice' : 'open');
  const [picking, setPicking] = useState(false);
  /** The folder that could not be opened, whatever stood in the way. */
  const [locked, setLocked] = useState<string | null>(null);
  const open = useCall('ceremony.open');
  const practice = useCall('ceremony.startPractice');
  useKeys({
    'Alt+ArrowLeft': onBack,
    Escape: practice.cancel,
  });
  const problem = open.problem ?? practice.problem;
  const start = async (): Promise<void> => {
    const ceremony = await practice.run({ role });
    if (ceremony !== null) onOpened(ceremony);
  };
  const openPlace = async (place: string): Promise<void> => {
    setPicking(false);
    setLocked(null);
    const ceremony = await open.run({ place, role, mode });
    if (ceremony !== null) onOpened(ceremony);
    else setLocked(place);
  };
  if (practice.pending)
    return (
      <MakingStage
        heading="The practice ceremony is being made"
        lead="A plan, practice tokens, four practice colleagues, and a root that is in use."
        report={practice.progress}
        first="Making a folder for it"
        onCancel={practice.cancel}
      />
    );
  return (
    <Stage
      heading={mode === 'rehearsal' ? 'Which ceremony do you rehearse?' : 'Which ceremony is it?'}
      lead={
        mode === 'rehearsal'
          ? 'Practice keys only. Nothing that is signed here is valid anywhere else.'
          : 'Open the folder that the host gave you. The plan in it names you and your token.'
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          note={
            way === 'practice'
              ? 'It is made in the station’s own folder and takes a few seconds.'
              : way === 'plan'
                ? 'A plan is written before its ceremony is opened.'
                : 'The folder is read and checked. Nothing in it is changed.'
          }
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={open.pending}
              describedBy={ACTION_NOTE}
              onPress={() => {
                if (way === 'practice') void start();
                else if (way === 'plan') onPlan();
                else setPicking(true);
              }}
            >
              {labels[way]}
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {locked !== null && open.problem?.code === 'folder.in-use' ? (
        <TakeOver key={locked} place={locked} role={role} mode={mode} onOpened={onOpened} />
      ) : null}
      <fieldset className="ways">
        <legend className="vh">The ceremony</legend>
        <Choice
          group="way"
          checked={way === 'practice'}
          locked={mode === 'real'}
          className="role"
          onChoose={() => setWay('practice')}
        >
          <span className="role-icon">
            <Icon name="mask" />
          </span>
          <span className="choice-main">
            <b>Start a practice ceremony</b>
            <span>
              {mode === 'real'
                ? 'For rehearsals only. This is a real ceremony.'
                : 'Needs no token and no folder. The station plays four colleagues who sign with you.'}
            </span>
          </span>
        </Choice>
        <Choice
          group="way"
          checked={way === 'open'}
          className="role"
          onChoose={() => setWay('open')}
        >
          <span className="role-icon">
            <Icon name="open" />
          </span>
          <span className="choice-main">
            <b>Open a ceremony folder</b>
            <span>
              {mode === 'real'
                ? 'On this machine or on a stick. It holds the plan, ceremony.yaml.'
                : 'A dress rehearsal that the host has planned. Its plan says that it is one.'}
            </span>
          </span>
        </Choice>
        {role === 'host' ? (
          <Choice
            group="way"
            checked={way === 'plan'}
            className="role"
            onChoose={() => setWay('plan')}
          >
            <span className="role-icon">
              <Icon name="script" />
            </span>
            <span className="choice-main">
              <b>Plan a ceremony</b>
              <span>Write its plan as forms or as a file, check it, and print its script.</span>
            </span>
          </Choice>
        ) : null}
      </fieldset>
      {picking ? (
        <Picker
          title="Open a ceremony"
          lead="The folder that holds the plan, ceremony.yaml."
          want="folder"
          verb="Open"
          onPick={(place) => void openPlace(place)}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </Stage>
  );
}

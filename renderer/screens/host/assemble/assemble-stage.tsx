import { useState, type ReactNode } from 'react';
import type { AssemblyView, Brought } from '../../../../src/contract/assembly.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import type { Call, Output } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { SeatsMeter } from '../../../components/seats.tsx';
import { Stage } from '../../../components/stage.tsx';
import { BringCard, type Way } from './bring-card.tsx';
import { BroughtCard } from './brought-card.tsx';
import { KeyCardList } from './key-card.tsx';
import { ProposalCard } from './proposal-card.tsx';

interface AssembleStageProps {
  view: AssemblyView;
  /** What came in just now; null before anything did. */
  brought: Brought | null;
  practice: boolean;
  bring: Call<'assembly.bring'>;
  stage: Call<'host.stage'>;
  /** Why the last look stopped, or null. */
  /** The online keys of the plan. */
  online: ReactNode;
  lookProblem: Problem | null;
  onBrought: (answer: Output<'assembly.bring'>) => void;
  onStaged: () => void;
  onLeave: () => void;
}

/** Left what came in and every key with its findings; right where work comes from, the root, and both thresholds. */
export function AssembleStage(props: AssembleStageProps) {
  const { view, bring, stage, practice } = props;
  const [way, setWay] = useState<Way>(view.planned === null ? 'folder' : 'planned');
  const [branch, setBranch] = useState('');
  const [picking, setPicking] = useState(false);
  const busy = bring.pending || stage.pending;
  const problem = bring.problem ?? stage.problem ?? props.lookProblem;
  const noBranch = way !== 'folder' && branch.trim() === '';

  async function take(place: string | null) {
    setPicking(false);
    stage.clear();
    const answer = await bring.run({ place, branch: way === 'folder' ? null : branch.trim() });
    if (answer !== null) props.onBrought(answer);
  }
  async function stageRoot() {
    if (busy || !view.stage.ready) return;
    bring.clear();
    if ((await stage.run(null)) !== null) props.onStaged();
  }
  const fetch = (): void => {
    if (busy || noBranch) return;
    if (way === 'planned') void take(null);
    else setPicking(true);
  };
  return (
    <Stage
      heading={view.headline}
      lead="Each key is checked as an auditor would check it, and each signature before it counts. What does not hold stays outside."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" onPress={props.onLeave}>
              Leave
            </Button>
          }
          note={busy ? (bring.progress?.doing ?? 'Working.') : view.stage.reason}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={busy || !view.stage.ready}
              describedBy={ACTION_NOTE}
              onPress={() => void stageRoot()}
            >
              {practice ? 'Stage the practice root' : 'Stage the root'}
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="host-grid">
        <div className="assembly">
          {props.brought === null ? null : (
            <BroughtCard brought={props.brought} practice={practice} />
          )}
          <KeyCardList
            title="Keys in this ceremony"
            empty="No key has come in yet."
            keys={view.keys}
            practice={practice}
          />
        </div>
        <div className="side">
          <BringCard
            planned={view.planned}
            branches={view.branches}
            way={way}
            branch={branch}
            busy={busy}
            waiting={noBranch}
            onWay={setWay}
            onBranch={setBranch}
            onBring={fetch}
          />
          {props.online}
          {view.seats.length === 0 ? null : (
            <section className="card pad live">
              <h2>Signatures so far</h2>
              <div className="meters">
                {view.seats.map((seats) => (
                  <SeatsMeter key={seats.title} seats={seats} />
                ))}
              </div>
            </section>
          )}
          <ProposalCard view={view} practice={practice} />
        </div>
      </div>
      {picking ? (
        <Picker
          title={way === 'folder' ? 'Bring a keyholder’s work' : 'Choose the Git repository'}
          lead={
            way === 'folder'
              ? 'A bundle, the folder of another station, or key files. It is read and checked; nothing in it is changed.'
              : 'A bare repository, or a work tree without changes. Its objects are read; no program of it is started.'
          }
          want="folder"
          verb="Read"
          onPick={(place) => void take(place)}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </Stage>
  );
}

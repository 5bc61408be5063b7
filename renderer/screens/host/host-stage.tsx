import { useState } from 'react';
import type { HostView } from '../../../src/contract/host.ts';
import type { Problem } from '../../../src/contract/values.ts';
import type { BundleWritten } from '../../../src/contract/keyholder.ts';
import { clearAll, isBusy, problemIn } from '../../calls-together.ts';
import { Button } from '../../components/button.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { useKeys } from '../../keyboard.ts';
import { RecordedNote } from '../deviation/recorded-note.tsx';
import { BundleNote } from '../keyholder/done/bundle-note.tsx';
import { ActBar } from './act-bar.tsx';
import { ActsCard } from './acts-card.tsx';
import { CarryCard } from './carry-card.tsx';
import type { HostCalls } from './host-calls.ts';
import { KeyholdersCard } from './keyholders-card.tsx';
import { PracticeKeysCard } from './practice-keys-card.tsx';
import { usePublishing } from './publishing.tsx';
import { nextAct } from './next-act.ts';
import { StagedCard } from './staged-card.tsx';

interface HostStageProps {
  view: HostView;
  practice: boolean;
  deviations: number;
  calls: HostCalls;
  /** Why the last look stopped, or null; `view` is what was seen before it. */
  lookProblem: Problem | null;
  carried: BundleWritten | null;
  /** A deviation was recorded just now. */
  recorded: boolean;
  /** Begins the script, or goes back to it; null where there is nothing to begin. */
  onScript?: (() => void) | null;
  scriptWord?: string;
  /** To the part in which the ceremony is sent. */
  onPublish: () => void;
  /** Plans what comes after, once the root is published. */
  onFollow: () => void;
  onView: (view: HostView) => void;
  onCarried: (bundle: BundleWritten) => void;
  onDeviation: () => void;
  onRecord: () => void;
  onLeave: () => void;
}

/** Acts left; keyholders, thresholds and the staged root right. */
export function HostStage(props: HostStageProps) {
  const { view, practice, calls } = props;
  const [picking, setPicking] = useState<'take' | 'carry' | null>(null);
  useKeys({ d: props.onDeviation });
  const next = nextAct(view, practice);
  const busy = isBusy(calls);
  const problem = problemIn(calls) ?? props.lookProblem;
  const publishing = usePublishing(view, next.act === 'publish' && !next.waiting, goOn);

  async function act(answer: Promise<HostView | null>) {
    const changed = await answer;
    if (changed !== null) props.onView(changed);
  }
  async function carry(place: string, call: HostCalls['take'] | HostCalls['carry']) {
    setPicking(null);
    clearAll(calls);
    const bundle = await call.run({ place });
    if (bundle !== null) props.onCarried(bundle);
  }
  const waiting = next.waiting || busy || publishing.missing !== null;
  function goOn() {
    if (waiting) return;
    clearAll(calls);
    if (next.act === 'send') return props.onPublish();
    if (next.act === 'stage') {
      void act(calls.stage.run(null));
      return;
    }
    void act(calls.publish.run(publishing.take()));
  }

  return (
    <Stage
      heading={view.headline}
      actions={
        <ActBar
          next={next}
          missing={publishing.missing}
          busy={busy}
          waiting={waiting}
          onDeviation={props.onDeviation}
          onRecord={props.onRecord}
          onLeave={props.onLeave}
          onGoOn={goOn}
        >
          {props.onScript == null ? null : (
            <Button icon="clock" onPress={props.onScript}>
              {props.scriptWord}
            </Button>
          )}
          {view.published ? (
            <Button
              icon="script"
              waiting={busy}
              onPress={() => {
                clearAll(calls);
                props.onFollow();
              }}
            >
              Plan the next root
            </Button>
          ) : null}
        </ActBar>
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {props.recorded ? <RecordedNote then="The ceremony goes on." /> : null}
      {props.carried === null ? null : <BundleNote bundle={props.carried} />}
      <div className="host-grid">
        <ActsCard acts={view.acts} deviations={props.deviations} />
        <div className="side">
          {publishing.targets}
          <PracticeKeysCard
            people={view.practiceKeys}
            busy={busy}
            onMake={(participant) => {
              clearAll(calls);
              void act(calls.practiceKey.run({ participant }));
            }}
          />
          <KeyholdersCard
            view={view}
            practice={practice}
            busy={busy}
            onPracticeSign={(participant) => {
              clearAll(calls);
              void act(calls.practiceSign.run({ participant }));
            }}
          />
          {publishing.secrets}
          <StagedCard sha256={view.stagedSha256} practice={practice} />
          <CarryCard
            staged={view.stagedSha256 !== null}
            busy={busy}
            onTake={() => setPicking('take')}
            onCarry={() => setPicking('carry')}
          />
        </div>
      </div>
      {picking === 'take' ? (
        <Picker
          title="Bring a keyholder’s work"
          lead="Choose the stick or folder that a keyholder gave you. It is read and checked; nothing in it is changed."
          want="folder"
          verb="Read"
          onPick={(place) => void carry(place, calls.take)}
          onClose={() => setPicking(null)}
        />
      ) : null}
      {picking === 'carry' ? (
        <Picker
          title="Give the staged root to keyholders"
          lead="Choose the stick, or any folder. The bundle is written, read back and compared. It holds no secret."
          want="folder"
          toWrite
          verb="Write to"
          onPick={(place) => void carry(place, calls.carry)}
          onClose={() => setPicking(null)}
        />
      ) : null}
    </Stage>
  );
}

import { useState } from 'react';
import type { HostView } from '../../../src/contract/host.ts';
import type { ScriptView } from '../../../src/contract/script.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { clearAll, isBusy, problemIn } from '../../calls-together.ts';
import { useClock } from '../../clock.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage, StageHeading } from '../../components/stage.tsx';
import { useKeys } from '../../keyboard.ts';
import { ActBar } from './act-bar.tsx';
import { ClockCard } from './clock-card.tsx';
import type { HostCalls } from './host-calls.ts';
import { KeyholdersCard } from './keyholders-card.tsx';
import { liveAct } from './live-act.ts';
import { elapsedAt, PaceCard } from './pace-card.tsx';
import { PracticeKeysCard } from './practice-keys-card.tsx';
import { usePublishing } from './publishing.tsx';
import { ScriptCard } from './script-card.tsx';
import { scriptProblem, type ScriptCalls } from './script-calls.ts';
import { StagedCard } from './staged-card.tsx';
import { TroubleCard } from './trouble-card.tsx';
import { WitnessButton } from './witness-button.tsx';
import { emptyWitness, hasWitness, WitnessFields } from './witness-fields.tsx';

interface LiveStageProps {
  view: HostView;
  script: ScriptView;
  practice: boolean;
  calls: HostCalls;
  run: ScriptCalls;
  lookProblem: Problem | null;
  onView: (view: HostView) => void;
  onScript: (script: ScriptView) => void;
  onCarry: () => void;
  onRecord: () => void;
  onLeave: () => void;
}

/** The ceremony live: the script left; the clock of this act and the keyholders right; one act to close. */
export function LiveStage(props: LiveStageProps) {
  const { view, script, practice, calls, run } = props;
  const instant = useClock();
  const now = script.acts.find(({ state }) => state === 'now');
  // Initials stand under one act: the next one begins without any, and what is typed for it stays.
  const [typed, setTyped] = useState(() => ({ act: now?.id, by: emptyWitness(script) }));
  const by = typed.act === now?.id ? typed.by : { ...typed.by, initials: '' };
  const witnessed = hasWitness(script, by);
  const busy = isBusy(calls) || isBusy(run);
  const next = liveAct(script, view, practice, witnessed);
  const publishing = usePublishing(view, next.act === 'publish' && !next.waiting, goOn);
  const waiting = next.waiting || busy || publishing.missing !== null;
  const problem = problemIn(calls) ?? scriptProblem(run) ?? props.lookProblem;

  async function show(answer: Promise<ScriptView | null>) {
    clearAll(calls);
    clearAll(run);
    const changed = await answer;
    if (changed !== null) props.onScript(changed);
  }
  async function close(act: string) {
    await show(run.close.run({ act, ...by }));
  }
  async function change(answer: Promise<HostView | null>) {
    clearAll(run);
    const changed = await answer;
    if (changed !== null) props.onView(changed);
  }
  const stop = (): void => void show(run.stop.run(null));
  useKeys({ d: stop });
  function goOn() {
    if (waiting) return;
    if (next.act === 'resume') return void show(run.resume.run(null));
    if (next.act === 'close') return void close(now?.id ?? '');
    clearAll(calls);
    if (next.act === 'stage') return void change(calls.stage.run(null));
    return void change(calls.publish.run(publishing.take()));
  }

  return (
    <Stage
      heading={now?.title ?? view.headline}
      head={
        <header className="vh">
          <StageHeading>{now?.title ?? view.headline}</StageHeading>
        </header>
      }
      actions={
        <ActBar
          next={next}
          missing={publishing.missing}
          busy={busy}
          waiting={waiting}
          deviationWaits={busy || script.phase === 'paused'}
          onDeviation={stop}
          onRecord={props.onRecord}
          onLeave={props.onLeave}
          onGoOn={goOn}
        >
          {script.phase === 'paused' ? null : (
            <Button
              kind="quiet"
              icon="pause"
              waiting={busy}
              onPress={() => void show(run.pause.run(null))}
            >
              Pause
            </Button>
          )}
        </ActBar>
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {script.dateNote === null ? null : (
        <p className="note-line note-stop">
          <Icon name="warning" />
          {script.dateNote}
        </p>
      )}
      <div className="host-grid">
        <ScriptCard acts={script.acts} elapsed={elapsedAt(script, instant)} />
        <div className="side">
          <WitnessButton />
          {publishing.targets}
          <PaceCard script={script} instant={instant} />
          {script.phase === 'running' && (script.close.ready || script.clock.now) ? (
            <Card title="Under this act">
              <WitnessFields
                script={script}
                value={by}
                onChange={(value) => setTyped({ act: now?.id, by: value })}
              />
            </Card>
          ) : null}
          {script.clock.now ? (
            <ClockCard
              clock={script.clock}
              busy={busy}
              witnessed={witnessed}
              onRead={(participant, face) => void show(run.read.run({ participant, face }))}
              onSettle={() => void show(run.settleClock.run(by))}
            />
          ) : null}
          {publishing.secrets}
          <PracticeKeysCard
            people={
              script.phase === 'running'
                ? view.practiceKeys.filter(({ id }) => now?.id === `key.${id}`)
                : []
            }
            busy={busy}
            onMake={(participant) => {
              clearAll(calls);
              void change(calls.practiceKey.run({ participant }));
            }}
          />
          <KeyholdersCard
            view={
              now?.id === 'sign' && script.phase === 'running'
                ? view
                : { ...view, practiceSign: { ready: false, reason: '' } }
            }
            practice={practice}
            busy={busy}
            onPracticeSign={(participant) => {
              clearAll(calls);
              void change(calls.practiceSign.run({ participant }));
            }}
          />
          <StagedCard sha256={view.stagedSha256} practice={practice} />
          {script.troubles === null ? null : (
            <TroubleCard
              troubles={script.troubles}
              busy={busy}
              onChoose={(troubles) => void show(run.trouble.run({ troubles }))}
            />
          )}
          <Button kind="link" onPress={props.onCarry}>
            Work by stick or folder
          </Button>
        </div>
      </div>
    </Stage>
  );
}

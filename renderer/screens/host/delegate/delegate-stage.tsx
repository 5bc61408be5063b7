import { useId, useState } from 'react';
import type { DelegateView } from '../../../../src/contract/delegate.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import type { Call } from '../../../calls.ts';
import { clearAll, isBusy, problemIn } from '../../../calls-together.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import { ListedFiles } from './listed-files.tsx';
import { StagedRoleCard } from './staged-role-card.tsx';

interface DelegateStageProps {
  view: DelegateView;
  practice: boolean;
  calls: {
    readonly stage: Call<'delegate.stage'>;
    readonly sign: Call<'delegate.sign'>;
    readonly carry: Call<'delegate.carry'>;
  };
  /** Why the last look stopped, or null. */
  lookProblem: Problem | null;
  /** What became of the copy. */
  carried: string | null;
  onView: (view: DelegateView) => void;
  onCarried: (sentence: string) => void;
  onLeave: () => void;
}

/** Left the files and the version that is staged; right what waits for signatures. */
export function DelegateStage(props: DelegateStageProps) {
  const { view, practice, calls } = props;
  const { staged, carry, stage } = view;
  const [version, setVersion] = useState(String(staged?.version ?? 1));
  const [picking, setPicking] = useState(false);
  const field = useId();
  const busy = isBusy(calls);
  const problem = problemIn(calls) ?? props.lookProblem;
  const good = /^[1-9]\d{0,5}$/.test(version);

  async function act(start: () => Promise<DelegateView | null>) {
    if (busy) return;
    clearAll(calls);
    const changed = await start();
    if (changed !== null) props.onView(changed);
  }
  async function carryTo(place: string) {
    setPicking(false);
    if (busy) return;
    clearAll(calls);
    const done = await calls.carry.run({ place });
    if (done !== null) props.onCarried(`${done.file}. ${done.sentence}`);
  }
  const stageIt = (
    <Button
      {...(staged === null ? { kind: 'primary' as const, iconAfter: 'right' as const } : {})}
      waiting={busy || !good || !stage.ready}
      describedBy={ACTION_NOTE}
      onPress={() => {
        if (good && stage.ready) void act(() => calls.stage.run({ version: Number(version) }));
      }}
    >
      {staged === null
        ? practice
          ? 'Stage the practice role'
          : 'Stage the role'
        : 'Stage it again'}
    </Button>
  );
  return (
    <Stage
      heading={view.headline}
      lead={view.next}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" onPress={props.onLeave}>
              Leave
            </Button>
          }
          note={
            busy
              ? 'Working. If a token blinks, touch it.'
              : staged === null
                ? stage.ready
                  ? 'Nothing is signed by staging it.'
                  : stage.reason
                : carry.reason
          }
          primary={
            staged === null ? (
              stageIt
            ) : (
              <Button
                kind="primary"
                icon="copy"
                waiting={busy || !carry.ready}
                describedBy={ACTION_NOTE}
                onPress={() => {
                  if (carry.ready) setPicking(true);
                }}
              >
                Copy it for the delegator…
              </Button>
            )
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {props.carried === null ? null : (
        <output className="note-line note-ok">
          <Icon name="check" />
          <span>{props.carried}</span>
        </output>
      )}
      <div className="host-grid">
        <div className="assembly">
          <section className="card pad">
            <h2>What the role may list</h2>
            <p>
              <span className="mono long-words">{view.role}</span>, {view.threshold} of its
              keyholders, for paths like{' '}
              <span className="mono long-words">{view.paths.join(', ')}</span>.
            </p>
          </section>
          <section className="card pad">
            <h2>Files in staged/targets</h2>
            <ListedFiles
              files={view.files}
              more={view.more}
              none="None is there. Put the files into staged/targets of the ceremony, each at its path."
            />
            <div className="labelled">
              <label htmlFor={field}>Version</label>
              <input
                id={field}
                className="field"
                inputMode="numeric"
                autoComplete="off"
                value={version}
                onChange={(event) => setVersion(event.target.value)}
              />
              <p className="hint">{stage.reason}</p>
            </div>
            {staged === null ? null : <div className="row">{stageIt}</div>}
          </section>
        </div>
        <div className="side">
          {staged === null ? null : (
            <StagedRoleCard
              role={view.role}
              staged={staged}
              practice={practice}
              busy={busy}
              onSign={(participant, pin) =>
                void act(() =>
                  calls.sign.run({ participant, pin, signedSha256: staged.signedSha256 }),
                )
              }
            />
          )}
        </div>
      </div>
      {picking ? (
        <Picker
          title="Copy the role for the delegator"
          lead="A stick, or any folder. The delegator takes the file in under Delegations."
          want="folder"
          toWrite
          verb="Write to"
          onPick={(place) => void carryTo(place)}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </Stage>
  );
}

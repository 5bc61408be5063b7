import { useState } from 'react';
import type { DelegationsView } from '../../../../src/contract/delegations.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import type { Call } from '../../../calls.ts';
import { clearAll, isBusy, problemIn } from '../../../calls-together.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import { usePublicationKeys } from '../publication-keys.tsx';
import type { Changing } from './terms.ts';
import { MetadataCard } from './metadata-card.tsx';
import { RoleCard } from './role-card.tsx';
import { WaitingCard } from './waiting-card.tsx';

interface DelegationsStageProps {
  view: DelegationsView;
  practice: boolean;
  calls: {
    readonly sign: Call<'delegations.sign'>;
    readonly withdraw: Call<'delegations.withdraw'>;
    readonly take: Call<'delegations.take'>;
    readonly publish: Call<'delegations.publish'>;
  };
  /** Why the last look stopped, or null. */
  lookProblem: Problem | null;
  onView: (view: DelegationsView) => void;
  onChange: (changing: Changing) => void;
  onLeave: () => void;
}

/** Left who may sign what; right the change that waits, whose metadata is to come, and what publishing takes. */
export function DelegationsStage(props: DelegationsStageProps) {
  const { view, practice, calls } = props;
  const { waiting, metadata, publish } = view;
  const [taking, setTaking] = useState<string | null>(null);
  const keys = usePublicationKeys(view.publicationKeys);
  const busy = isBusy(calls);
  const problem = problemIn(calls) ?? props.lookProblem;
  const publishing = waiting !== null || publish.ready;
  const blocked = publish.ready ? keys.missing : publish.reason;

  async function act(start: () => Promise<DelegationsView | null>) {
    if (busy) return;
    clearAll(calls);
    const changed = await start();
    if (changed !== null) props.onView(changed);
  }
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
              : view.closed !== null
                ? ''
                : publishing
                  ? (blocked ?? publish.reason)
                  : 'Nothing is changed before you have seen the difference.'
          }
          primary={
            view.closed !== null ? null : publishing ? (
              <Button
                kind="primary"
                iconAfter="right"
                waiting={busy || blocked !== null}
                describedBy={ACTION_NOTE}
                onPress={() => {
                  if (busy || blocked !== null) return;
                  const secrets = keys.take();
                  void act(() => calls.publish.run(secrets));
                }}
              >
                {practice ? 'Publish the practice change' : 'Publish the change'}
              </Button>
            ) : (
              <Button
                kind="primary"
                iconAfter="right"
                onPress={() => props.onChange({ change: 'add', role: null })}
              >
                Delegate to another project…
              </Button>
            )
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="host-grid">
        <div className="assembly">
          {view.roles.length === 0 ? (
            <section className="card pad">
              <h2>Delegated roles</h2>
              <p className="hint">
                {view.closed ?? 'The published targets hand no paths to anybody.'}
              </p>
            </section>
          ) : (
            view.roles.map((role, place) => (
              <RoleCard
                key={place}
                role={role}
                practice={practice}
                locked={waiting !== null}
                onChange={(change) => props.onChange({ change, role })}
              />
            ))
          )}
        </div>
        <div className="side">
          {waiting === null ? null : (
            <WaitingCard
              waiting={waiting}
              practice={practice}
              busy={busy}
              onSign={(participant, pin) =>
                void act(() =>
                  calls.sign.run({ participant, pin, signedSha256: waiting.signedSha256 }),
                )
              }
              onWithdraw={() => void act(() => calls.withdraw.run(null))}
            />
          )}
          {metadata.length === 0 ? null : (
            <MetadataCard metadata={metadata} busy={busy} onTake={setTaking} />
          )}
          {publish.ready ? keys.card : null}
        </div>
      </div>
      {taking === null ? null : (
        <Picker
          title={`Take in the metadata of ${taking}`}
          lead="The file that the other project signed. It is held against its keys, its paths and its version first."
          want="file"
          verb="Take"
          onPick={(place) => {
            setTaking(null);
            void act(() => calls.take.run({ role: taking, place }));
          }}
          onClose={() => setTaking(null)}
        />
      )}
    </Stage>
  );
}

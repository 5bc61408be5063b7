import { useId, useState } from 'react';
import type { RecoveryView } from '../../../src/contract/recovery.ts';
import type { Problem } from '../../../src/contract/values.ts';
import type { Call } from '../../calls.ts';
import { isBusy, problemIn } from '../../calls-together.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Choice } from '../../components/choice.tsx';
import { HexLine } from '../../components/hex-line.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { needsVersion, recoverWays, type RecoverWay } from './recover-ways.ts';

interface RecoverStageProps {
  view: RecoveryView;
  calls: {
    readonly unstage: Call<'recovery.unstage'>;
    readonly root: Call<'recovery.abandonRoot'>;
    readonly ceremony: Call<'recovery.abandon'>;
  };
  lookProblem: Problem | null;
  onView: (view: RecoveryView) => void;
  onLeave: () => void;
}

/** What can still be undone, with what each way means; the reason goes into the record. */
export function RecoverStage({ view, calls, lookProblem, onView, onLeave }: RecoverStageProps) {
  const ways = recoverWays(view);
  const [chosen, setChosen] = useState<RecoverWay['id'] | null>(null);
  const [reason, setReason] = useState('');
  const [version, setVersion] = useState('');
  const fields = useId();
  const way = ways.find(({ id, locked }) => id === chosen && locked === null) ?? null;
  const typed =
    way === null || !needsVersion(view, way.id) || version === String(view.staged?.version);
  const busy = isBusy(calls);
  const blocked =
    way === null
      ? ways.every(({ locked }) => locked !== null)
        ? 'There is nothing to undo.'
        : 'Choose a way. Nothing is changed before that.'
      : reason.trim() === ''
        ? 'Write down why. It goes into the record.'
        : typed
          ? null
          : 'Type the version of the root.';
  const problem = problemIn(calls) ?? lookProblem;

  async function goOn() {
    if (way === null || blocked !== null || busy) return;
    const because = { reason: reason.trim() };
    const although = needsVersion(view, way.id) ? ('clients-accept-it' as const) : null;
    const changed =
      way.id === 'unstage'
        ? await calls.unstage.run(because)
        : await calls[way.id].run({ ...because, although });
    if (changed === null) return;
    setChosen(null);
    setReason('');
    setVersion('');
    onView(changed);
  }
  return (
    <Stage
      heading={view.headline}
      lead={
        view.ended ??
        'What is signed stays signed, and what is published stays published. Everything that you do here is in the record.'
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" onPress={onLeave}>
              Leave
            </Button>
          }
          note={busy ? 'Working.' : (blocked ?? '')}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={blocked !== null || busy}
              describedBy={ACTION_NOTE}
              onPress={() => void goOn()}
            >
              {way?.verb ?? 'Undo'}
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="host-grid">
        <div>
          <fieldset className="ways">
            <legend className="vh">The way out</legend>
            {ways.map((each) => (
              <Choice
                key={each.id}
                group={`${fields}-way`}
                checked={each.id === chosen}
                locked={each.locked !== null}
                onChoose={() => setChosen(each.id)}
              >
                <span className="choice-main">
                  <b>{each.title}</b>
                  <span>{each.locked ?? each.detail}</span>
                </span>
              </Choice>
            ))}
          </fieldset>
          {way === null ? null : (
            <div className="form-rows">
              <div className="labelled">
                <label htmlFor={`${fields}-reason`}>Why</label>
                <textarea
                  id={`${fields}-reason`}
                  className="field"
                  rows={2}
                  maxLength={2000}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              </div>
              {needsVersion(view, way.id) ? (
                <div className="labelled">
                  <label htmlFor={`${fields}-version`}>
                    Every threshold is met. Clients accept this root from whoever has the file. Type
                    its version to go on.
                  </label>
                  <input
                    id={`${fields}-version`}
                    className="field mono"
                    value={version}
                    maxLength={9}
                    inputMode="numeric"
                    onChange={(event) => setVersion(event.target.value)}
                  />
                </div>
              ) : null}
            </div>
          )}
        </div>
        <Card title="Given up so far">
          {view.abandoned.length === 0 ? (
            <p className="hint">No root of this ceremony was given up.</p>
          ) : (
            <ul className="sent">
              {view.abandoned.map((one) => (
                <li key={`${one.at} ${one.signedSha256}`}>
                  <span>
                    <b>Root version {one.version}</b>, {one.signatures} signed.{' '}
                    {one.acceptable
                      ? 'Clients accept it from whoever has the file.'
                      : 'Too few for a client.'}
                    <span className="given-why">{one.reason}</span>
                    <HexLine digest={one.signedSha256} digits={16} more />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </Stage>
  );
}

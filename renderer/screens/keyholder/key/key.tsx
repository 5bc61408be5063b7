import { useCallback, useState } from 'react';
import type { KeyLook } from '../../../../src/contract/keyholder.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import { useEvent, useLook } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import { useStopped } from '../../../stopped.ts';
import type { StepProps } from '../../step-props.ts';
import { AdoptKey } from './adopt-key.tsx';
import { FindKey } from './find-key.tsx';
import { KeyMade } from './key-made.tsx';
import { MakeKey } from './make-key.tsx';
import { SetUpFirst } from './set-up-first.tsx';

/** Step 2: a key is made on the token, after its PIN was chosen or entered; then what was made is read back. */
export function KeyStep({ ceremony, onBack, onGo, onStopped }: StepProps) {
  const look = useLook('key.look', null);
  useEvent('tokens.changed', look.again);
  const seen = look.value;
  // What was seen when the token began to act stays until it has ended: going away would cancel the call.
  const [held, setHeld] = useState<KeyLook | null>(null);
  const [acted, setActed] = useState(false);
  const [makesNew, setMakesNew] = useState(false);
  const [stopped, setStopped] = useState<Problem | null>(null);
  const onActing = useCallback(
    (acting: boolean) => {
      setHeld((last) => (acting ? (last ?? seen) : null));
      if (acting) setActed(true);
    },
    [seen],
  );
  const view = held ?? seen;
  const problem = held === null ? (look.problem ?? view?.problem ?? null) : null;
  const tokenIsOut = held !== null && seen !== null && seen.token === null;
  useStopped(problem, onStopped);
  const practice = ceremony.mode === 'rehearsal';
  const back = (
    <Button kind="quiet" icon="left" onPress={onBack}>
      Back
    </Button>
  );
  if (view !== null && view.made !== null) {
    return (
      <KeyMade
        made={view.made}
        token={view.token}
        practice={practice}
        back={back}
        onGoOn={() => onGo('evidence')}
      />
    );
  }
  if (view === null || problem !== null) {
    return (
      <Stage
        heading="Make your key on the token"
        actions={
          <ActionBar
            back={back}
            note={problem === null ? 'Looking at the token.' : ''}
            primary={
              <Button
                kind="primary"
                waiting={view === null && problem === null}
                describedBy={ACTION_NOTE}
                onPress={look.again}
              >
                Look again
              </Button>
            }
          />
        }
      >
        {problem === null ? null : <ProblemPanel problem={problem} />}
      </Stage>
    );
  }
  if (view.token === null) {
    return (
      <Stage
        heading="Plug in your token"
        lead="The token that you chose is not there now. The station goes on by itself when it comes back."
        actions={
          <ActionBar
            back={back}
            note={
              acted
                ? 'No click is needed. The station then looks what is on the token.'
                : 'No click is needed. Nothing was written.'
            }
          />
        }
      />
    );
  }
  // A YubiKey holds one key of a root: a second one would take its place.
  const mayMakeNew =
    view.unfinished?.origin === 'earlier-ceremony' && view.token.kind !== 'yubikey';
  if (view.unfinished !== null && !(mayMakeNew && makesNew)) {
    return (
      <AdoptKey
        token={view.token}
        unfinished={view.unfinished}
        onMakeNew={mayMakeNew ? () => setMakesNew(true) : null}
        stopped={stopped}
        practice={practice}
        back={back}
        tokenIsOut={tokenIsOut}
        onActing={onActing}
        onLook={look.again}
      />
    );
  }
  if (view.mayHold !== null && !makesNew) {
    return (
      <FindKey
        token={view.token}
        why={view.mayHold}
        back={back}
        tokenIsOut={tokenIsOut}
        onActing={onActing}
        onLook={look.again}
        onMakeNew={() => setMakesNew(true)}
      />
    );
  }
  if (view.setUpFirst !== null) {
    return (
      <SetUpFirst
        token={view.token}
        why={view.setUpFirst}
        back={back}
        onToken={() => onGo('token')}
      />
    );
  }
  return (
    <MakeKey
      look={view}
      token={view.token}
      back={back}
      tokenIsOut={tokenIsOut}
      onActing={onActing}
      onProblem={setStopped}
      onLook={look.again}
    />
  );
}

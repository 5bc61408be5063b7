import { useState } from 'react';
import type { SignLook } from '../../../../src/contract/keyholder.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { NotDone } from '../../../components/problem.tsx';
import { Serial } from '../../../components/serial.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Stage } from '../../../components/stage.tsx';
import { TokenDrawing } from '../../../components/token-drawing.tsx';
import { Versus } from '../../../components/versus.tsx';
import { DeviationStage } from '../../deviation/deviation-stage.tsx';
import { RecordedNote } from '../../deviation/recorded-note.tsx';

type Mismatch = NonNullable<SignLook['mismatch']>;

interface WrongTokenProps {
  look: SignLook;
  mismatch: Mismatch;
  practice: boolean;
  /** Whose token is expected. */
  holder: string;
  onBack: () => void;
  onLook: () => void;
}

const calm = ['Nothing was signed', 'No PIN was sent', 'No PIN try was used'];

/** Another token, or another key, where the planned one should be: both sides, and what to do. */
export function WrongToken({ look, mismatch, practice, holder, onBack, onLook }: WrongTokenProps) {
  const [part, setPart] = useState<'stopped' | 'telling' | 'told'>('stopped');
  if (part === 'telling')
    return (
      <DeviationStage
        about="other"
        start={{
          expected:
            mismatch.what === 'token'
              ? `Token ${mismatch.expected}, as the plan says.`
              : `Key ${mismatch.expected} on ${look.serial}, as it was exported.`,
          happened:
            mismatch.what === 'token'
              ? `Token ${mismatch.found} is plugged in.`
              : `It holds key ${mismatch.found}.`,
        }}
        then="Then you come back here. The plan does not change by it: tell the host."
        onBack={() => setPart('stopped')}
        onRecorded={() => setPart('told')}
      />
    );
  const token = mismatch.what === 'token';
  const model = look.token?.model ?? '';
  return (
    <Stage
      heading={
        token ? 'This is not the token in the plan' : 'This is not the key that you exported'
      }
      eyebrow={{ kind: 'err', icon: 'stop', text: 'Stopped before anything was sent' }}
      lead={<SerialText text={mismatch.explanation} />}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          doubt={
            <Button kind="quiet" icon="flag" onPress={() => setPart('telling')}>
              My token was replaced. Tell the host
            </Button>
          }
          primary={
            <Button kind="primary" onPress={onLook}>
              Look again
            </Button>
          }
        />
      }
    >
      {part === 'told' ? (
        <RecordedNote then="The plan does not change by it. Tell the host." />
      ) : null}
      <Versus
        expected={mismatch.expected}
        found={mismatch.found}
        foundTitle={token ? 'Plugged in' : 'Found'}
        expectedPicture={token ? <TokenDrawing model={model} practice={practice} /> : undefined}
        foundPicture={
          token ? (
            <TokenDrawing model={model} practice={look.token?.practice ?? practice} />
          ) : undefined
        }
        expectedDetail={`The ${mismatch.what} of ${holder}.`}
        foundDetail={
          look.token === null ? 'Not in the plan for you.' : `${model}. ${look.token.sentence}`
        }
      />
      {token ? <Exchange mismatch={mismatch} /> : null}
      <NotDone lines={calm} />
    </Stage>
  );
}

function Exchange({ mismatch }: { mismatch: Mismatch }) {
  return (
    <section className="todo-box">
      <h2>What to do</h2>
      <ol className="todo">
        <li>
          <b>
            Take out <Serial value={mismatch.found} />
          </b>
        </li>
        <li>
          <b>
            Plug in <Serial value={mismatch.expected} />
          </b>
          <span>The number is printed on the back. The station goes on by itself.</span>
        </li>
      </ol>
    </section>
  );
}

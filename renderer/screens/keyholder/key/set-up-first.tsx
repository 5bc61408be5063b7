import type { ReactNode } from 'react';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { NotDone } from '../../../components/problem.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Stage } from '../../../components/stage.tsx';
import { TokenHead } from '../../../components/token-head.tsx';
import { TokenName } from '../../../components/token-name.tsx';

interface SetUpFirstProps {
  token: TokenView;
  /** Why, in one sentence. */
  why: string;
  back: ReactNode;
  /** Goes to where tokens are chosen and set up. */
  onToken: () => void;
}

/** A YubiKey on which no key is made yet: it would have a PIN or PUK that everybody knows. */
export function SetUpFirst({ token, why, back, onToken }: SetUpFirstProps) {
  return (
    <Stage
      heading="Set this YubiKey up first"
      eyebrow={{ kind: 'ink', icon: 'lock', text: 'Before a key is made' }}
      lead={<SerialText text={why} />}
      actions={
        <ActionBar
          back={back}
          note="Nothing was changed on it."
          primary={
            <Button kind="primary" iconAfter="right" onPress={onToken}>
              Go to set up <TokenName token={token} />
            </Button>
          }
        />
      }
    >
      <div className="cols key-cols">
        <Card className="pin-card">
          <TokenHead token={token} />
          <p className="tries">
            <SerialText text={token.tries} />
          </p>
          <NotDone lines={['No key was made', 'No PIN was sent']} />
        </Card>
        <Card title="What setting up does" className="will-do">
          <ol className="todo">
            <li>
              <p>You choose a PIN and a PUK of your own.</p>
            </li>
            <li>
              <p>
                The YubiKey gets a random management key, and keeps it behind your PIN. Nobody has
                to write it down.
              </p>
            </li>
            <li>
              <p>What is on it is erased, unless it is as it came from the factory.</p>
            </li>
          </ol>
        </Card>
      </div>
    </Stage>
  );
}

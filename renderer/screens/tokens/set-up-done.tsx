import type { TokenDetails } from '../../../src/contract/token-care.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
import { FactList } from './fact-list.tsx';

/** A set-up YubiKey: what was read back from it, and what to keep in mind. */
export function SetUpDone({ details, onGoOn }: { details: TokenDetails; onGoOn: () => void }) {
  const { token, secrets, problem } = details;
  return (
    <Stage
      eyebrow={{ kind: 'ok', icon: 'check', text: 'Complete' }}
      heading="This YubiKey is set up"
      lead={
        <>
          <Serial value={token.serial ?? ''} /> has a PIN, a PUK and a management key of its own. It
          holds no key yet.
        </>
      }
      actions={
        <ActionBar
          primary={
            <Button kind="primary" iconAfter="right" onPress={onGoOn}>
              Go on to its details
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="cols">
        <Card title="Read back from it">
          <FactList facts={secrets} />
        </Card>
        <Card title="What to keep in mind">
          <ul className="rules rules-plain">
            <li>The PIN is asked for each time its key is used.</li>
            <li>Write the PUK down and keep it apart from the token.</li>
            <li>Nobody can tell you PIN or PUK later: neither the station nor the token.</li>
            <li>Its key is made in the next step of a ceremony.</li>
          </ul>
        </Card>
      </div>
    </Stage>
  );
}

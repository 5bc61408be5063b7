import type { ReactNode } from 'react';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
import { RuleList, useSecretForm } from './secret-form.tsx';

interface NewPinStageProps {
  details: TokenDetails;
  /** By the PIN that it has, or by the PUK where that is not known or locked. */
  by: 'PIN' | 'PUK';
  busy: boolean;
  problem: Problem | null;
  back: ReactNode;
  /** Offered where another tries of the PIN are of no use. */
  onUnblock: (() => void) | null;
  onSend: (secret: string, next: string, repeat: string) => void;
}

const words = {
  PIN: {
    heading: 'Change the PIN',
    lead: 'The PIN that it has, once; then the new one, twice.',
    primary: 'Change the PIN of',
    will: [
      'The PIN that it has is proved, and the new one takes its place.',
      'A wrong PIN costs one try. Nothing is sent again by itself.',
    ],
  },
  PUK: {
    heading: 'Set a new PIN by the PUK',
    lead: 'The PUK is the second number that was chosen when this YubiKey was set up.',
    primary: 'Set a new PIN of',
    will: [
      'The PUK and the new PIN are sent to the token, once.',
      'A wrong PUK costs one try of the PUK. When all are gone, only a new set-up opens it, which erases its keys.',
    ],
  },
} as const;

/** A new PIN, by the old one or by the PUK. Tries left stand before the first field. */
export function NewPinStage({
  details: { token, tries, changePin, unblockPin },
  by,
  busy,
  problem,
  back,
  onUnblock,
  onSend,
}: NewPinStageProps) {
  const text = words[by];
  const serial = token.serial ?? token.model;
  const secrets = useSecretForm(
    token.model,
    {
      fields: [
        {
          name: 'secret',
          label: (
            <>
              {by} of <Serial value={serial} />
            </>
          ),
        },
        { name: 'next', label: 'New PIN' },
        { name: 'repeat', label: 'The same new PIN again' },
      ],
      above: (
        <p className="tries">
          <SerialText text={`${by === 'PIN' ? tries.pin : tries.puk}.`} />
        </p>
      ),
      below: <RuleList rules={changePin?.rules ?? []} />,
    },
    ([secret = '', next = '', repeat = '']) => onSend(secret, next, repeat),
  );
  return (
    <Stage
      heading={text.heading}
      lead={text.lead}
      actions={
        <ActionBar
          back={back}
          doubt={
            onUnblock === null ? null : (
              <Button kind="quiet" icon="key" onPress={onUnblock}>
                I do not know the PIN
              </Button>
            )
          }
          note={noteFor(busy, secrets.missing, by)}
          primary={
            <Button
              kind="primary"
              form={secrets.id}
              iconAfter="right"
              waiting={busy || !secrets.ready}
              describedBy={ACTION_NOTE}
            >
              {text.primary} <Serial value={serial} />
            </Button>
          }
        />
      }
    >
      <div className="cols key-cols">
        {problem === null ? null : <ProblemPanel problem={problem} />}
        {secrets.form}
        <Card title="What will happen" className="will-do">
          <ol className="todo">
            {[...text.will, stays(unblockPin !== null)].map((line) => (
              <li key={line}>
                <p>{line}</p>
              </li>
            ))}
          </ol>
        </Card>
      </div>
    </Stage>
  );
}

const stays = (hasPuk: boolean): string =>
  hasPuk ? 'The keys on it stay, and so does the PUK.' : 'The keys on it stay.';

function noteFor(busy: boolean, missing: string | null, by: 'PIN' | 'PUK'): string {
  if (busy) return 'The token is at work. Leave it plugged in.';
  if (missing === 'secret') return `Type the ${by} first.`;
  if (missing === 'next') return 'Type the new PIN.';
  if (missing === 'repeat') return 'Type the same new PIN again.';
  return 'It is sent once.';
}

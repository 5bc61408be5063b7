import type { ReactNode } from 'react';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { RuleList } from '../../components/rule-list.tsx';
import { useSecretForm } from '../../components/secret-form.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { Stage } from '../../components/stage.tsx';
import { TokenName } from '../../components/token-name.tsx';
import { WillDo } from '../../components/will-do.tsx';

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
      'A wrong PUK costs one try of the PUK. When all are gone and the PIN is locked, too, only a new set-up opens it, which erases its keys.',
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
  const lock = (by === 'PIN' ? changePin : unblockPin)?.lock ?? null;
  const secrets = useSecretForm(
    {
      fields: [
        {
          name: 'secret',
          label: (
            <>
              {by} of <TokenName token={token} />
            </>
          ),
        },
        { name: 'next', label: 'New PIN' },
        { name: 'repeat', label: 'The same new PIN again' },
      ],
      open: !busy && lock === null,
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
          note={busy || lock === null ? noteFor(busy, secrets.missing, by) : lock}
          primary={secrets.send(
            <>
              {text.primary} <TokenName token={token} />
            </>,
          )}
        />
      }
    >
      <div className="cols key-cols">
        {problem === null ? null : <ProblemPanel problem={problem} />}
        <Card title={token.model} className="pin-card">
          <p className="tries">
            <SerialText text={`${by === 'PIN' ? tries.pin : tries.puk}.`} />
          </p>
          {secrets.form}
          <RuleList rules={changePin?.rules ?? []} />
        </Card>
        <WillDo acts={[...text.will, stays(unblockPin !== null)]} />
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

import { useEffect, useState } from 'react';
import type { KeyLook, KeyToReplace } from '../../../../src/contract/keyholder.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import { useCall } from '../../../calls.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Card } from '../../../components/card.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { RuleList } from '../../../components/rule-list.tsx';
import { useSecretForm } from '../../../components/secret-form.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Stage } from '../../../components/stage.tsx';
import { TokenHead } from '../../../components/token-head.tsx';
import { TokenName } from '../../../components/token-name.tsx';
import { WillDo } from '../../../components/will-do.tsx';
import { LosingKey } from './losing-key.tsx';
import { MakingKey } from './making-key.tsx';
import type { TakingUp } from './take-up-key.tsx';

interface MakeKeyProps extends TakingUp {
  look: KeyLook;
  /** Told why the making stopped: what the token shows then may be another screen, which says it, too. */
  onProblem?: (problem: Problem | null) => void;
}

const enter = [{ name: 'pin', label: 'PIN' }] as const;
const chosen = [
  { name: 'pin', label: 'New PIN' },
  { name: 'repeat', label: 'The same PIN again' },
] as const;

/** The PIN, what will happen, then the making. The PIN is read from the form once and never kept. */
export function MakeKey({
  look,
  token,
  back,
  tokenIsOut,
  onActing,
  onProblem,
  onLook,
}: MakeKeyProps) {
  const make = useCall('key.make');
  useEffect(() => onProblem?.(make.problem), [make.problem, onProblem]);
  const [named, setNamed] = useState<KeyToReplace | null>(null);
  const choose = look.pin === 'choose';
  const { loses } = look;
  const agreed = loses === null || named?.spkiSha256 === loses.spkiSha256;
  const send = async (pin: string, repeat: string | null): Promise<void> => {
    // Also after a stop: the number of tries left may have changed.
    onActing(true);
    await make.run({ pin, repeat, ...(loses === null ? {} : { replace: named }) });
    onActing(false);
    onLook();
  };
  const secrets = useSecretForm(
    { fields: choose ? chosen : enter, open: agreed },
    ([pin = '', repeat = null]) => void send(pin, repeat),
  );
  if (make.pending)
    return (
      <MakingKey token={token} out={tokenIsOut} reports={make.reports} onCancel={make.cancel} />
    );
  return (
    <Stage
      heading={choose ? 'Choose a PIN, then make your key' : 'Enter the PIN, then make your key'}
      lead={
        choose
          ? 'The key is made inside the token and cannot leave it. The PIN guards it from now on.'
          : 'The key is made inside the token and cannot leave it.'
      }
      actions={
        <ActionBar
          back={back}
          note={
            secrets.ready
              ? noteFor(look)
              : agreed
                ? waitingFor(choose, secrets.missing)
                : 'Name the key that is lost first.'
          }
          primary={secrets.send(
            <>
              Make the key on <TokenName token={token} />
            </>,
          )}
        />
      }
    >
      <div className="cols key-cols">
        {make.problem === null ? null : <ProblemPanel problem={make.problem} />}
        <Card className="pin-card">
          <TokenHead token={token} />
          <p className="tries">
            <SerialText text={token.tries} />
          </p>
          {secrets.form}
          <RuleList rules={look.rules} />
        </Card>
        {loses === null ? null : (
          <LosingKey
            key={loses.spkiSha256}
            loses={loses}
            serial={token.serial ?? token.model}
            practice={token.practice}
            onNamed={setNamed}
          />
        )}
        <WillDo acts={look.willDo} />
      </div>
    </Stage>
  );
}

function noteFor({ loses }: KeyLook): string {
  return loses === null
    ? 'After this there is a key on the token.'
    : 'After this the old key is gone, and there is a new one.';
}

function waitingFor(choose: boolean, missing: string | null): string {
  if (missing === 'pin') return choose ? 'Type the PIN twice first.' : 'Type the PIN first.';
  return 'Type the same PIN again.';
}

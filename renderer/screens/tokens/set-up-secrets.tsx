import type { ReactNode } from 'react';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Card } from '../../components/card.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { RuleList } from '../../components/rule-list.tsx';
import { useSecretForm } from '../../components/secret-form.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
import { WillDo } from '../../components/will-do.tsx';

interface SetUpSecretsProps {
  details: TokenDetails;
  setUp: NonNullable<TokenDetails['setUp']>;
  problem: Problem | null;
  back: ReactNode;
  onSend: (secrets: { pin: string; pinRepeat: string; puk: string; pukRepeat: string }) => void;
}

const fields = [
  { name: 'pin', label: 'New PIN', hint: 'Asked for each time its key is used.' },
  { name: 'pinRepeat', label: 'The same PIN again' },
  { name: 'puk', label: 'New PUK', hint: 'Opens a locked PIN. Keep it apart from the token.' },
  { name: 'pukRepeat', label: 'The same PUK again' },
] as const;

const missing: Readonly<Record<string, string>> = {
  pin: 'Type a PIN first.',
  pinRepeat: 'Type the same PIN again.',
  puk: 'Type a PUK.',
  pukRepeat: 'Type the same PUK again.',
};

/** Second question of a set-up: which PIN and which PUK. */
export function SetUpSecrets({ details, setUp, problem, back, onSend }: SetUpSecretsProps) {
  const serial = details.token.serial ?? '';
  const erases = setUp.erases.length > 0;
  const secrets = useSecretForm(
    { fields },
    ([pin = '', pinRepeat = '', puk = '', pukRepeat = '']) =>
      onSend({ pin, pinRepeat, puk, pukRepeat }),
  );
  return (
    <Stage
      heading="Choose a PIN and a PUK"
      lead="Two that differ. Nobody can read them from the token later, and the station keeps neither."
      actions={
        <ActionBar
          back={back}
          note={
            secrets.missing === null
              ? erases
                ? 'After this everything on it is gone.'
                : 'After this it is yours.'
              : missing[secrets.missing]
          }
          primary={secrets.send(
            <>
              {erases ? 'Erase and set up' : 'Set up'} <Serial value={serial} />
            </>,
          )}
        />
      }
    >
      <div className="cols key-cols">
        {problem === null ? null : <ProblemPanel problem={problem} />}
        <Card title={details.token.model} className="pin-card">
          {secrets.form}
          <RuleList rules={setUp.rules} />
        </Card>
        <WillDo acts={willDo(erases)} />
      </div>
    </Stage>
  );
}

function willDo(erases: boolean): readonly string[] {
  return [
    ...(erases
      ? ['Its PIN and its PUK are locked on purpose, and its PIV part is erased. All keys go.']
      : []),
    'The PUK and the PIN are set.',
    'A random management key is made. It stays on the token, behind the PIN.',
    'Everything is read back from the token.',
    'It takes seconds, and cannot be stopped half way. Leave it plugged in.',
  ];
}

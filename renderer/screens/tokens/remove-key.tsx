import { useState, type ReactNode } from 'react';
import { isTypedSerial } from '../../../src/ceremony/serial.ts';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Card } from '../../components/card.tsx';
import { FingerprintSheet } from '../../components/fingerprint-sheet.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { useSecretForm } from '../../components/secret-form.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
import { TypedField } from '../../components/typed-field.tsx';
import { Weave } from '../../components/weave.tsx';

interface RemoveKeyProps {
  details: TokenDetails;
  spkiSha256: string;
  busy: boolean;
  problem: Problem | null;
  back: ReactNode;
  onSend: (serial: string, pin: string) => void;
}

/** A practice key is removed after the number of its token was typed. Other keys are never removed here. */
export function RemoveKey({ details, spkiSha256, busy, problem, back, onSend }: RemoveKeyProps) {
  const [typed, setTyped] = useState('');
  const { token, tries } = details;
  const serial = token.serial ?? '';
  const same = isTypedSerial(typed, serial);
  const secret = useSecretForm(
    {
      fields: [{ name: 'pin', label: 'PIN' }],
      open: same && !busy,
      before: (
        <TypedField value={typed} onType={setTyped}>
          Number of its token
        </TypedField>
      ),
    },
    ([pin = '']) => onSend(typed.replaceAll(/\s/g, ''), pin),
  );
  return (
    <Stage
      eyebrow={{ kind: 'err', icon: 'warning', text: 'This cannot be undone' }}
      heading="This practice key will be gone"
      lead="The token destroys it. Signatures that it made stay as they are."
      actions={
        <ActionBar
          back={back}
          note={
            busy
              ? 'The token is at work.'
              : same
                ? secret.missing === null
                  ? 'It is removed once.'
                  : 'Type the PIN.'
                : 'Type the number of its token.'
          }
          primary={secret.send(
            <>
              Remove this key from <Serial value={serial} />
            </>,
          )}
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="cols">
        <Card title="The key that goes">
          <div className="fp-top">
            <Weave digest={spkiSha256} of="its public key" practice />
          </div>
          <FingerprintSheet digest={spkiSha256} of="its public key" />
        </Card>
        <Card title={token.model} className="pin-card">
          <p className="tries">
            <SerialText text={`${tries.pin}.`} />
          </p>
          {secret.form}
        </Card>
      </div>
    </Stage>
  );
}

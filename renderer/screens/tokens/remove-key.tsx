import { useId, useState, type ReactNode } from 'react';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FingerprintSheet } from '../../components/fingerprint-sheet.tsx';
import { PinField, takePin } from '../../components/pin-field.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
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
  const form = useId();
  const [typed, setTyped] = useState('');
  const [pin, setPin] = useState(false);
  const { token, tries } = details;
  const serial = token.serial ?? '';
  const same = serial !== '' && typed.replaceAll(/\s/g, '') === serial;
  const ready = same && pin && !busy;
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
                ? pin
                  ? 'It is removed once.'
                  : 'Type the PIN.'
                : 'Type the number of its token.'
          }
          primary={
            <Button
              kind="primary"
              form={form}
              iconAfter="right"
              waiting={!ready}
              describedBy={ACTION_NOTE}
            >
              Remove this key from <Serial value={serial} />
            </Button>
          }
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
          <form
            id={form}
            className="pins"
            onSubmit={(event) => {
              event.preventDefault();
              if (!ready) return;
              const secret = takePin(event.currentTarget, 'pin');
              setPin(false);
              onSend(typed.replaceAll(/\s/g, ''), secret);
            }}
          >
            <div className="labelled">
              <label htmlFor={`${form}-serial`}>Number of its token</label>
              <input
                id={`${form}-serial`}
                className="field"
                autoComplete="off"
                spellCheck={false}
                maxLength={64}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </div>
            <PinField name="pin" label="PIN" onFilled={setPin} />
          </form>
        </Card>
      </div>
    </Stage>
  );
}

import { useId, useState, type ReactNode } from 'react';
import { isTypedSerial } from '../../../src/ceremony/serial.ts';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Card } from '../../components/card.tsx';
import { SendButton } from '../../components/send-button.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
import { TokenBack } from '../../components/token-drawing.tsx';
import { KeyLine } from './key-line.tsx';

interface SetUpConfirmProps {
  details: TokenDetails;
  setUp: NonNullable<TokenDetails['setUp']>;
  back: ReactNode;
  /** Given the number as it was typed. */
  onConfirm: (typed: string) => void;
}

/** First question of a set-up: is it this one, and may everything on it go? Its number is typed. */
export function SetUpConfirm({ details, setUp, back, onConfirm }: SetUpConfirmProps) {
  const field = useId();
  const [typed, setTyped] = useState('');
  const serial = details.token.serial ?? '';
  const same = isTypedSerial(typed, serial);
  const erases = setUp.erases.length > 0;
  return (
    <Stage
      eyebrow={erases ? { kind: 'err', icon: 'warning', text: 'This cannot be undone' } : undefined}
      heading={
        erases ? 'Everything on this YubiKey will be erased' : 'This YubiKey is as it was made'
      }
      lead={
        erases
          ? 'Read what will be gone. Then type its number, as it is printed on its back.'
          : 'It tells that nothing is on it, so nothing will be lost. Type its number to go on.'
      }
      actions={
        <ActionBar
          back={back}
          note={same ? 'Nothing is done yet. You choose a PIN and a PUK next.' : 'Type its number.'}
          primary={
            <SendButton form={`${field}-form`} ready={same}>
              Go on with <Serial value={serial} />
            </SendButton>
          }
        />
      }
    >
      <div className="cols">
        {erases ? (
          <Card title="What will be gone">
            {details.keys.length === 0 ? null : (
              <ul className="key-lines">
                {details.keys.map(({ place, spkiSha256, sentence }) => (
                  <KeyLine
                    key={place}
                    place={place}
                    spkiSha256={spkiSha256}
                    sentence={sentence}
                    practice={details.token.practice}
                  />
                ))}
              </ul>
            )}
            <ul className="rules">
              {setUp.erases.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p className="hint">Its other parts, for logging in to web sites, stay as they are.</p>
          </Card>
        ) : (
          <Card title="What it gets">
            <ul className="rules rules-plain">
              <li>A PIN that you choose, for each use of its keys.</li>
              <li>A PUK that you choose, for a day on which the PIN is forgotten.</li>
              <li>A management key that nobody chooses and that stays on it, behind the PIN.</li>
            </ul>
          </Card>
        )}
        <Card title="Is it this one?">
          <TokenBack serial={serial} />
          <form
            id={`${field}-form`}
            className="labelled"
            onSubmit={(event) => {
              event.preventDefault();
              if (same) onConfirm(typed);
            }}
          >
            <label htmlFor={field}>Its number</label>
            <input
              id={field}
              className="field"
              autoComplete="off"
              spellCheck={false}
              maxLength={64}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </form>
        </Card>
      </div>
    </Stage>
  );
}

import { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { PinField, takePin } from '../../components/pin-field.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { Serial } from '../../components/serial.tsx';

const SIGNER_PIN = 'signer-pin';

/** Somebody whose token can sign here, or why it cannot yet. */
export interface Signer {
  readonly id: string;
  readonly name: string;
  readonly serial: string | null;
  readonly ready: boolean;
  readonly reason: string;
  readonly tries: string;
  /** The station plays this person: no PIN is typed. */
  readonly practice: boolean;
}

interface SignerLineProps {
  signer: Signer;
  /** What this token has signed, in words; null while it has not. */
  done: string | null;
  /** What the button below the PIN does. */
  verb: string;
  busy: boolean;
  onSign: (participant: string, pin: string | null) => void;
}

/** One signer: the token, what it waits for, and its PIN when the person is asked to sign. */
export function SignerLine({ signer, done, verb, busy, onSign }: SignerLineProps) {
  const [asking, setAsking] = useState(false);
  const [filled, setFilled] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const first = signer.name.split(' ')[0];
  function submit() {
    if (busy || !filled || form.current === null) return;
    const pin = takePin(form.current, SIGNER_PIN);
    setFilled(false);
    setAsking(false);
    onSign(signer.id, pin);
  }
  return (
    <li className={done === null ? 'h-wait' : 'h-ok'}>
      <span className="h-name">
        <b>{signer.name}</b>
        {signer.serial === null ? <small>no key yet</small> : <Serial value={signer.serial} />}
      </span>
      <span className="h-end">
        <span className="h-state">
          <Icon name={done === null ? 'hourglass' : 'check'} />
          {done ?? (
            <span>
              <SerialText text={signer.reason} />
            </span>
          )}
        </span>
        {!signer.ready || asking ? null : (
          <Button
            small
            waiting={busy}
            onPress={() => (signer.practice ? onSign(signer.id, null) : setAsking(true))}
          >
            Let {first} sign
          </Button>
        )}
        {asking ? (
          <form
            ref={form}
            className="signer-pin"
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <PinField
              name={SIGNER_PIN}
              label={`PIN of ${first}’s token`}
              hint={`${signer.tries}. If it needs a touch, touch it when it blinks.`}
              onFilled={setFilled}
            />
            <Button small waiting={busy || !filled} onPress={submit}>
              {verb}
            </Button>
          </form>
        ) : null}
      </span>
    </li>
  );
}

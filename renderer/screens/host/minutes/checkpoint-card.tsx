import { useRef, useState } from 'react';
import type { ReportView } from '../../../../src/contract/reports.ts';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { PinField, takePin } from '../../../components/pin-field.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Serial } from '../../../components/serial.tsx';

type Checkpoint = ReportView['checkpoints'][number];
type Signer = Checkpoint['signers'][number];

const RECORD_PIN = 'record-pin';

interface CheckpointCardProps {
  checkpoint: Checkpoint;
  busy: boolean;
  onSign: (participant: string, pin: string | null) => void;
}

/** Who signs the record after an act, and who has. Each signature costs one PIN and one touch. */
export function CheckpointCard({ checkpoint, busy, onSign }: CheckpointCardProps) {
  return (
    <section className="card pad live">
      <header className="live-head">
        <h2>{checkpoint.act === null ? 'Sign the record' : `After: ${checkpoint.act}`}</h2>
        <p>{leadOf(checkpoint)}</p>
      </header>
      <ul className="holders">
        {checkpoint.signers.map((signer) => (
          <SignerLine key={signer.id} signer={signer} busy={busy} onSign={onSign} />
        ))}
      </ul>
    </section>
  );
}

function leadOf({ act, state }: Checkpoint): string {
  if (state === 'signed') return 'Everybody whom the plan names has signed.';
  if (state === 'next') return 'It is asked for when the act is over.';
  return act === null
    ? 'The plan asks nobody to. Whoever signs proves that these lines were there.'
    : 'The plan asks for it now. The next act is closed when it is there.';
}

function SignerLine({
  signer,
  busy,
  onSign,
}: {
  signer: Signer;
  busy: boolean;
  onSign: (participant: string, pin: string | null) => void;
}) {
  const [asking, setAsking] = useState(false);
  const [filled, setFilled] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const first = signer.name.split(' ')[0];
  function submit() {
    if (busy || !filled || form.current === null) return;
    const pin = takePin(form.current, RECORD_PIN);
    setFilled(false);
    setAsking(false);
    onSign(signer.id, pin);
  }
  return (
    <li className={signer.lines === null ? 'h-wait' : 'h-ok'}>
      <span className="h-name">
        <b>{signer.name}</b>
        {signer.serial === null ? <small>no key yet</small> : <Serial value={signer.serial} />}
      </span>
      <span className="h-end">
        <span className="h-state">
          <Icon name={signer.lines === null ? 'hourglass' : 'check'} />
          {signer.lines === null ? (
            <span>
              <SerialText text={signer.reason} />
            </span>
          ) : (
            `Signed lines 1 to ${signer.lines}`
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
              name={RECORD_PIN}
              label={`PIN of ${first}’s token`}
              hint={`${signer.tries}. If it needs a touch, touch it when it blinks.`}
              onFilled={setFilled}
            />
            <Button small waiting={busy || !filled} onPress={submit}>
              Sign the record
            </Button>
          </form>
        ) : null}
      </span>
    </li>
  );
}

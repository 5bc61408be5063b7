import { useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { PinField, takePin } from '../../../components/pin-field.tsx';

/** A passphrase as it was typed twice. */
export interface NewPassphrase {
  readonly passphrase: string;
  readonly repeat: string;
}

interface NewPassphraseFormProps {
  shortest: number;
  busy: boolean;
  onTyped: (typed: NewPassphrase) => void;
}

/** A new passphrase, twice. It is read out of the fields once, when it is sent, and nowhere kept. */
export function NewPassphraseForm({ shortest, busy, onTyped }: NewPassphraseFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [first, setFirst] = useState(false);
  const [second, setSecond] = useState(false);
  const ready = first && second && !busy;
  return (
    <form
      ref={form}
      className="signer-pin"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready || form.current === null) return;
        const passphrase = takePin(form.current, 'passphrase');
        const repeat = takePin(form.current, 'repeat');
        setFirst(false);
        setSecond(false);
        onTyped({ passphrase, repeat });
      }}
    >
      <PinField
        name="passphrase"
        label="New passphrase"
        hint={`${shortest} characters or more: four words at random. Nothing else guards the file.`}
        longest={1024}
        onFilled={setFirst}
      />
      <PinField name="repeat" label="The same again" longest={1024} onFilled={setSecond} />
      <Button small waiting={!ready} onPress={() => form.current?.requestSubmit()}>
        Make the key file
      </Button>
    </form>
  );
}

import type { RefObject } from 'react';
import { Card } from '../../components/card.tsx';
import { PinField } from '../../components/pin-field.tsx';

export const PUBLISH_PIN = 'publish-pin';

interface PublishPinProps {
  /** As main says it; empty where the token is not here. */
  tries: string;
  form: RefObject<HTMLFormElement | null>;
  onFilled: (filled: boolean) => void;
  onSubmit: () => void;
}

/** The PIN of the token with the host's own role keys: targets, snapshot and timestamp are signed on publication. */
export function PublishPin({ tries, form, onFilled, onSubmit }: PublishPinProps) {
  return (
    <Card title="Your token signs the other roles">
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <PinField
          name={PUBLISH_PIN}
          label="PIN of your token"
          hint={`${tries === '' ? 'Plug your token in' : tries}. It signs targets, snapshot and timestamp, once each. If it needs a touch, touch it each time it blinks.`}
          onFilled={onFilled}
        />
      </form>
    </Card>
  );
}

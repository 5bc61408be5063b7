import { useId, useState, type ReactNode } from 'react';
import { PinField, takePin } from './pin-field.tsx';
import { SendButton } from './send-button.tsx';

/** One PIN or PUK to type. */
export interface SecretField {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

interface SecretFormProps {
  readonly fields: readonly SecretField[];
  /** What else must hold before anything is sent, for example that no other act is under way. */
  readonly open?: boolean;
  /** Stands in the form, before the first of the fields. */
  readonly before?: ReactNode;
  readonly className?: string;
}

export interface SecretForm {
  /** It is open, and something stands in every field. */
  readonly ready: boolean;
  /** The name of the first field that is still empty, or null. */
  readonly missing: string | null;
  readonly form: ReactNode;
  /** The primary action that sends it, with these words on it. */
  readonly send: (words: ReactNode) => ReactNode;
}

/**
 * Fields for PINs and PUKs. What is typed is read out of the form once, when it is sent, and never kept. Nothing is
 * sent, by button or by Enter, while a field is empty or the form is not open.
 * @param onSend given what stood in the fields, in their order
 */
export function useSecretForm(
  { fields, open = true, before, className = 'pins' }: SecretFormProps,
  onSend: (values: readonly string[]) => void,
): SecretForm {
  const id = useId();
  const [filled, setFilled] = useState<ReadonlySet<string>>(new Set());
  const missing = fields.find(({ name }) => !filled.has(name))?.name ?? null;
  const ready = open && missing === null;
  const mark = (name: string, is: boolean): void =>
    setFilled((last) => {
      const next = new Set(last);
      if (is) next.add(name);
      else next.delete(name);
      return next;
    });
  const form = (
    <form
      id={id}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        const values = fields.map(({ name }) => takePin(event.currentTarget, name));
        setFilled(new Set());
        // A field that was emptied by something else than a hand says nothing of it: an empty PIN costs a try.
        if (!values.includes('')) onSend(values);
      }}
    >
      {before}
      {fields.map(({ name, label, hint }) => (
        <PinField
          key={name}
          name={name}
          label={label}
          hint={hint}
          onFilled={(is) => mark(name, is)}
        />
      ))}
    </form>
  );
  const send = (words: ReactNode): ReactNode => (
    <SendButton form={id} ready={ready}>
      {words}
    </SendButton>
  );
  return { ready, missing, form, send };
}

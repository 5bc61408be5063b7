import { useId, type ReactNode } from 'react';

interface PinFieldProps {
  /** Name in the form; the value is read from the form once, when it is sent, and never kept. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Most signs: a PIN has at most 64, a passphrase may have more. */
  longest?: number;
  /** Says whether something was typed; never what. */
  onFilled: (filled: boolean) => void;
}

/** A PIN: dots only, nothing is remembered or suggested, and nobody can make it visible. */
export function PinField({ name, label, hint, longest = 64, onFilled }: PinFieldProps) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        name={name}
        type="password"
        autoComplete="off"
        spellCheck={false}
        maxLength={longest}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => onFilled(event.currentTarget.value !== '')}
      />
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** Reads a PIN out of its form and empties the field at once. */
export function takePin(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  if (!(field instanceof HTMLInputElement)) return '';
  const pin = field.value;
  field.value = '';
  return pin;
}

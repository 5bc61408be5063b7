import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { Card } from '../../components/card.tsx';
import { PinField, takePin } from '../../components/pin-field.tsx';

/** One PIN or PUK to type. */
export interface SecretField {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

export interface SecretForm {
  /** The id that the primary button sends. */
  readonly id: string;
  readonly ready: boolean;
  /** The first field that is still empty, or null. */
  readonly missing: string | null;
  readonly form: ReactNode;
}

/**
 * Fields for PINs and PUKs. What is typed is read out of the form once, when it is sent, and never kept.
 * @param onSend given what stood in the fields, in their order
 */
export function useSecretForm(
  title: string,
  {
    fields,
    above,
    below,
  }: { fields: readonly SecretField[]; above?: ReactNode; below?: ReactNode },
  onSend: (values: readonly string[]) => void,
): SecretForm {
  const id = useId();
  const [filled, setFilled] = useState<ReadonlySet<string>>(new Set());
  const missing = fields.find(({ name }) => !filled.has(name))?.name ?? null;
  const mark = (name: string, is: boolean): void =>
    setFilled((last) => {
      const next = new Set(last);
      if (is) next.add(name);
      else next.delete(name);
      return next;
    });
  const form = (
    <Card title={title} className="pin-card">
      {above}
      <form
        id={id}
        className="pins"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing !== null) return;
          const values = fields.map(({ name }) => takePin(event.currentTarget, name));
          setFilled(new Set());
          onSend(values);
        }}
      >
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
      {below}
    </Card>
  );
  return { id, ready: missing === null, missing, form };
}

/** What a PIN that is chosen is held against. */
export function RuleList({ rules }: { rules: readonly string[] }) {
  if (rules.length === 0) return null;
  return (
    <ul className="rules">
      {rules.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
}

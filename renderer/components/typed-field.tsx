import { useId, type ReactNode } from 'react';

interface TypedFieldProps {
  value: string;
  onType: (typed: string) => void;
  /** Most signs. */
  longest?: number;
  /** The label: what is to be typed. */
  children: ReactNode;
}

/** A field for a number or words that a person types off something, to say that they mean it. Nothing is suggested. */
export function TypedField({ value, onType, longest = 64, children }: TypedFieldProps) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{children}</label>
      <input
        id={id}
        className="field"
        autoComplete="off"
        spellCheck={false}
        maxLength={longest}
        value={value}
        onChange={(event) => onType(event.target.value)}
      />
    </div>
  );
}

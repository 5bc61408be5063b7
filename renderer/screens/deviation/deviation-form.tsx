import type { ReactNode } from 'react';
import type { DeviationText } from './deviation-text.ts';

const fields = [
  { name: 'expected', label: 'What was expected', hint: 'As the plan or the script says it.' },
  { name: 'happened', label: 'What happened', hint: 'What you saw, with names and numbers.' },
  { name: 'decided', label: 'What was decided', hint: 'What you do now, and who agreed to it.' },
] as const;

interface DeviationFormProps {
  /** The form's own, which the button outside of it names. */
  id: string;
  text: DeviationText;
  onText: (text: DeviationText) => void;
  onSubmit: () => void;
  /** Fields that follow the three. */
  children?: ReactNode;
}

/** Expected, happened, decided: the three sentences of a deviation. */
export function DeviationForm({ id, text, onText, onSubmit, children }: DeviationFormProps) {
  return (
    <form
      id={id}
      className="deviation"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {fields.map((field) => (
        <div key={field.name} className="labelled">
          <label htmlFor={`${id}-${field.name}`}>{field.label}</label>
          <textarea
            id={`${id}-${field.name}`}
            className="field"
            rows={3}
            maxLength={2000}
            value={text[field.name]}
            aria-describedby={`${id}-${field.name}-hint`}
            onChange={(event) => onText({ ...text, [field.name]: event.target.value })}
          />
          <p id={`${id}-${field.name}-hint`} className="hint">
            {field.hint}
          </p>
        </div>
      ))}
      {children}
    </form>
  );
}

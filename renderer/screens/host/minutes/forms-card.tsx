import { useId } from 'react';
import type { Input } from '../../../calls.ts';
import { Card } from '../../../components/card.tsx';
import { Choice } from '../../../components/choice.tsx';

type Edition = Input<'minutes.write'>['edition'];
export type Form = Input<'minutes.write'>['forms'][number];

const all: readonly { readonly form: Form; readonly label: string }[] = [
  { form: 'html', label: 'HTML, one file with its fonts' },
  { form: 'pdf', label: 'PDF, to be printed and kept' },
  { form: 'json', label: 'JSON, for programs' },
];

interface FormsCardProps {
  edition: Edition;
  forms: readonly Form[];
  onEdition: (edition: Edition) => void;
  onForms: (forms: readonly Form[]) => void;
}

/** For whom the minutes are, and in which forms. */
export function FormsCard({ edition, forms, onEdition, onForms }: FormsCardProps) {
  const group = useId();
  return (
    <Card title="What is written">
      <fieldset className="ways">
        <legend className="vh">The edition</legend>
        <Choice group={group} checked={edition === 'full'} onChoose={() => onEdition('full')}>
          <span className="choice-main">
            <b>The full edition</b>
            <span>People by name, and what they typed. For those who took part.</span>
          </span>
        </Choice>
        <Choice group={group} checked={edition === 'public'} onChoose={() => onEdition('public')}>
          <span className="choice-main">
            <b>The public edition</b>
            <span>
              People by their part, without what they typed. Read it once before you publish it.
            </span>
          </span>
        </Choice>
      </fieldset>
      <fieldset className="ticks">
        <legend>Forms</legend>
        {all.map(({ form, label }) => (
          <label key={form} className="tick">
            <input
              type="checkbox"
              checked={forms.includes(form)}
              onChange={(event) =>
                onForms(
                  all
                    .map((one) => one.form)
                    .filter((one) => (one === form ? event.target.checked : forms.includes(one))),
                )
              }
            />
            {label}
          </label>
        ))}
      </fieldset>
    </Card>
  );
}

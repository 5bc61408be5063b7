import { useId } from 'react';
import type { ScriptView } from '../../../src/contract/script.ts';

/** Who watched, and the initials typed by that person. */
export interface WitnessText {
  readonly witness: string | null;
  readonly initials: string;
}

/** Nobody yet; or, where the plan has nobody beside the host, nobody at all. */
export function emptyWitness({ witnesses }: ScriptView): WitnessText {
  return { witness: witnesses[0]?.id ?? null, initials: '' };
}

/** Whether a witness has typed something, where one is needed. */
export function hasWitness({ witnesses }: ScriptView, { initials }: WitnessText): boolean {
  return witnesses.length === 0 || initials.trim() !== '';
}

interface WitnessFieldsProps {
  script: ScriptView;
  value: WitnessText;
  onChange: (value: WitnessText) => void;
}

/** The signature of a witness under what was seen: a name, and initials typed by that person. */
export function WitnessFields({ script, value, onChange }: WitnessFieldsProps) {
  const id = useId();
  if (script.witnesses.length === 0)
    return <p className="hint">The plan has nobody beside the host, so nobody can witness this.</p>;
  return (
    <div className="witness-fields">
      <div className="labelled">
        <label htmlFor={`${id}-who`}>Witness</label>
        <select
          id={`${id}-who`}
          className="field"
          value={value.witness ?? ''}
          onChange={(event) => onChange({ ...value, witness: event.target.value })}
        >
          {script.witnesses.map(({ id: who, name }) => (
            <option key={who} value={who}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="labelled">
        <label htmlFor={`${id}-initials`}>Initials</label>
        <input
          id={`${id}-initials`}
          className="field initials"
          autoComplete="off"
          spellCheck={false}
          maxLength={8}
          value={value.initials}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange({ ...value, initials: event.target.value })}
        />
      </div>
      <p className="hint" id={`${id}-hint`}>
        Typed by the witness, as a signature under what was seen.
      </p>
    </div>
  );
}

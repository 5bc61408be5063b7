import { useId } from 'react';

interface SegmentsProps<Value extends string> {
  /** The question that the group answers; for screen readers. */
  legend: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  /** `bar`: one joined control. `chips`: separate pills, for filters. */
  look?: 'bar' | 'chips';
  onChange: (value: Value) => void;
}

/** One of a few views or filters. Real radio buttons: arrows move and choose, and no script is needed for it. */
export function Segments<Value extends string>({
  legend,
  options,
  value,
  look = 'bar',
  onChange,
}: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset className={look === 'bar' ? 'seg' : 'chips'}>
      <legend className="vh">{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

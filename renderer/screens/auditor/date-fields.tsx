import { useId } from 'react';

interface DateFieldsProps {
  day: string;
  time: string;
  /** Neither the calendar nor the clock has this instant. */
  wrong: boolean;
  onDay: (day: string) => void;
  onTime: (time: string) => void;
}

/** An instant, typed as day and time in UTC. */
export function DateFields({ day, time, wrong, onDay, onTime }: DateFieldsProps) {
  const id = useId();
  return (
    <>
      <div className="labelled">
        <label htmlFor={`${id}-day`}>Day</label>
        <input
          id={`${id}-day`}
          className="field mono"
          value={day}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-day-hint`}
          aria-invalid={wrong}
          onChange={(event) => onDay(event.target.value)}
        />
        <p id={`${id}-day-hint`} className="hint">
          Year, month, day: 2024-03-20
        </p>
      </div>
      <div className="labelled">
        <label htmlFor={`${id}-time`}>Time, UTC</label>
        <input
          id={`${id}-time`}
          className="field mono"
          value={time}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-time-hint`}
          onChange={(event) => onTime(event.target.value)}
        />
        <p id={`${id}-time-hint`} className="hint">
          Hours, minutes, seconds: 00:00:00
        </p>
      </div>
    </>
  );
}

import { useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { clockTime, dayInWords } from '../../words.ts';
import { typedInstant, typedParts } from './as-of.ts';
import { DateFields } from './date-fields.tsx';

interface ChangeDateProps {
  asOf: string;
  /** null: as of now, by this machine's clock. */
  onAsOf: (asOf: string | null) => void;
  onClose: () => void;
}

/** A verdict holds for an instant: ask for another one. */
export function ChangeDate({ asOf, onAsOf, onClose }: ChangeDateProps) {
  const [day, setDay] = useState(typedParts(asOf).day);
  const [time, setTime] = useState(typedParts(asOf).time);
  const id = useId();
  const instant = typedInstant(day, time);
  const give = (chosen: string | null) => {
    onClose();
    onAsOf(chosen);
  };
  return (
    <Panel
      title="Check as of another date"
      lead="Roots expire. The same files can pass for one day and fail for another."
      onClose={onClose}
      actions={
        <>
          <span className="actions-note" id={`${id}-note`}>
            {instant === null
              ? 'There is no such date or time.'
              : `${dayInWords(instant)}, ${clockTime(instant)} UTC`}
          </span>
          <Button onPress={() => give(null)}>As of now</Button>
          <Button kind="primary" form={id} waiting={instant === null} describedBy={`${id}-note`}>
            Check again
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="as-of"
        onSubmit={(event) => {
          event.preventDefault();
          if (instant !== null) give(instant);
        }}
      >
        <DateFields
          day={day}
          time={time}
          wrong={instant === null}
          onDay={setDay}
          onTime={setTime}
        />
      </form>
    </Panel>
  );
}

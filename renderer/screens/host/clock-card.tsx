import { useId, useState } from 'react';
import type { ScriptView } from '../../../src/contract/script.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';

interface ClockCardProps {
  clock: ScriptView['clock'];
  busy: boolean;
  /** Whether a witness has typed initials, which confirming takes. */
  witnessed: boolean;
  onRead: (participant: string, face: string) => void;
  onSettle: () => void;
}

const form = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Everybody reads the time from a clock of their own; then the ceremony's time is confirmed. */
export function ClockCard({ clock, busy, witnessed, onRead, onSettle }: ClockCardProps) {
  const id = useId();
  const [person, setPerson] = useState(clock.readings[0]?.id ?? '');
  const [face, setFace] = useState('');
  const whole = form.test(face);
  return (
    <Card title="What time is it?">
      <p className="hint">
        Each of you types the time that your own clock is about to show, in UTC, and presses Record
        when it shows it. One wrong clock among three changes nothing.
      </p>
      <ul className="clock-list">
        {clock.readings.map((reading) => (
          <li key={reading.id}>
            <b>{reading.name}</b>
            <span>{reading.sentence}</span>
          </li>
        ))}
      </ul>
      <div className="clock-row">
        <div className="labelled">
          <label htmlFor={`${id}-who`}>Whose clock</label>
          <select
            id={`${id}-who`}
            className="field"
            value={person}
            onChange={(event) => setPerson(event.target.value)}
          >
            {clock.readings.map((reading) => (
              <option key={reading.id} value={reading.id}>
                {reading.name}
              </option>
            ))}
          </select>
        </div>
        <div className="labelled">
          <label htmlFor={`${id}-face`}>Time in UTC, as 14:05:00</label>
          <input
            id={`${id}-face`}
            className="field initials"
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            value={face}
            onChange={(event) => setFace(event.target.value)}
          />
        </div>
        <Button
          small
          waiting={!whole || busy}
          onPress={() => {
            onRead(person, face);
            setFace('');
          }}
        >
          Record this time
        </Button>
      </div>
      {clock.proposal === null ? null : (
        <div className="clock-row">
          <p>{clock.settled ?? clock.proposal}</p>
          <Button small waiting={busy || !witnessed} onPress={onSettle}>
            {clock.settled === null ? 'Confirm this time' : 'Confirm again'}
          </Button>
        </div>
      )}
    </Card>
  );
}

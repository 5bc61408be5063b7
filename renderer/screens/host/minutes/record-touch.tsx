import { Icon } from '../../../components/icon.tsx';

interface RecordTouchProps {
  /** Whose token is asked. */
  name: string;
  secondsLeft: number;
}

/** A token that signs the record may wait for a finger: whose it is, and how long it waits. Said once, counted in silence. */
export function RecordTouch({ name, secondsLeft }: RecordTouchProps) {
  return (
    <div className="note-line">
      <Icon name="touch" />
      <span>
        <output>
          <b>Touch the token of {name} now.</b> It is asked to sign the record, and blinks.
        </output>{' '}
        <span role="timer" aria-live="off">
          {secondsLeft} {secondsLeft === 1 ? 'second' : 'seconds'} left.
        </span>
      </span>
    </div>
  );
}

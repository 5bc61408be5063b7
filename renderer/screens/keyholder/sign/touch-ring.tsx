import { TokenDrawing } from '../../../components/token-drawing.tsx';
import { ringSegments } from './ring-segments.ts';

interface TouchRingProps {
  model: string;
  practice: boolean;
  /** Whole seconds left for a touch; null while none is awaited. */
  secondsLeft: number | null;
  /** The token never asks for a touch: there is nothing to count. */
  never: boolean;
  /** Presses the gold disc of a practice token; null where the finger goes on the device. */
  onPress: (() => void) | null;
}

/** The token within fifteen seconds. On a practice token the gold disc is a button. */
export function TouchRing({ model, practice, secondsLeft, never, onPress }: TouchRingProps) {
  const waiting = secondsLeft !== null;
  return (
    <div className="ring-box">
      {never ? null : <Ring secondsLeft={secondsLeft ?? 0} />}
      <div className="ring-in">
        <span className="ring-token">
          <TokenDrawing model={model} practice={practice} touch={waiting} />
          {waiting && onPress !== null ? (
            <button
              type="button"
              className="disc"
              aria-label="Press the gold disc of the practice token"
              onClick={onPress}
            />
          ) : null}
        </span>
        {waiting ? (
          <p className="count" role="timer" aria-live="off">
            <b>{secondsLeft}</b>
            <span>{secondsLeft === 1 ? 'second left' : 'seconds left'}</span>
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Ring({ secondsLeft }: { secondsLeft: number }) {
  return (
    <svg className="ring" viewBox="0 0 320 320" aria-hidden="true">
      {ringSegments(secondsLeft).map((segment) => (
        <path key={segment.d} d={segment.d} className={segment.state} />
      ))}
    </svg>
  );
}

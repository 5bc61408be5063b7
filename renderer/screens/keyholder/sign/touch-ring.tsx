import { Icon, type IconName } from '../../../components/icon.tsx';
import { TokenDrawing } from '../../../components/token-drawing.tsx';
import { ringSeconds, ringSegments } from './ring-segments.ts';
import type { RingState } from './ring-state.ts';

interface TouchRingProps {
  model: string;
  practice: boolean;
  state: RingState;
  /** The token never asks for a touch: there is nothing to count. */
  never: boolean;
  /** Presses the gold disc of a practice token; null where the finger goes on the device. */
  onPress: (() => void) | null;
}

/** The token within fifteen seconds, and how the wait for a finger ended. On a practice token the disc is a button. */
export function TouchRing({ model, practice, state, never, onPress }: TouchRingProps) {
  const waiting = state.kind === 'waiting';
  return (
    <div className="ring-box">
      {never ? null : <Ring state={state} />}
      <div className="ring-in">
        <span className="ring-token">
          <TokenDrawing model={model} practice={practice} inRing touch={waiting} />
          {waiting && onPress !== null ? (
            <button
              type="button"
              className="disc"
              aria-label="Press the gold disc of the practice token"
              onClick={onPress}
            />
          ) : null}
        </span>
        {waiting ? <Count seconds={state.secondsLeft} /> : null}
        {waiting || state.kind === 'rest' ? null : <End kind={state.kind} />}
      </div>
    </div>
  );
}

function Count({ seconds }: { seconds: number }) {
  return (
    <p className="count" role="timer" aria-live="off">
      <b>{seconds}</b>
      <span>{seconds === 1 ? 'second left' : 'seconds left'}</span>
    </p>
  );
}

type Ended = Exclude<RingState['kind'], 'rest' | 'waiting'>;

const ends: Record<Ended, { icon: IconName; words: string }> = {
  touched: { icon: 'check', words: 'Touched' },
  'ran-out': { icon: 'hourglass', words: 'Time ran out' },
  cancelled: { icon: 'cross', words: 'Cancelled' },
};

function End({ kind }: { kind: Ended }) {
  return (
    <p className={`ring-end ring-end-${kind}`}>
      <Icon name={ends[kind].icon} />
      {ends[kind].words}
    </p>
  );
}

/** Full once touched, empty at rest; broken off in short dashes when the wait ended without a touch. */
function Ring({ state }: { state: RingState }) {
  const left =
    state.kind === 'waiting' ? state.secondsLeft : state.kind === 'touched' ? ringSeconds : 0;
  return (
    <svg className={`ring ring-${state.kind}`} viewBox="0 0 320 320" aria-hidden="true">
      {ringSegments(left).map((segment) => (
        <path key={segment.d} d={segment.d} className={segment.state} />
      ))}
    </svg>
  );
}

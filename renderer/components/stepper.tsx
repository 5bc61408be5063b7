import type { CeremonyView } from '../../src/contract/ceremony.ts';
import type { Step } from '../../src/contract/values.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { SerialText } from './serial-text.tsx';

export const stepNames = {
  token: 'Token',
  key: 'Key',
  evidence: 'Evidence',
  export: 'Export',
  review: 'Review',
  sign: 'Sign',
  done: 'Done',
} as const satisfies Record<Step, string>;

interface StepperProps {
  steps: CeremonyView['steps'];
  /** The step on the stage; it may be one that was done before. */
  shown: Step;
  /** A word or two on why the shown step stands still, or null. */
  stopped: string | null;
  onGo: (step: Step) => void;
  /** Shows the script of the ceremony; absent where there is none to show. */
  onScript?: () => void;
}

type Entry = CeremonyView['steps'][number];
type Look = 'done' | 'now' | 'stuck' | 'next';

const lookClass = { done: 'done', now: 'now', stuck: 'now stuck', next: 'next' } as const;
const spoken = { done: ', done', now: '', stuck: ', stopped', next: '' } as const;

function Dot({ look, number }: { look: Look; number: number }) {
  return (
    <span className="step-dot" aria-hidden="true">
      {look === 'done' ? <Icon name="check" /> : null}
      {look === 'stuck' ? <Icon name="stop" /> : null}
      {look === 'now' || look === 'next' ? number : null}
    </span>
  );
}

function StepBody({
  entry,
  look,
  number,
  fact,
}: {
  entry: Entry;
  look: Look;
  number: number;
  fact: string;
}) {
  return (
    <>
      <Dot look={look} number={number} />
      <span className="step-name">
        {stepNames[entry.step]}
        <span className="vh">{spoken[look]}</span>
      </span>
      {fact === '' ? null : (
        <span className="step-fact">
          <SerialText text={fact} />
        </span>
      )}
    </>
  );
}

/** The seven steps with their results. A step that can be shown again is a button; going back loses nothing. */
export function Stepper({ steps, shown, stopped, onGo, onScript }: StepperProps) {
  const place = steps.findIndex((entry) => entry.step === shown);
  return (
    <nav className="rail" aria-label="Steps">
      <p className="rail-compact">
        {`Step ${place + 1} of ${steps.length} `}
        <b>{stepNames[shown]}</b>
      </p>
      <ol className="steps">
        {steps.map((entry, index) => {
          const isShown = entry.step === shown;
          const look = isShown
            ? stopped === null
              ? 'now'
              : 'stuck'
            : entry.state === 'done'
              ? 'done'
              : 'next';
          const fact =
            isShown && stopped !== null ? stopped : entry.state === 'done' ? entry.fact : '';
          const body = <StepBody entry={entry} look={look} number={index + 1} fact={fact} />;
          const canGo = !isShown && entry.state !== 'next';
          return (
            <li
              key={entry.step}
              className={lookClass[look]}
              aria-current={isShown ? 'step' : undefined}
            >
              {canGo ? (
                <button type="button" className="step" onClick={() => onGo(entry.step)}>
                  {body}
                </button>
              ) : (
                <span className="step">{body}</span>
              )}
            </li>
          );
        })}
      </ol>
      {onScript === undefined ? null : (
        <p className="rail-script">
          <Button kind="link" onPress={onScript}>
            See the script
          </Button>
        </p>
      )}
      <p className="rail-foot">
        <Icon name="shield" />
        <span>Every step is saved. You can quit now and return to this place.</span>
      </p>
    </nav>
  );
}

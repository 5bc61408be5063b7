import type { CeremonyView } from '../../src/contract/ceremony.ts';
import type { Step } from '../../src/contract/values.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { SerialText } from './serial-text.tsx';

const stepNames = {
  token: 'Token',
  key: 'Key',
  evidence: 'Evidence',
  export: 'Export',
  review: 'Review',
  sign: 'Sign',
  done: 'Done',
} as const satisfies Record<Step, string>;

/** Where another project's root is none of the ceremony's business, there is none to review, and none to sign. */
const delegateNames = { ...stepNames, review: 'Prove' } as const;

interface StepperProps {
  steps: CeremonyView['steps'];
  /** The ceremony is that of a delegate, whose keyholders prove what they have instead of signing a root. */
  delegate?: boolean;
  /** The step on the stage; it may be one that was done before. */
  shown: Step;
  /** A word or two on why the shown step stands still, or null. */
  stopped: string | null;
  onGo: (step: Step) => void;
  /** Shows the script of the ceremony; absent where there is none to show. */
  onScript?: () => void;
}

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
  name,
  look,
  number,
  fact,
}: {
  name: string;
  look: Look;
  number: number;
  fact: string;
}) {
  return (
    <>
      <Dot look={look} number={number} />
      <span className="step-name">
        {name}
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

/**
 * The keyholder's steps with their results: seven, or five for a delegate. A step that can be shown again is a button;
 * going back loses nothing.
 */
export function Stepper({
  steps: all,
  delegate = false,
  shown,
  stopped,
  onGo,
  onScript,
}: StepperProps) {
  const names = delegate ? delegateNames : stepNames;
  const steps = delegate ? all.filter(({ step }) => step !== 'sign' && step !== 'done') : all;
  const place = steps.findIndex((entry) => entry.step === shown);
  return (
    <nav className="rail" aria-label="Steps">
      <p className="rail-compact">
        {`Step ${place + 1} of ${steps.length} `}
        <b>{names[shown]}</b>
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
          const name = names[entry.step];
          const body = <StepBody name={name} look={look} number={index + 1} fact={fact} />;
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

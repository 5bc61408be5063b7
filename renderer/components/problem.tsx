import type { Problem } from '../../src/contract/values.ts';
import { sentence } from '../words.ts';
import { focusInPlace } from './focus.ts';
import { Icon } from './icon.tsx';
import { SerialText } from './serial-text.tsx';
import { Versus } from './versus.tsx';

/** What did not happen: the calm lines below an error. */
export function NotDone({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <p className="calm-list">
      {lines.map((line) => (
        <span key={line}>
          <Icon name="check" />
          {line.replace(/\.$/, '')}
        </span>
      ))}
    </p>
  );
}

/** The code and the place, for whoever helps: never the first thing that a keyholder reads. */
function Details({ problem }: { problem: Problem }) {
  return (
    <details className="more">
      <summary>Details</summary>
      <p className="hint">
        <code>{problem.code}</code>
        {problem.place === null ? null : `, ${problem.place}`}
      </p>
    </details>
  );
}

/**
 * An error in its step: what stopped, expected and found, what to do, what did not happen.
 * Its heading takes the focus. It stands in the stage, under the step's own heading.
 */
export function ProblemPanel({ problem }: { problem: Problem }) {
  const { expected, found } = problem;
  return (
    <section className="card problem" role="alert">
      <p className="eyebrow eyebrow-err">
        <Icon name="stop" />
        Stopped
      </p>
      <h2 key={problem.message} ref={focusInPlace} tabIndex={-1}>
        {sentence(problem.message)}
      </h2>
      {expected !== null && found !== null ? <Versus expected={expected} found={found} /> : null}
      {expected !== null && found === null ? <p>Expected: {expected}</p> : null}
      {expected === null && found !== null ? <p>Found: {found}</p> : null}
      <p className="problem-hint">
        <SerialText text={problem.hint} />
      </p>
      <NotDone lines={problem.notDone} />
      <Details problem={problem} />
    </section>
  );
}

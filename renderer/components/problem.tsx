import { useContext } from 'react';
import type { Problem } from '../../src/contract/values.ts';
import { CareContext, type CareWay } from '../care-ways.ts';
import { sentence } from '../words.ts';
import { Button } from './button.tsx';
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

/** Errors that the person can help here, with the token in hand. */
const ways: ReadonlyMap<string, { readonly way: CareWay; readonly text: string }> = new Map([
  ['pin.locked', { way: 'unblock', text: 'Unblock the PIN with the PUK' }],
  // Never straight to a set-up: the PIN may still be good.
  ['puk.locked', { way: 'details', text: 'Look at its details' }],
  ['token.set-up-first', { way: 'set-up', text: 'Set this YubiKey up' }],
]);

function WayOut({ code }: { code: string }) {
  const go = useContext(CareContext);
  const help = ways.get(code);
  if (go === null || help === undefined) return null;
  return (
    <div className="row">
      <Button icon="key" onPress={() => go(help.way)}>
        {help.text}
      </Button>
    </div>
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
      <WayOut code={problem.code} />
      <NotDone lines={problem.notDone} />
      <Details problem={problem} />
    </section>
  );
}

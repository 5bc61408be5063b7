import { useId } from 'react';
import type { ScriptView } from '../../../src/contract/script.ts';
import { Card } from '../../components/card.tsx';

type Troubles = NonNullable<ScriptView['troubles']>;

interface TroubleCardProps {
  troubles: Troubles;
  busy: boolean;
  onChoose: (kinds: Troubles[number]['kind'][]) => void;
}

/** What a host makes go wrong in a rehearsal. What has happened can not be taken back. */
export function TroubleCard({ troubles, busy, onChoose }: TroubleCardProps) {
  const id = useId();
  return (
    <Card title="Trouble to practise">
      <p className="hint">
        What you choose happens once, at the act for it, as it would in a real ceremony. The record
        says that the station arranged it.
      </p>
      <ul className="trouble-list">
        {troubles.map(({ kind, title, state, sentence }) => {
          const open = state === 'off' || state === 'chosen';
          return (
            <li key={kind}>
              <label className="tick">
                <input
                  type="checkbox"
                  checked={state !== 'off'}
                  aria-disabled={open && !busy ? undefined : true}
                  aria-describedby={`${id}-${kind}`}
                  onChange={(event) => {
                    if (!open || busy) return;
                    onChoose(withKind(troubles, kind, event.target.checked));
                  }}
                />
                {title}
              </label>
              <p id={`${id}-${kind}`} className="hint">
                {sentence}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** What is still to happen once this one is chosen, or not chosen any more. */
export function withKind(
  troubles: Troubles,
  kind: Troubles[number]['kind'],
  chosen: boolean,
): Troubles[number]['kind'][] {
  return troubles
    .filter((one) => (one.kind === kind ? chosen : one.state === 'chosen'))
    .map((one) => one.kind);
}

import type { Claim } from '../../../src/contract/values.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { SerialText } from '../../components/serial-text.tsx';

const states = {
  ok: { look: 'ev', icon: 'info', word: '' },
  note: { look: 'ev ev-warn', icon: 'warning', word: 'Take note: ' },
  stop: { look: 'ev ev-err', icon: 'stop', word: 'Stopped: ' },
  unknown: { look: 'ev', icon: 'ring', word: 'Not known: ' },
} as const satisfies Record<Claim['state'], { look: string; icon: IconName; word: string }>;

/** Lines of what a token tells. Nothing is held against a plan here, so nothing is ticked. */
export function FactList({ facts }: { facts: readonly Claim[] }) {
  return (
    <dl className="evs facts">
      {facts.map((fact) => (
        <div key={fact.label} className={states[fact.state].look}>
          <dt>
            <span className="ev-icon">
              <Icon name={states[fact.state].icon} />
              <span className="vh">{states[fact.state].word}</span>
            </span>
            {fact.label}
          </dt>
          <dd>
            <SerialText text={fact.value} />
            {fact.why === '' ? null : <small>{fact.why}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

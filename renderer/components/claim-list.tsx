import type { Claim } from '../../src/contract/values.ts';
import { Icon, type IconName } from './icon.tsx';
import { SerialText } from './serial-text.tsx';

const states = {
  ok: { look: 'ev ev-ok', icon: 'check' },
  note: { look: 'ev ev-warn', icon: 'warning' },
  stop: { look: 'ev ev-err', icon: 'stop' },
  unknown: { look: 'ev', icon: 'ring' },
} as const satisfies Record<Claim['state'], { look: string; icon: IconName }>;

const planWords: Readonly<Record<Claim['state'], string>> = {
  ok: 'As planned',
  note: 'Take note',
  stop: 'Against the plan',
  unknown: 'Not known',
};

/**
 * Lines of evidence: each with its state, its value, and why it matters. `words` are those of the states, where evidence
 * is not held against a plan.
 */
export function ClaimList({
  claims,
  words,
}: {
  claims: readonly Claim[];
  words?: Readonly<Record<Claim['state'], string>>;
}) {
  return (
    <dl className="evs">
      {claims.map((claim, place) => (
        <div key={place} className={states[claim.state].look}>
          <dt>
            <span className="ev-icon">
              <Icon name={states[claim.state].icon} />
              <span className="vh">{(words ?? planWords)[claim.state]}: </span>
            </span>
            {claim.label}
          </dt>
          <dd>
            <SerialText text={claim.value} />
            {claim.why === '' ? null : <small>{claim.why}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

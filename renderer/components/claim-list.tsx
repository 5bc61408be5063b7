import type { Claim } from '../../src/contract/values.ts';
import { Icon, type IconName } from './icon.tsx';

const states = {
  ok: { look: 'ev ev-ok', icon: 'check', word: 'As planned' },
  note: { look: 'ev ev-warn', icon: 'warning', word: 'Take note' },
  stop: { look: 'ev ev-err', icon: 'stop', word: 'Against the plan' },
  unknown: { look: 'ev', icon: 'ring', word: 'Not known' },
} as const satisfies Record<Claim['state'], { look: string; icon: IconName; word: string }>;

/** Lines of evidence: each with its state, its value, and why it matters. */
export function ClaimList({ claims }: { claims: readonly Claim[] }) {
  return (
    <dl className="evs">
      {claims.map((claim) => (
        <div key={claim.label} className={states[claim.state].look}>
          <dt>
            <span className="ev-icon">
              <Icon name={states[claim.state].icon} />
              <span className="vh">{states[claim.state].word}: </span>
            </span>
            {claim.label}
          </dt>
          <dd>
            {claim.value}
            {claim.why === '' ? null : <small>{claim.why}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import type { Phase } from '../../../../src/contract/keyholder.ts';
import { Icon } from '../../../components/icon.tsx';

interface KeyPhasesProps {
  phases: readonly Phase[];
  /** Whether a screen reader hears each change; not while seconds are counted. */
  live: boolean;
}

/** What the token does now, and what it has done. */
export function KeyPhases({ phases, live }: KeyPhasesProps) {
  return (
    <ol className="phases" aria-live={live ? 'polite' : 'off'}>
      {phases.map((phase) => (
        <li key={phase.phase} className={phase.state}>
          <Icon name={phase.state === 'done' ? 'check' : 'dot'} />
          <span>{phase.phase}</span>
          {phase.note === '' ? null : <em>{phase.note}</em>}
        </li>
      ))}
    </ol>
  );
}

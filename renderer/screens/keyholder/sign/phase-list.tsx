import { Icon, type IconName } from '../../../components/icon.tsx';
import type { PhaseLine } from './phases.ts';

const icons: Record<PhaseLine['state'], IconName> = {
  done: 'check',
  now: 'dot',
  'to-come': 'ring',
  failed: 'stop',
};

/** A failed phase says it in its note, for everybody to see. */
const spoken: Record<PhaseLine['state'], string> = {
  done: 'done',
  now: 'now',
  'to-come': 'to come',
  failed: '',
};

/** The four phases of a signature; the right column carries tries left and duration. */
export function PhaseList({ lines }: { lines: readonly PhaseLine[] }) {
  return (
    <ol className="phases">
      {lines.map((line) => (
        <li
          key={line.id}
          className={line.state}
          aria-current={line.state === 'now' ? 'step' : undefined}
        >
          <Icon name={icons[line.state]} />
          <span>
            {line.words}
            {spoken[line.state] === '' ? null : <span className="vh">, {spoken[line.state]}</span>}
          </span>
          {line.note === '' ? null : <em>{line.note}</em>}
        </li>
      ))}
    </ol>
  );
}

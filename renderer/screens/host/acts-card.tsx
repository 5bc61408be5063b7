import type { HostView } from '../../../src/contract/host.ts';
import { Icon } from '../../components/icon.tsx';

type Act = HostView['acts'][number];

const spoken: Record<Act['state'], string> = { done: 'done', now: 'now', next: 'to come' };

function ActLine({ act, number }: { act: Act; number: number }) {
  return (
    <li className={`act act-${act.state}`} aria-current={act.state === 'now' ? 'step' : undefined}>
      <span className="act-n" aria-hidden="true">
        {act.state === 'done' ? <Icon name="check" /> : number}
      </span>
      <span className="act-t">
        {act.title}
        <span className="vh">, {spoken[act.state]}</span>
        {act.state === 'now' && act.expected !== '' ? (
          <small>Expected: {act.expected}</small>
        ) : null}
      </span>
    </li>
  );
}

/** The script: acts in their order, with the expected result on the current one. */
export function ActsCard({ acts, deviations }: { acts: readonly Act[]; deviations: number }) {
  return (
    <section className="card script" aria-labelledby="script">
      <header className="script-head">
        <h2 id="script">Script</h2>
        {deviations === 0 ? null : (
          <span className="act-dev">
            <Icon name="flag" />
            {deviations} {deviations === 1 ? 'deviation' : 'deviations'}
          </span>
        )}
      </header>
      <ol className="acts">
        {acts.map((act, place) => (
          <ActLine key={place} act={act} number={place + 1} />
        ))}
      </ol>
    </section>
  );
}

import type { ScriptView } from '../../../src/contract/script.ts';
import { Icon } from '../../components/icon.tsx';
import { durationClock } from '../../words.ts';

type Act = ScriptView['acts'][number];

const spoken: Record<Act['state'], string> = { done: 'done', now: 'now', next: 'to come' };

function Deviations({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <small className="act-dev">
      <Icon name="flag" />
      {lines.length === 1 ? '1 deviation' : `${lines.length} deviations`}: {lines.join(' ')}
    </small>
  );
}

function Checkpoint({ checkpoint }: { checkpoint: NonNullable<Act['checkpoint']> }) {
  const { by, pins, touches } = checkpoint;
  return (
    <small>
      Then {by.join(', ')} {by.length === 1 ? 'signs' : 'sign'} the record: {pins}{' '}
      {pins === 1 ? 'PIN' : 'PINs'}, {touches} {touches === 1 ? 'touch' : 'touches'}.
    </small>
  );
}

function ActRow({ act, number, elapsed }: { act: Act; number: number; elapsed: number }) {
  const now = act.state === 'now';
  return (
    <tr className={`act-${act.state}`} aria-current={now ? 'step' : undefined}>
      <th scope="row" className="act-t">
        <span className="act-n" aria-hidden="true">
          {act.state === 'done' ? <Icon name="check" /> : number}
        </span>
        {act.title}
        <span className="vh">, {spoken[act.state]}</span>
        {now ? <small>Expected: {act.expected}</small> : null}
        <Deviations lines={act.deviations} />
        {act.checkpoint === null || act.state === 'done' ? null : (
          <Checkpoint checkpoint={act.checkpoint} />
        )}
      </th>
      <td className="act-time">{durationClock(act.estimate)}</td>
      <td className="act-time">
        {now ? <b>{durationClock(elapsed)}</b> : act.took === null ? '' : durationClock(act.took)}
      </td>
      <td className="act-by">{act.initials ?? ''}</td>
    </tr>
  );
}

/** The script as it runs: what the plan says, what it took, and whose initials stand under it. */
export function ScriptCard({ acts, elapsed }: { acts: readonly Act[]; elapsed: number }) {
  return (
    <section className="card script" aria-labelledby="script">
      <table className="script-table">
        <caption className="vh">Script</caption>
        <thead>
          <tr>
            <th scope="col">
              <h2 id="script">Script</h2>
            </th>
            <th scope="col">Plan</th>
            <th scope="col">Took</th>
            <th scope="col">Witness</th>
          </tr>
        </thead>
        <tbody>
          {acts.map((act, place) => (
            <ActRow key={act.id} act={act} number={place + 1} elapsed={elapsed} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

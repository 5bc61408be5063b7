import type { Done } from '../../../../src/contract/keyholder.ts';
import { SeatsMeter } from '../../../components/seats.tsx';
import { SerialText } from '../../../components/serial-text.tsx';

/** What to do next, in order, and both thresholds apart. */
export function NextCard({ done }: { done: Done }) {
  return (
    <section className="card pad">
      <h2>What to do next</h2>
      <ol className="todo">
        {done.next.map((act) => (
          <li key={act.title}>
            <b>
              <SerialText text={act.title} />
            </b>
            <span>
              <SerialText text={act.detail} />
            </span>
          </li>
        ))}
      </ol>
      <div className="meters">
        {done.seats.map((seats) => (
          <SeatsMeter key={seats.title} seats={seats} />
        ))}
      </div>
    </section>
  );
}

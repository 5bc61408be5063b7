import type { Seats } from '../../src/contract/values.ts';
import { Icon } from './icon.tsx';

type Seat = Seats['seats'][number];

const seatClass = { in: 'seat on', you: 'seat you', needed: 'seat', spare: 'seat' } as const;

function SeatBox({ seat }: { seat: Seat }) {
  return (
    <span className={seatClass[seat.state]}>
      {seat.state === 'in' ? <Icon name="check" /> : null}
      {seat.state === 'you' ? <b>you</b> : null}
    </span>
  );
}

/** Boxes in the order signed, you, needed, spare: the bar always stands after the last needed one. */
function inOrder(seats: readonly Seat[]): readonly Seat[] {
  const order = ['in', 'you', 'needed', 'spare'];
  return seats.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** How many of the needed signatures are in, one box a key, with the words beside it. */
export function SeatsMeter({ seats }: { seats: Seats }) {
  const count =
    seats.signed >= seats.threshold
      ? `${seats.signed} in, enough`
      : `${seats.signed} in, ${seats.threshold} needed`;
  const boxes = inOrder(seats.seats);
  return (
    <div className="meter">
      <div className="meter-head">
        <b>{seats.title}</b>
        <span>{count}</span>
      </div>
      <span className="vh">
        {`${seats.signed} of ${seats.seats.length} signed, ${seats.threshold} needed`}
      </span>
      <div className="seats" aria-hidden="true">
        {boxes.slice(0, seats.threshold).map((seat) => (
          <SeatBox key={seat.name} seat={seat} />
        ))}
        <span className="seat-line" />
        {boxes.slice(seats.threshold).map((seat) => (
          <SeatBox key={seat.name} seat={seat} />
        ))}
      </div>
      {seats.sentence === '' ? null : <p>{seats.sentence}</p>}
    </div>
  );
}

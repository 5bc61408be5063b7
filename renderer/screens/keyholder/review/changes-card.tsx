import type { Ref } from 'react';
import type { Change, Review } from '../../../../src/contract/review.ts';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { AccountBar } from './account-bar.tsx';

/** What each kind of change looks like, here and on the witness screen. */
export const changeIcons: Record<Change['kind'], IconName> = {
  joins: 'plus',
  leaves: 'minus',
  moves: 'calendar',
  number: 'number',
  role: 'key',
  unexplained: 'stop',
};

function FromTo({ change }: { change: Change }) {
  if (change.old === null && change.new === null) return null;
  return (
    <p className="fromto">
      {change.old === null ? null : (
        <>
          <span className="vh">was </span>
          <s className="was">{change.old}</s>
          <Icon name="right" />
        </>
      )}
      {change.new === null ? (
        <span className="is">not there any more</span>
      ) : (
        <>
          <span className="vh">is now </span>
          <span className="is">{change.new}</span>
        </>
      )}
    </p>
  );
}

/** One sentence of what changes, with the old struck through and the new. */
export function ChangeLine({ change }: { change: Change }) {
  const open = change.kind === 'unexplained';
  return (
    <li className={open ? 'chg chg-open' : 'chg'}>
      <span className="chg-icon">
        <Icon name={changeIcons[change.kind]} />
      </span>
      <div className="chg-main">
        <h3>
          {open ? <span className="vh">Unexplained: </span> : null}
          <SerialText text={change.title} />
        </h3>
        {change.detail === '' ? null : (
          <p>
            <SerialText text={change.detail} />
          </p>
        )}
        <FromTo change={change} />
      </div>
    </li>
  );
}

/** What changes, what stays, and every member of the signed part accounted for. `end` marks the last change. */
export function ChangesCard({ review, end }: { review: Review; end: Ref<HTMLElement> }) {
  return (
    <section className="card changes" aria-labelledby="what-changes">
      <header>
        <h2 id="what-changes">What changes</h2>
        <span>{review.against}</span>
      </header>
      <ul>
        {review.changes.map((change, place) => (
          <ChangeLine key={place} change={change} />
        ))}
      </ul>
      <span ref={end} className="chg-end" />
      <header className="same-head">
        <h2>What stays</h2>
      </header>
      <ul className="stays">
        {review.stays.map((sentence) => (
          <li key={sentence}>
            <Icon name="same" />
            <span>
              <SerialText text={sentence} />
            </span>
          </li>
        ))}
      </ul>
      <AccountBar members={review.members} />
    </section>
  );
}

import { Fragment, useState } from 'react';
import type { Review } from '../../../../src/contract/review.ts';
import { Icon } from '../../../components/icon.tsx';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import { Marked } from '../../../components/serial.tsx';

type Line = Review['sideBySide'][number];

function Side({
  text,
  other,
  kind,
}: {
  text: string | null;
  other: string | null;
  kind: 'old' | 'new';
}) {
  if (text === null)
    return <i className="sbs-none">{kind === 'old' ? 'not there' : 'taken out'}</i>;
  if (other === null || text === other) return <span>{text}</span>;
  return <Marked text={text} other={other} />;
}

/** A run of characters that no narrow column can hold, such as a key id: only such a one is broken inside. */
const longRun = /[^\s._-]{25,}/u;

function breakable(...texts: readonly (string | null)[]): string | undefined {
  return texts.some((text) => text !== null && longRun.test(text)) ? 'sbs-long' : undefined;
}

/** The path of a member. Lines end after a dot or an underscore; copying it gives the path as it is. */
function MemberName({ name }: { name: string }) {
  return (
    <code>
      {name.split(/(?<=[._])/u).map((part, place) => (
        <Fragment key={place}>
          {place === 0 ? null : <wbr />}
          <span className={breakable(part)}>{part}</span>
        </Fragment>
      ))}
    </code>
  );
}

function Row({ line }: { line: Line }) {
  return (
    <tr className={line.same ? 'sbs-same' : 'sbs-new'}>
      <th scope="row">
        <span>
          <Icon name={line.same ? 'same' : 'not-equal'} />
          <span className="vh">{line.same ? 'Same: ' : 'Different: '}</span>
          <MemberName name={line.member} />
        </span>
      </th>
      <td className={breakable(line.old, line.new)}>
        <Side text={line.old} other={line.new} kind="old" />
      </td>
      <td className={breakable(line.old, line.new)}>
        <Side text={line.new} other={line.old} kind="new" />
      </td>
    </tr>
  );
}

/** Every member of the signed part, old left and new right; what is the same can be shown too. */
export function SideBySide({ review }: { review: Review }) {
  const [all, setAll] = useState(false);
  const different = review.sideBySide.filter((line) => !line.same);
  const same = review.sideBySide.length - different.length;
  const lines = all ? review.sideBySide : different;
  return (
    <section className="card sbs">
      <header className="card-head">
        <h2>
          {all ? 'All members' : 'Members that differ'}, {lines.length} of{' '}
          {review.sideBySide.length}
        </h2>
        {same === 0 ? null : (
          <label className="tick">
            <input
              type="checkbox"
              checked={all}
              onChange={(event) => setAll(event.target.checked)}
            />
            <span>Show the {same === 1 ? 'one that stays' : `${same} that stay`} as well</span>
          </label>
        )}
      </header>
      <ScrollRegion label="Old and new, side by side" className="sbs-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Member</th>
              <th scope="col">Before</th>
              <th scope="col">Version {review.version}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.member} line={line} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}

import { commonNeed, type ChainColumn, type Tally } from './chain-columns.ts';

/** Below the strands: the counts against both thresholds, and until when each version holds. */
export function ChainSums({ columns }: { columns: readonly ChainColumn[] }) {
  const own = columns.map((column) => column.own);
  const before = columns.map((column) => column.before);
  return (
    <tbody className="sums">
      <TallyRow title="Signed by its own keys" tallies={own} columns={columns} />
      <TallyRow title="Signed by the version before" tallies={before} columns={columns} />
      <tr className="exp">
        <th scope="row">Valid until</th>
        {columns.map((column) => (
          <td key={column.file} className={untilClass(column)}>
            {column.until.month} <br />
            {column.until.year}
            {column.newest && column.until.expired ? <small>expired</small> : null}
          </td>
        ))}
      </tr>
    </tbody>
  );
}

function untilClass(column: ChainColumn): string {
  if (!column.newest) return 'e';
  return column.until.expired ? 'e e-over' : 'e e-now';
}

interface TallyRowProps {
  title: string;
  tallies: readonly (Tally | null)[];
  columns: readonly ChainColumn[];
}

function TallyRow({ title, tallies, columns }: TallyRowProps) {
  const need = commonNeed(tallies);
  return (
    <tr>
      <th scope="row">
        {title}
        <small>{need === null ? 'needed beside each' : `${need} needed`}</small>
      </th>
      {tallies.map((tally, place) => (
        <TallyCell key={columns[place]?.file ?? place} tally={tally} showNeed={need === null} />
      ))}
    </tr>
  );
}

const below = { enough: null, exactly: 'exactly', short: 'too few' } as const;

function TallyCell({ tally, showNeed }: { tally: Tally | null; showNeed: boolean }) {
  if (tally === null)
    return (
      <td className="n">
        <span className="first">first</span>
      </td>
    );
  const word = below[tally.state];
  return (
    <td className={`n n-${tally.state}`}>
      {tally.count}
      {showNeed ? <small className="n-need">of {tally.needed}</small> : null}
      {word === null ? null : <small>{word}</small>}
    </td>
  );
}

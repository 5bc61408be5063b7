import type { AuditView } from '../../../src/contract/audit.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { Serial } from '../../components/serial.tsx';
import { chainColumns, type ChainColumn } from './chain-columns.ts';
import { ChainSums } from './chain-sums.tsx';
import { strandRun, type RunCell } from './strand-run.ts';

type Strand = AuditView['strands'][number];

const evidence: Record<Strand['evidence'], { icon: IconName; words: string }> = {
  verified: { icon: 'shield', words: 'evidence checked' },
  practice: { icon: 'mask', words: 'practice evidence' },
  invalid: { icon: 'stop', words: 'evidence does not hold' },
  none: { icon: 'dash', words: 'no evidence' },
};

/** Who signed which version: one row a key, one column a version, the strand runs while the key is in the role. */
export function ChainPicture({ view }: { view: AuditView }) {
  const columns = chainColumns(view.report);
  if (columns.length === 0)
    return (
      <section className="card pad">
        <h2>No root versions among these files</h2>
        <p className="hint">There is no chain to draw. The findings say what was read.</p>
      </section>
    );
  return (
    <ScrollRegion
      label="The chain of roots"
      className={columns.length > 12 ? 'card chainpic chainpic-long' : 'card chainpic'}
    >
      <table>
        <caption className="vh">Who signed each version</caption>
        <thead>
          <tr>
            <KeysHead strands={view.strands} />
            {columns.map((column) => (
              <VersionHead key={column.file} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {view.strands.map((strand) => (
            <StrandRow key={strand.spkiSha256} strand={strand} />
          ))}
        </tbody>
        <ChainSums columns={columns} />
      </table>
      <Legend />
    </ScrollRegion>
  );
}

function KeysHead({ strands }: { strands: readonly Strand[] }) {
  const nameless = strands.every((strand) => isSerial(strand.title));
  return (
    <th scope="col">
      <div className="th-pair">
        Keys, by device
        <span className="th-v">Version</span>
      </div>
      {nameless ? <small>The files name nobody</small> : null}
    </th>
  );
}

const isSerial = (title: string): boolean => /^\d{5,10}$/u.test(title);

function VersionHead({ column }: { column: ChainColumn }) {
  return (
    <th scope="col" className="v">
      {column.version}
      {column.newest ? <small>latest</small> : null}
      {column.forked ? <small className="v-fork">fork</small> : null}
    </th>
  );
}

function StrandRow({ strand }: { strand: Strand }) {
  const { icon, words } = evidence[strand.evidence];
  return (
    <tr>
      <th scope="row">
        {isSerial(strand.title) ? <Serial value={strand.title} /> : strand.title}
        <small className={`ev-${strand.evidence}`}>
          <Icon name={icon} />
          <span className="vh">{words}: </span>
          {strand.detail}
        </small>
      </th>
      {strandRun(strand.cells).map((cell, place) => (
        <Cell key={place} cell={cell} />
      ))}
    </tr>
  );
}

function Cell({ cell }: { cell: RunCell }) {
  if (cell.saysLeft)
    return (
      <td className="c c-left">
        <span>left</span>
      </td>
    );
  if (cell.state === 'absent' || cell.state === 'left')
    return (
      <td className="c">
        <span className="vh">{cell.label}</span>
      </td>
    );
  const signed = cell.state === 'signed';
  const classes = ['c', 'c-in', signed ? 'c-signed' : 'c-abst'];
  if (cell.begins) classes.push('c-first');
  if (cell.ends) classes.push('c-last');
  return (
    <td className={classes.join(' ')}>
      <span className="knot">
        {signed ? <Icon name="check" /> : null}
        <span className="vh">{cell.label}</span>
      </span>
    </td>
  );
}

function Legend() {
  return (
    <ul className="legend">
      <li>
        <span className="knot k-signed">
          <Icon name="check" />
        </span>
        Signed
      </li>
      <li>
        <span className="knot k-abst" />
        In role, did not sign
      </li>
      <li>
        <span className="k-left">left</span>
        Key was taken out
      </li>
    </ul>
  );
}

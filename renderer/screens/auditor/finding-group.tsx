import type { AuditView } from '../../../src/contract/audit.ts';
import type { Finding, Severity } from '../../../src/audit/report.ts';
import { Button } from '../../components/button.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { dataLines } from './finding-data.ts';

/** A finding with its place in the findings of the view. */
export interface PlacedFinding extends Finding {
  readonly place: number;
  /** A file stands behind it, whose bytes can be looked at. */
  readonly hasBytes: boolean;
}

interface GroupProps {
  group: AuditView['groups'][number];
  findings: readonly PlacedFinding[];
  onBytes: (place: number) => void;
  open: boolean;
  onToggle: () => void;
}

const icons: Record<Severity, IconName> = { error: 'stop', warning: 'warning', info: 'info' };
const spoken: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Note' };
/** More than these are in the report; a page of thousands helps nobody. */
const most = 50;

/** One kind of finding as a sentence; its single findings behind it. */
export function FindingGroup({ group, findings, open, onToggle, onBytes }: GroupProps) {
  const more = group.more + Math.max(0, findings.length - most);
  const id = `finding-${group.code.replace('.', '-')}`;
  return (
    <li className={`f f-${group.severity}`}>
      <button
        type="button"
        className="f-head"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={onToggle}
      >
        <span className="f-icon">
          <Icon name={icons[group.severity]} />
          <span className="vh">{spoken[group.severity]}: </span>
        </span>
        <span className="f-main">
          <b>{group.title}</b>
          <span>{group.detail}</span>
          <code>{group.code}</code>
        </span>
        <span className="f-more">
          <Icon name="right" />
        </span>
      </button>
      {open ? (
        <ol id={id} className="f-list">
          {findings.slice(0, most).map((finding) => (
            <FindingLine
              key={finding.place}
              finding={finding}
              onBytes={() => onBytes(finding.place)}
            />
          ))}
          {more > 0 ? <li>{andMore(more)}</li> : null}
        </ol>
      ) : null}
    </li>
  );
}

function andMore(count: number): string {
  return count === 1
    ? 'One more is in the report. Save it to read it.'
    : `${count} more are in the report. Save it to read them.`;
}

function FindingLine({ finding, onBytes }: { finding: PlacedFinding; onBytes: () => void }) {
  const lines = dataLines(finding.data);
  return (
    <li>
      <p className="f-subject">
        <SerialText text={finding.subject} />
      </p>
      <p>
        <SerialText text={finding.message} />
      </p>
      {finding.hint === '' ? null : <p className="f-hint">{finding.hint}</p>}
      {lines.length === 0 ? null : (
        <dl>
          {lines.map((line) => (
            <div key={line.name}>
              <dt>{line.name}</dt>
              <dd>
                <code>{line.value}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {finding.hasBytes ? (
        <Button kind="link" onPress={onBytes}>
          Show the bytes behind it
        </Button>
      ) : null}
    </li>
  );
}

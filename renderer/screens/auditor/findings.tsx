import { useState } from 'react';
import type { AuditView } from '../../../src/contract/audit.ts';
import type { Severity } from '../../../src/audit/report.ts';
import { Segments } from '../../components/segments.tsx';
import { FindingGroup, type PlacedFinding } from './finding-group.tsx';
import { filterOptions, type Filter } from './filter.ts';

interface FindingsProps {
  view: Pick<AuditView, 'groups' | 'behind' | 'report'>;
  /** Shows the bytes behind the finding at this place. */
  onBytes: (place: number) => void;
}

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Findings, worst first, gathered into sentences; the filter shows the counts. */
export function Findings({ view, onBytes }: FindingsProps) {
  const { groups, behind, report } = view;
  const placed = (place: number): PlacedFinding[] => {
    const finding = report.findings[place];
    return finding === undefined ? [] : [{ ...finding, place, hasBytes: (behind[place] ?? 0) > 0 }];
  };
  const [filter, setFilter] = useState<Filter>('all');
  const [open, setOpen] = useState<string | null>(null);
  const shown = groups
    .filter((group) => filter === 'all' || group.severity === filter)
    .toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  return (
    <section className="card findings" aria-labelledby="findings">
      <header>
        <h2 id="findings">Findings</h2>
        <Segments
          legend="Show"
          look="chips"
          options={filterOptions(groups)}
          value={filter}
          onChange={setFilter}
        />
      </header>
      {shown.length === 0 ? <p className="f-none">Nothing of this kind was found.</p> : null}
      <ul>
        {shown.map((group) => (
          <FindingGroup
            key={group.code}
            group={group}
            findings={group.findings.flatMap(placed)}
            onBytes={onBytes}
            open={open === group.code}
            onToggle={() => setOpen(open === group.code ? null : group.code)}
          />
        ))}
      </ul>
    </section>
  );
}

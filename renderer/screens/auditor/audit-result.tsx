import { useState } from 'react';
import type { AuditView } from '../../../src/contract/audit.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { useCall } from '../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { BytesPanel } from './bytes-panel.tsx';
import { ChainPicture } from './chain-picture.tsx';
import { ChangeDate } from './change-date.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { Findings } from './findings.tsx';
import { Limits } from './limits.tsx';
import { VerdictHead } from './verdict-head.tsx';

interface AuditResultProps {
  view: AuditView;
  /** Why the last attempt with another date stopped, or null. */
  problem: Problem | null;
  onAsOf: (asOf: string | null) => void;
  onOther: () => void;
}

/** The verdict with its instant, who signed what, and what was odd. */
export function AuditResult({ view, problem, onAsOf, onOther }: AuditResultProps) {
  const [open, setOpen] = useState<'date' | 'limits' | 'save' | null>(null);
  const [bytes, setBytes] = useState<number | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const save = useCall('audit.save');
  const close = () => setOpen(null);
  async function saveTo(place: string) {
    close();
    const answer = await save.run({ place });
    if (answer !== null) setSaved(answer.sentence);
  }
  return (
    <Stage
      heading={view.headline}
      head={
        <VerdictHead
          view={view}
          onDate={() => setOpen('date')}
          onLimits={() => setOpen('limits')}
        />
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onOther}>
              Other files
            </Button>
          }
          note={save.pending ? 'Writing, printing and reading back.' : view.footer}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={save.pending}
              describedBy={ACTION_NOTE}
              onPress={() => setOpen('save')}
            >
              Save the report
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {save.problem === null ? null : <ProblemPanel problem={save.problem} />}
      {saved === null ? null : (
        <output className="note-line note-ok">
          <Icon name="check" />
          {saved}
        </output>
      )}
      {view.cut === '' ? null : (
        <p className="note-line">
          <Icon name="info" />
          {view.cut}
        </p>
      )}
      <div className="audit-grid">
        <div className="audit-main">
          <ChainPicture view={view} />
          <EvidenceList evidence={view.evidence} />
        </div>
        <Findings view={view} onBytes={setBytes} />
      </div>
      {open === 'date' ? (
        <ChangeDate asOf={view.report.asOf} onAsOf={onAsOf} onClose={close} />
      ) : null}
      {open === 'limits' ? <Limits verdict={view.report.verdict} onClose={close} /> : null}
      {bytes === null ? null : (
        <BytesPanel
          finding={bytes}
          title={view.report.findings[bytes]?.message ?? ''}
          onClose={() => setBytes(null)}
        />
      )}
      {open === 'save' ? (
        <Picker
          title="Save the report"
          lead="report.json for programs, and the same for people as text, HTML and PDF. A file that is there is never replaced."
          want="folder"
          toWrite
          verb="Save in"
          onPick={(place) => void saveTo(place)}
          onClose={close}
        />
      ) : null}
    </Stage>
  );
}

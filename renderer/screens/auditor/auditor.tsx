import { useCallback, useEffect, useState } from 'react';
import type { AuditView } from '../../../src/contract/audit.ts';
import { useCall } from '../../calls.ts';
import type { AuditorProps } from '../step-props.ts';
import { AuditResult } from './audit-result.tsx';
import { AuditRunning } from './audit-running.tsx';
import { ChooseFiles } from './choose-files.tsx';

/** The auditor's page: choose files, wait, then the verdict with its chain and findings. */
export function AuditorScreen({ start, onLeave, onTitle }: AuditorProps) {
  const run = useCall('audit.run');
  const resume = useCall('audit.resume');
  const [view, setView] = useState<AuditView | null>(null);
  const runAudit = run.run;
  const resumeAudit = resume.run;
  const audit = useCallback(
    async (place: string | null, asOf: string | null) => {
      const answer = await runAudit({ place, asOf });
      if (answer !== null) setView(answer);
    },
    [runAudit],
  );
  const goOn = useCallback(
    async (recent: string) => {
      const answer = await resumeAudit({ recent });
      if (answer !== null) setView(answer);
    },
    [resumeAudit],
  );
  useEffect(() => {
    if (start === null) return undefined;
    // After this turn: React mounts a screen twice while developing, and a call begun in the first is cancelled.
    const begin = setTimeout(() => {
      void ('place' in start ? audit(start.place, null) : goOn(start.recent));
    });
    return () => clearTimeout(begin);
  }, [start, audit, goOn]);
  const name = view?.name ?? null;
  useEffect(() => onTitle(name), [name, onTitle]);

  if (run.pending || resume.pending)
    return (
      <AuditRunning progress={run.progress} onCancel={run.pending ? run.cancel : resume.cancel} />
    );
  if (view === null)
    return (
      <ChooseFiles
        problem={run.problem ?? resume.problem}
        onPick={(place) => void audit(place, null)}
        onLeave={onLeave}
      />
    );
  return (
    <AuditResult
      view={view}
      problem={run.problem}
      onAsOf={(asOf) => void audit(null, asOf)}
      onOther={() => {
        run.clear();
        setView(null);
      }}
    />
  );
}

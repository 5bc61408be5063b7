import { useCallback, useEffect, useState } from 'react';
import type { AuditView } from '../../../src/contract/audit.ts';
import { useCall } from '../../calls.ts';
import type { AuditorProps } from '../step-props.ts';
import { AuditResult } from './audit-result.tsx';
import { AuditRunning } from './audit-running.tsx';
import { ChooseFiles } from './choose-files.tsx';
import { askedOf, type AuditQuestion, noQuestion, withPlace } from './question.ts';

/** The auditor's page: choose what to check, wait, then the verdict with its chain and findings. */
export function AuditorScreen({ start, onLeave, onTitle }: AuditorProps) {
  const run = useCall('audit.run');
  const again = useCall('audit.again');
  const resume = useCall('audit.resume');
  const [question, setQuestion] = useState(noQuestion);
  const [view, setView] = useState<AuditView | null>(null);
  const runAudit = run.run;
  const resumeAudit = resume.run;
  const check = useCallback(
    async (asked: AuditQuestion) => {
      const answer = await runAudit(askedOf(asked));
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
  const checkAgain = async (asOf: string | null): Promise<void> => {
    const answer = await again.run({ asOf });
    if (answer !== null) setView(answer);
  };
  useEffect(() => {
    if (start === null) return undefined;
    // After this turn: React mounts a screen twice while developing, and a call begun in the first is cancelled.
    const begin = setTimeout(() => {
      if ('recent' in start) return void goOn(start.recent);
      const asked = withPlace(noQuestion, { ...start, id: start.place, kind: 'folder' });
      setQuestion(asked);
      void check(asked);
    });
    return () => clearTimeout(begin);
  }, [start, check, goOn]);
  const name = view?.name ?? null;
  useEffect(() => onTitle(name), [name, onTitle]);

  const running = [run, again, resume].find(({ pending }) => pending);
  if (running !== undefined)
    return <AuditRunning progress={running.progress} onCancel={running.cancel} />;
  if (view === null)
    return (
      <ChooseFiles
        question={question}
        problem={run.problem ?? resume.problem}
        onQuestion={setQuestion}
        onCheck={() => void check(question)}
        onLeave={onLeave}
      />
    );
  return (
    <AuditResult
      view={view}
      problem={again.problem}
      onAsOf={(asOf) => void checkAgain(asOf)}
      onOther={() => {
        run.clear();
        again.clear();
        setView(null);
      }}
    />
  );
}

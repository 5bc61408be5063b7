import type { AuditView } from '../../../src/contract/audit.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { StageHeading } from '../../components/stage.tsx';

interface VerdictProps {
  view: AuditView;
  onDate: () => void;
  onLimits: () => void;
}

/** The result, its instant, and then its limit. */
export function VerdictHead({ view, onDate, onLimits }: VerdictProps) {
  const pass = view.report.verdict === 'pass';
  return (
    <header className={pass ? 'verdict' : 'verdict verdict-fail'}>
      <span className="verdict-mark">
        <Icon name={pass ? 'check' : 'stop'} />
      </span>
      <div className="verdict-words">
        <StageHeading>{view.headline}</StageHeading>
        <p>{view.lead}</p>
        <p className="verdict-asked">{view.asked}</p>
      </div>
      <div className="verdict-act">
        <Button small icon="calendar" onPress={onDate}>
          Change date
        </Button>
        <Button small icon="eye" onPress={onLimits}>
          {pass ? 'What a pass does not prove' : 'What a fail does not prove'}
        </Button>
      </div>
    </header>
  );
}

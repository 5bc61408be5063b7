import { ActionBar } from './action-bar.tsx';
import { Button } from './button.tsx';
import { Progress } from './progress.tsx';
import { Stage } from './stage.tsx';

interface MakingStageProps {
  heading: string;
  lead: string;
  /** What main reported last; null before its first report. */
  report: { readonly doing: string; readonly done: number; readonly total: number } | null;
  /** What is done before the first report. */
  first: string;
  onCancel: () => void;
}

/** While the station makes something that takes its time: what it does now, how far it is, and the way to stop it. */
export function MakingStage({ heading, lead, report, first, onCancel }: MakingStageProps) {
  return (
    <Stage
      heading={heading}
      lead={lead}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="cross" keyCap="Esc" onPress={onCancel}>
              Cancel
            </Button>
          }
          note="No click is needed. The station goes on by itself."
        />
      }
    >
      <Progress
        doing={report?.doing ?? first}
        done={report?.done ?? 0}
        total={report?.total ?? 0}
      />
    </Stage>
  );
}

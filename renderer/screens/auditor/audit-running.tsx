import type { Progress as Told } from '../../calls.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Progress } from '../../components/progress.tsx';
import { Stage } from '../../components/stage.tsx';
import { useKeys } from '../../keyboard.ts';

interface AuditRunningProps {
  progress: Told<'audit.run'> | null;
  onCancel: () => void;
}

/** While files are read and signatures verified. It can be left at any time. */
export function AuditRunning({ progress, onCancel }: AuditRunningProps) {
  useKeys({ Escape: onCancel });
  return (
    <Stage
      heading="Reading and checking"
      lead="Every signature is verified again, every root is held against the one before it."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="cross" keyCap="Esc" onPress={onCancel}>
              Cancel
            </Button>
          }
          note="The station goes on by itself."
        />
      }
    >
      <Progress
        doing={progress?.doing ?? 'Looking at the files'}
        done={progress?.done ?? 0}
        total={progress === null ? 0 : progress.total}
        part={progress?.part}
      />
    </Stage>
  );
}

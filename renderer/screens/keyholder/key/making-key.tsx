import type { Phase } from '../../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import { TokenDrawing } from '../../../components/token-drawing.tsx';
import { useKeys } from '../../../keyboard.ts';
import { phasesOf } from './phase-list.ts';

interface MakingKeyProps {
  token: TokenView;
  reports: readonly Phase[];
  onCancel: () => void;
}

/** While the token works: what it does now, what it has done, and the way to stop. */
export function MakingKey({ token, reports, onCancel }: MakingKeyProps) {
  useKeys({ Escape: onCancel });
  const phases = phasesOf(reports);
  return (
    <Stage
      heading="The key is being made on the token"
      lead="Leave it plugged in. If it blinks, rest a finger on the gold disc."
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
      <div className="making">
        <TokenDrawing model={token.model} practice={token.practice} touch />
        <p>
          {token.model} {token.serial === null ? null : <Serial value={token.serial} />}
        </p>
        <ol className="phases" aria-live="polite">
          {phases.map((phase) => (
            <li key={phase.phase} className={phase.state}>
              <Icon name={phase.state === 'done' ? 'check' : 'dot'} />
              <span>{phase.phase}</span>
              {phase.note === '' ? null : <em>{phase.note}</em>}
            </li>
          ))}
        </ol>
      </div>
    </Stage>
  );
}

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
  /** It was pulled out meanwhile. */
  out: boolean;
  reports: readonly Phase[];
  onCancel: () => void;
}

/** While the token works: what it does now, what it has done, and the way to stop. */
export function MakingKey({ token, out, reports, onCancel }: MakingKeyProps) {
  useKeys({ Escape: onCancel });
  const phases = phasesOf(reports);
  return (
    <Stage
      eyebrow={out ? { kind: 'err', icon: 'warning', text: 'Pulled out' } : undefined}
      heading={out ? 'Your token is not plugged in any more' : 'The key is being made on the token'}
      lead={
        out
          ? 'Plug it in again. A key may be on it: the station looks before another one is made.'
          : 'Leave it plugged in. If it blinks, rest a finger on the gold disc.'
      }
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
        <TokenDrawing model={token.model} practice={token.practice} touch={!out} />
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

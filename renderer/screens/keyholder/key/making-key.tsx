import type { Phase } from '../../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import { TokenDrawing } from '../../../components/token-drawing.tsx';
import { useKeys } from '../../../keyboard.ts';
import { KeyPhases } from './key-phases.tsx';
import { phasesOf } from './phase-list.ts';
import { TouchingKey, touchHeading } from './touching-key.tsx';

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
  const left = out ? undefined : phases.find(isAwaited)?.secondsLeft;
  const actions = (
    <ActionBar
      back={
        <Button kind="quiet" icon="cross" keyCap="Esc" onPress={onCancel}>
          Cancel
        </Button>
      }
      note="No click is needed. The station goes on by itself."
    />
  );
  if (left !== undefined) {
    return (
      <Stage
        heading={touchHeading}
        head={<TouchingKey token={token} secondsLeft={left} phases={phases} />}
        actions={actions}
      />
    );
  }
  return (
    <Stage
      eyebrow={out ? { kind: 'err', icon: 'warning', text: 'Pulled out' } : undefined}
      heading={out ? 'Your token is not plugged in any more' : 'The key is being made on the token'}
      lead={
        out
          ? 'Plug it in again. A key may be on it: the station looks before another one is made.'
          : 'Leave it plugged in. If it blinks, rest a finger on the gold disc.'
      }
      actions={actions}
    >
      <div className="making">
        <TokenDrawing model={token.model} practice={token.practice} touch={!out} />
        <p>
          {token.model} {token.serial === null ? null : <Serial value={token.serial} />}
        </p>
        <KeyPhases phases={phases} live />
      </div>
    </Stage>
  );
}

/** The token waits for a finger in this phase. */
function isAwaited(phase: Phase): phase is Phase & { readonly secondsLeft: number } {
  return phase.state === 'now' && phase.secondsLeft !== null;
}

import type { Phase } from '../../../src/contract/keyholder.ts';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
import { TokenDrawing } from '../../components/token-drawing.tsx';
import { phasesOf } from '../keyholder/key/phase-list.ts';

/** While a YubiKey is set up: what is done now, and what has been done. There is no way to stop it half way. */
export function SettingUp({
  details: { token },
  reports,
}: {
  details: TokenDetails;
  reports: readonly Phase[];
}) {
  return (
    <Stage
      heading="The YubiKey is being set up"
      lead="Leave it plugged in. It takes seconds."
      actions={<ActionBar note="No click is needed. The station goes on by itself." />}
    >
      <div className="making">
        <TokenDrawing model={token.model} practice={token.practice} />
        <p>
          {token.model} <Serial value={token.serial ?? ''} />
        </p>
        <ol className="phases" aria-live="polite">
          {phasesOf(reports).map((phase) => (
            <li key={phase.phase} className={phase.state}>
              <Icon name={phase.state === 'done' ? 'check' : 'dot'} />
              <span>{phase.phase}</span>
            </li>
          ))}
        </ol>
      </div>
    </Stage>
  );
}

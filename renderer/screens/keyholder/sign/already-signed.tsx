import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Stage } from '../../../components/stage.tsx';

/** The step was done before: nothing is asked of the token twice. */
export function AlreadySigned({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  return (
    <Stage
      heading="You have signed this root"
      eyebrow={{ kind: 'ok', icon: 'check', text: 'Signed' }}
      lead="Your signature is in the ceremony folder. A second one would add nothing, so none is asked for."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          primary={
            <Button kind="primary" iconAfter="right" onPress={onDone}>
              See what was made
            </Button>
          }
        />
      }
    />
  );
}

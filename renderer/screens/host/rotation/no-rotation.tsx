import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Stage } from '../../../components/stage.tsx';

/** A first root has no keys in use, so that nothing can be rotated. */
export function NoRotation({ onLeave }: { onLeave: () => void }) {
  return (
    <Stage
      heading="A first root has nothing to rotate"
      lead="The next plan, for version 2, can let people join and leave. Open its ceremony folder, with the published repository in it."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" onPress={onLeave}>
              Leave
            </Button>
          }
        />
      }
    >
      <p className="hint">Nothing has to be done here.</p>
    </Stage>
  );
}

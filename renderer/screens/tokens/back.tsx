import { Button } from '../../components/button.tsx';
import { useKeys } from '../../keyboard.ts';

interface BackProps {
  onLeave: () => void;
  /** The token is at work: what became of the act would go unseen. */
  busy?: boolean;
}

/** The way back, by the button and by Alt and the left arrow: one page at a time, and not away from an act. */
export function Back({ onLeave, busy = false }: BackProps) {
  useKeys({ 'Alt+ArrowLeft': busy ? () => undefined : onLeave });
  return (
    <Button kind="quiet" icon="left" waiting={busy} onPress={onLeave}>
      Back
    </Button>
  );
}

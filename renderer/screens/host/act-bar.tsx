import type { ReactNode } from 'react';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';

interface ActBarProps {
  /** The one act that is next, and what is beside it. */
  next: { readonly label: string; readonly note: string };
  /** What is still to be typed before it can be done, or null. */
  missing: string | null;
  busy: boolean;
  /** It cannot be done now, for whatever reason. */
  waiting: boolean;
  /** A deviation cannot be recorded now. */
  deviationWaits?: boolean;
  /** Other ways, before the record and the way out. */
  children?: ReactNode;
  onDeviation: () => void;
  onRecord: () => void;
  onLeave: () => void;
  onGoOn: () => void;
}

/** The host's bar: a deviation first, since it may be urgent; then other ways, and the one act that is next. */
export function ActBar({
  next,
  missing,
  busy,
  waiting,
  deviationWaits = false,
  children,
  onDeviation,
  onRecord,
  onLeave,
  onGoOn,
}: ActBarProps) {
  return (
    <ActionBar
      back={
        <Button icon="flag" keyCap="D" waiting={deviationWaits} onPress={onDeviation}>
          Record a deviation
        </Button>
      }
      doubt={
        <>
          {children}
          <Button kind="quiet" icon="script" onPress={onRecord}>
            See the record
          </Button>
          <Button kind="quiet" onPress={onLeave}>
            Leave
          </Button>
        </>
      }
      note={busy ? 'Working.' : (missing ?? next.note)}
      primary={
        <Button
          kind="primary"
          iconAfter="right"
          waiting={waiting}
          describedBy={ACTION_NOTE}
          onPress={onGoOn}
        >
          {next.label}
        </Button>
      }
    />
  );
}

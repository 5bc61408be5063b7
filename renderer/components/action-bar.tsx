import type { ReactNode } from 'react';

export const ACTION_NOTE = 'action-note';

interface ActionBarProps {
  /** Left: the way back. */
  back?: ReactNode;
  /** After it: a doubt, or another quiet way. */
  doubt?: ReactNode;
  /** Middle: one short sentence; the reason, while the primary action waits. */
  note?: ReactNode;
  /** Right: the one primary action, named after what it does. None while a token waits for a touch. */
  primary?: ReactNode;
}

/** The bar below the stage, always in view. Give a waiting primary button `describedBy={ACTION_NOTE}`. */
export function ActionBar({ back, doubt, note, primary }: ActionBarProps) {
  return (
    <footer className="actions">
      {back}
      {doubt}
      <span className="actions-note" id={ACTION_NOTE}>
        {note}
      </span>
      {primary}
    </footer>
  );
}

import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';

interface PanelProps {
  title: string;
  /** One sentence below the title. */
  lead?: string;
  /** Buttons at the foot, right. */
  actions?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A panel over the screen, closed with Esc or its cross; the focus returns to where it was. For choosing a place
 * and for reading. Never for an error, and never for a question that a step asks.
 */
export function Panel({ title, lead, actions, onClose, children }: PanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const panel = dialog.current;
    panel?.showModal();
    return () => panel?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="panel"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="panel-head">
        <div>
          <h2>{title}</h2>
          {lead === undefined ? null : <p>{lead}</p>}
        </div>
        <Button kind="quiet" icon="cross" keyCap="Esc" onPress={onClose}>
          Close
        </Button>
      </header>
      <div className="panel-body">{children}</div>
      {actions === undefined ? null : <footer className="panel-foot">{actions}</footer>}
    </dialog>
  );
}

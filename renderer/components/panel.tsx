import { useLayoutEffect, useRef, type ReactNode } from 'react';
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
  // Before the panel is taken out of the page: only then does closing give the focus back.
  useLayoutEffect(() => {
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
      {/* It may scroll, so the keyboard must be able to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="panel-body" aria-label={title} tabIndex={0}>
        {children}
      </section>
      {actions === undefined ? null : <footer className="panel-foot">{actions}</footer>}
    </dialog>
  );
}

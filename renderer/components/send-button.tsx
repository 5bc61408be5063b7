import type { ReactNode } from 'react';
import { ACTION_NOTE } from './action-bar.tsx';
import { Button } from './button.tsx';

interface SendButtonProps {
  /** The id of the form that it sends. */
  form: string;
  /** What the form needs is in it. Until then the button waits, and the note of the action bar says why. */
  ready: boolean;
  /** Verb and object. */
  children: ReactNode;
}

/** The primary action of a screen whose question is a form. Enter in the form does the same. */
export function SendButton({ form, ready, children }: SendButtonProps) {
  return (
    <Button kind="primary" form={form} iconAfter="right" waiting={!ready} describedBy={ACTION_NOTE}>
      {children}
    </Button>
  );
}

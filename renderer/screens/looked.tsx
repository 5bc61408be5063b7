import type { ReactNode } from 'react';
import type { Problem } from '../../src/contract/values.ts';
import { LookingStage } from './looking-stage.tsx';

interface LookedProps<View> {
  look: {
    readonly value: View | null;
    readonly problem: Problem | null;
    readonly again: () => void;
  };
  /** What is looked at, while nothing is known of it: "Looking at the keys". */
  heading: string;
  onBack: () => void;
  /** What is shown once the station has answered; it stays when a later look stops. */
  children: (view: View) => ReactNode;
}

/** A screen that opens with a look: a wait, or why there is no answer and a way to look again; then the screen. */
export function Looked<View>({ look, heading, onBack, children }: LookedProps<View>) {
  if (look.value !== null) return children(look.value);
  return (
    <LookingStage heading={heading} problem={look.problem} onBack={onBack} onLook={look.again} />
  );
}

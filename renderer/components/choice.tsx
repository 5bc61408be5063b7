import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface ChoiceProps {
  /** Name of the group of radio buttons. */
  group: string;
  checked: boolean;
  /** Locked: it can be reached and read, but not chosen. The reason is among the children. */
  locked?: boolean;
  className?: string;
  onChoose: () => void;
  children: ReactNode;
}

/**
 * One choice of a group; the whole row is the target. A real radio button: arrows move and choose.
 * A locked one takes the focus without taking the choice.
 */
export function Choice({
  group,
  checked,
  locked = false,
  className = '',
  onChoose,
  children,
}: ChoiceProps) {
  return (
    <label
      className={`choice ${locked ? 'is-off' : ''} ${className}`.replaceAll(/\s+/g, ' ').trim()}
    >
      <input
        type="radio"
        name={group}
        checked={checked}
        aria-disabled={locked ? true : undefined}
        onChange={() => {
          if (!locked) onChoose();
        }}
      />
      <span className="choice-mark">{locked ? <Icon name="lock" /> : null}</span>
      {children}
    </label>
  );
}

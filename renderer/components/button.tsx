import type { ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps {
  /** `primary`: the one action of the screen. `quiet`: the way back, a doubt. */
  kind?: 'primary' | 'plain' | 'quiet' | 'link';
  small?: boolean;
  icon?: IconName;
  iconAfter?: IconName;
  /** A key that does the same, shown as a key cap. */
  keyCap?: string;
  /** Dashed, can be focused, does nothing. Say why beside it and name that text in `describedBy`. */
  waiting?: boolean;
  describedBy?: string;
  /** `submit` sends the form whose id is `form`. */
  form?: string;
  label?: string;
  expanded?: boolean;
  ref?: Ref<HTMLButtonElement>;
  onPress?: () => void;
  children: ReactNode;
}

const classes = {
  primary: 'btn btn-primary',
  plain: 'btn',
  quiet: 'btn btn-quiet',
  link: 'textlink',
} as const;

/**
 * A button. A waiting one keeps its place in the order of focus, so that its reason can be read.
 * Enter that is held down does not press again: one act needs one press.
 */
export function Button({
  kind = 'plain',
  small = false,
  icon,
  iconAfter,
  keyCap,
  waiting = false,
  describedBy,
  form,
  label,
  expanded,
  ref,
  onPress,
  children,
}: ButtonProps) {
  return (
    <button
      ref={ref}
      type={form === undefined ? 'button' : 'submit'}
      form={form}
      className={small ? `${classes[kind]} btn-small` : classes[kind]}
      aria-disabled={waiting ? true : undefined}
      aria-describedby={describedBy}
      aria-label={label}
      aria-expanded={expanded}
      onKeyDown={(event) => {
        if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
      }}
      onClick={(event) => {
        if (waiting) event.preventDefault();
        else onPress?.();
      }}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
      {keyCap === undefined ? null : <kbd aria-hidden="true">{keyCap}</kbd>}
      {iconAfter === undefined ? null : <Icon name={iconAfter} />}
    </button>
  );
}

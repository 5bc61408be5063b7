import type { ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface AnyButton {
  small?: boolean;
  icon?: IconName;
  iconAfter?: IconName;
  /** A key that does the same, shown as a key cap. */
  keyCap?: string;
  /** `submit` sends the form whose id is `form`. */
  form?: string;
  label?: string;
  expanded?: boolean;
  ref?: Ref<HTMLButtonElement>;
  onPress?: () => void;
  children: ReactNode;
}

/** `quiet`: the way back, a doubt. */
interface SideButton extends AnyButton {
  kind?: 'plain' | 'quiet' | 'link';
  /** Dashed, can be focused, does nothing. */
  waiting?: boolean;
  describedBy?: string;
}

/** The one action of the screen. Where it may wait, `describedBy` names the text beside it that says why. */
type PrimaryButton = AnyButton & { kind: 'primary' } & (
    { waiting: boolean; describedBy: string } | { waiting?: undefined; describedBy?: string }
  );

type ButtonProps = SideButton | PrimaryButton;

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

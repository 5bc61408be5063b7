import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type TagKind = 'plain' | 'ink' | 'ok' | 'warn' | 'err' | 'practice';

/** An icon and at most three words; not clickable. */
export function Tag({
  kind,
  icon,
  children,
}: {
  kind: TagKind;
  icon: IconName;
  children: ReactNode;
}) {
  return (
    <span className={`tag tag-${kind}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

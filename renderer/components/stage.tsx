import type { ReactNode } from 'react';
import { focusOnArrival } from './focus.ts';
import { Icon, type IconName } from './icon.tsx';

export interface Eyebrow {
  kind: 'ink' | 'ok' | 'err';
  icon: IconName;
  text: string;
}

interface StageProps {
  /** A sentence without a full stop. It takes the focus when the stage opens and whenever it changes. */
  heading: string;
  lead?: ReactNode;
  eyebrow?: Eyebrow | undefined;
  /** Stands right of the heading, for example a choice of views. */
  aside?: ReactNode;
  /** Takes the place of the whole head; it must hold a `StageHeading`. */
  head?: ReactNode;
  /** An `ActionBar`. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** The heading of a stage. Focus starts on it, so that a screen reader says first where one is. */
export function StageHeading({ children }: { children: string }) {
  return (
    <h1 key={children} ref={focusOnArrival} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** Small line above a heading: what state this is. */
export function EyebrowLine({ kind, icon, text }: Eyebrow) {
  return (
    <p className={kind === 'ink' ? 'eyebrow' : `eyebrow eyebrow-${kind}`}>
      <Icon name={icon} />
      {text}
    </p>
  );
}

/** The place where a step happens: heading, one lead sentence, content, and the action bar below it. */
export function Stage({ heading, lead, eyebrow, aside, head, actions, children }: StageProps) {
  const ownHead = (
    <header className="head">
      {eyebrow === undefined ? null : <EyebrowLine {...eyebrow} />}
      <StageHeading>{heading}</StageHeading>
      {lead === undefined || lead === '' ? null : <p className="lead">{lead}</p>}
    </header>
  );
  return (
    <div className="stage">
      <main id="main">
        {head ??
          (aside === undefined ? (
            ownHead
          ) : (
            <div className="head-row">
              {ownHead}
              {aside}
            </div>
          ))}
        {children}
      </main>
      {actions}
    </div>
  );
}

import { useEffect, type ComponentProps, type ReactNode } from 'react';
import { Tape } from './tape.tsx';
import { TopBar } from './top-bar.tsx';

interface StationWindowProps extends ComponentProps<typeof TopBar> {
  /** A `Stepper`; host and auditor have none. */
  stepper?: ReactNode;
  /** Host and auditor use the whole width. */
  look?: 'steps' | 'host' | 'audit';
  /** A `Stage`. */
  children: ReactNode;
}

/** Puts the yellow paper and the tape on the whole window, as long as a rehearsal is on it. */
export function useRehearsalPaper(rehearsal: boolean): void {
  useEffect(() => {
    document.documentElement.classList.toggle('rehearsal', rehearsal);
    return () => document.documentElement.classList.remove('rehearsal');
  }, [rehearsal]);
}

/** The window around a stage: top bar, tape in a rehearsal, stepper. The stepper comes last in the order of focus. */
export function StationWindow({ stepper, look = 'steps', children, ...bar }: StationWindowProps) {
  useRehearsalPaper(bar.mode === 'rehearsal');
  const classes = ['app', stepper === undefined ? '' : 'with-rail', look === 'steps' ? '' : look];
  return (
    <div className="frame">
      <div className={classes.filter((name) => name !== '').join(' ')}>
        <TopBar {...bar} />
        {bar.mode === 'rehearsal' ? <Tape /> : null}
        {children}
        {stepper}
      </div>
    </div>
  );
}

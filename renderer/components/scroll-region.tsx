import type { ReactNode } from 'react';

interface ScrollRegionProps {
  /** What is in it; its name for screen readers. */
  label: string;
  className: string;
  children: ReactNode;
}

/** Something larger than its place. It takes the focus, so that the arrow keys can scroll it. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it no key could scroll it
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

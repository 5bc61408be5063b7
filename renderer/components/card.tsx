import type { ReactNode } from 'react';

/** A white card: evidence, or something to act on. `title` is its heading. */
export function Card({
  title,
  aside,
  className = '',
  children,
}: {
  title?: string;
  /** Small text at the right of the heading. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`card pad ${className}`.trim()}>
      {title === undefined ? null : (
        <header className="card-head">
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}

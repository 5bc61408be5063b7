import { useCallback, useRef, useState } from 'react';

/**
 * Whether an element has been in view, above the action bar, since this screen opened.
 * Once seen it stays seen. Give `mark` to the element as its ref.
 */
export function useSeen(): { seen: boolean; mark: (element: HTMLElement | null) => void } {
  const [seen, setSeen] = useState(false);
  const observer = useRef<IntersectionObserver>(null);
  const mark = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (element === null) return;
    observer.current = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        setSeen(true);
        observer.current?.disconnect();
      },
      { rootMargin: '0px 0px -72px 0px' },
    );
    observer.current.observe(element);
  }, []);
  return { seen, mark };
}

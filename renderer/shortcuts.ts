import { createContext, useContext, useEffect, useRef } from 'react';

/** Whether single letters act. Some people dictate or type by accident: they can be turned off. */
export const ShortcutsContext = createContext(true);

const typesText =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

/** Whether a key was pressed where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typesText) !== null;
}

/**
 * A key that does something on this screen. Letters act only outside text fields, without modifiers, and only while
 * shortcuts are on; Escape always acts. A key that is held down acts once.
 */
export function useShortcut(key: string, act: (() => void) | null): void {
  const on = useContext(ShortcutsContext) || key === 'Escape';
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!on) return undefined;
    const hear = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== key.toLowerCase() || event.repeat) return;
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (key !== 'Escape' && isTyping(event.target)) return;
      if (latest.current === null) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [key, on]);
}

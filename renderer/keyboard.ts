import { createContext, useContext, useEffect, useRef } from 'react';

/** Keys that a screen listens to: a single letter in lower case, "?", a space, "Escape" or "Alt+ArrowLeft". */
export type KeyMap = Readonly<Record<string, () => void>>;

/** Whether single letters act; a person who speaks to the machine turns them off. */
export const SingleLetters = createContext(true);

/** What was pressed, as a name of a KeyMap, or null for a key that never acts. */
export function keyName(event: {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): string | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return event.key === 'ArrowLeft' ? 'Alt+ArrowLeft' : null;
  if (event.key === 'Escape') return 'Escape';
  return event.key.length === 1 ? event.key.toLowerCase() : null;
}

/** Whether the name stands for a letter or sign that a person could be typing. */
function isSingle(name: string): boolean {
  return name.length === 1;
}

function takesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['radio', 'checkbox', 'button', 'submit'].includes(target.type);
}

/** Whether Space already does something to what has the focus. */
function takesSpace(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, summary, textarea') !== null;
}

/**
 * Listens to keys as long as the component is there. Single letters are silent in text fields, while a panel
 * is open over the screen, and where the person has turned them off. A key that is held down acts once.
 */
export function useKeys(keys: KeyMap): void {
  const letters = useContext(SingleLetters);
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const name = keyName(event);
      if (name === null || event.repeat || event.defaultPrevented) return;
      if (isSingle(name) && (!letters || takesText(event.target))) return;
      if (name === ' ' && takesSpace(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const act = latest.current[name];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [letters]);
}

import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { heard, treeOf } from './rules/tree.ts';

/** The markup of a component, and the text in it as a screen reader would run through it (hidden parts left out). */
export function markup(node: ReactNode): { html: string; spoken: string } {
  const html = renderToStaticMarkup(node);
  return { html, spoken: heard(treeOf(html)) };
}

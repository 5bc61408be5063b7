import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** The markup of a component, and the text in it as a screen reader would run through it (hidden parts left out). */
export function markup(node: ReactNode): { html: string; spoken: string } {
  const html = renderToStaticMarkup(node);
  const heard = html
    .replaceAll(/<svg[^>]*aria-hidden="true".*?<\/svg>/gs, '')
    .replaceAll(/<(span|kbd|div)[^>]*aria-hidden="true"[^>]*>(?:(?!<\1).)*?<\/\1>/gs, '')
    .replaceAll(/<svg[^>]*aria-label="([^"]*)".*?<\/svg>/gs, ' $1 ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return { html, spoken: heard };
}

import { toBase64 } from '../encoding/base64.ts';
import { sha256 } from '../encoding/digest.ts';
import { utf8 } from '../encoding/utf8.ts';
import { markup, ownMarkup, type Markup } from './markup.ts';
import { pageStyle, rehearsalStyle } from './style.ts';

/** A document for people, to be kept as one file and to be printed. */
export interface PrintedPage {
  /** The title of the file and of its PDF; it stands in the foot of each printed page. */
  readonly title: string;
  /** A rehearsal's papers carry its tape and its words on each page. */
  readonly rehearsal: boolean;
  /** Style sheets with nothing but `@font-face` rules, whose fonts are data URIs; '' for the system's fonts. */
  readonly fonts: string;
  /** Style of this kind of document, beside what all have. */
  readonly style?: string;
  readonly body: Markup;
}

export const rehearsalWords = 'Rehearsal: practice keys only, nothing signed here is valid';

/**
 * One HTML file without scripts, which asks nothing of anybody: its policy allows its own style and its own fonts. The
 * same page gives the same text.
 */
export function printedPage(page: PrintedPage): string {
  const style = [
    page.fonts,
    pageStyle(page.title),
    page.rehearsal ? rehearsalStyle(rehearsalWords) : '',
    page.style ?? '',
  ].join('\n');
  const policy = `default-src 'none'; style-src 'sha256-${toBase64(sha256(utf8(style)))}'; font-src data:; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${page.title}</title>
<style>${ownMarkup(style)}</style>
</head>
<body>
${page.rehearsal ? markup`<p class="tape-words">${rehearsalWords}</p>` : null}
<main>
${page.body}
</main>
</body>
</html>
`.text;
}

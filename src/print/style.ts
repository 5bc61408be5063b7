/**
 * The look of every printed document: paper, ink and measures of the interface (renderer/design/tokens.css), in light
 * only, since paper has no dark theme.
 */
export function pageStyle(title: string): string {
  return `
@page {
  size: A4;
  margin: 20mm 18mm 20mm 18mm;
  @bottom-left { content: ${cssText(title)}; font: 8pt 'Inter', sans-serif; color: #5b5d65; }
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt 'Inter', sans-serif; color: #5b5d65; }
}
:root {
  --ink: #1a3d8f; --ink-wash: #e9eef9; --text: #151a26; --text-2: #474c59; --text-3: #5b5d65;
  --line: #dfd8c8; --line-strong: #87806f; --paper: #f6f3eb; --surface: #ffffff;
  --ok: #0b6647; --ok-wash: #e4f2eb; --warn: #7f4a00; --warn-wash: #fcf0da; --err: #a9201a; --err-wash: #fbeae7;
}
* { box-sizing: border-box; }
html { font: 15px/1.5 'Inter', sans-serif; font-optical-sizing: auto; color: var(--text); background: var(--paper); print-color-adjust: exact; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 2rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; font-weight: 640; letter-spacing: -0.018em; margin: 0 0 0.4rem; text-wrap: balance; }
h2 { font-size: 1.25rem; font-weight: 640; margin: 2.2rem 0 0.6rem; break-after: avoid; }
h3 { font-size: 1rem; font-weight: 640; margin: 1.4rem 0 0.3rem; break-after: avoid; }
p { margin: 0 0 0.6rem; max-width: 46rem; }
.lead { font-size: 1.1rem; color: var(--text-2); }
.quiet { color: var(--text-3); font-size: 0.867rem; }
code, .mono { font-family: 'JetBrains Mono', monospace; font-size: 0.867em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: calc(100% - 1px); margin: 0.4rem 0 1rem; background: var(--surface); }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; border: 1px solid var(--line); }
th { font-weight: 600; color: var(--text-2); background: var(--paper); }
thead { display: table-header-group; }
tr { break-inside: avoid; }
ul, ol { margin: 0 0 0.6rem; padding-left: 1.4rem; }
li { margin: 0 0 0.2rem; max-width: 46rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1.2rem; margin: 0 0 0.8rem; }
dt { color: var(--text-3); }
dd { margin: 0; overflow-wrap: anywhere; }
.sheet { width: auto; break-inside: avoid; }
.sheet td { padding: 0.15rem 0.7rem; }
@media print {
  html { font-size: 10pt; background: none; }
  main { max-width: none; padding: 0; }
  p, li { max-width: none; }
}
`;
}

/** Yellow paper, black ink, and the tape with its words on each page. */
export function rehearsalStyle(words: string): string {
  const stripes = 'repeating-linear-gradient(-45deg, #17140a 0 10px, #ffd21f 10px 20px)';
  return `
:root {
  --ink: #2a2408; --ink-wash: #fff0a6; --text-2: #45401f; --text-3: #5c5530;
  --line: #e6cc66; --line-strong: #80701f; --paper: #ffefa8; --surface: #fffbea;
}
.tape-words { max-width: none; margin: 0; padding: 1.1rem 1rem 0.5rem; text-align: center; font-weight: 700; color: #ffd21f; background: ${stripes} 0 0 / 100% 0.6rem no-repeat, #17140a; }
@page {
  background: #fffbea;
  margin-top: 26mm;
  @top-left { content: ""; width: 15%; margin: 0 0 14mm; background: ${stripes}; }
  @top-center { content: ${cssText(words)}; width: 70%; margin: 0 0 14mm; background: #17140a; color: #ffd21f; font: 700 9pt 'Inter', sans-serif; text-align: center; vertical-align: middle; }
  @top-right { content: ""; width: 15%; margin: 0 0 14mm; background: ${stripes}; }
}
@media print {
  .tape-words { display: none; }
}
`;
}

/** A text as a string of CSS: everything but plain letters by its number, so that no text ends the string or the style. */
function cssText(text: string): string {
  const safe = text
    .toWellFormed()
    .replaceAll(
      /[^A-Za-z0-9 .,:;()-]/gu,
      (character) => `\\${(character.codePointAt(0) ?? 0xfffd).toString(16)} `,
    );
  return `"${safe}"`;
}

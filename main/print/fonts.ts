import { readFileSync } from 'node:fs';

const latin =
  'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD';
const latinExtended =
  'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF';

/** The packed fonts, as renderer/design/fonts.css has them. */
const faces = [
  { family: 'Inter', file: 'inter-latin-opsz-normal', weight: '100 900', range: latin },
  { family: 'Inter', file: 'inter-latin-ext-opsz-normal', weight: '100 900', range: latinExtended },
  { family: 'JetBrains Mono', file: 'jetbrains-mono-latin-400-normal', weight: '400', range: null },
  { family: 'JetBrains Mono', file: 'jetbrains-mono-latin-600-normal', weight: '600', range: null },
] as const;

/** `@font-face` rules with the packed fonts in them as data URIs: for the `fonts` of a printed page. */
export function packedFonts(): string {
  return faces
    .map(({ family, file, weight, range }) => {
      const place = new URL(`../../assets/fonts/${file}.woff2`, import.meta.url);
      const lines = [
        `font-family: '${family}';`,
        `src: url(data:font/woff2;base64,${readFileSync(place).toString('base64')}) format('woff2');`,
        `font-weight: ${weight};`,
        ...(range === null ? [] : [`unicode-range: ${range};`]),
      ];
      return `@font-face { ${lines.join(' ')} }`;
    })
    .join('\n');
}

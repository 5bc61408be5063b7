import { readFileSync } from 'node:fs';

export type Theme = 'light' | 'dark' | 'rehearsal light' | 'rehearsal dark';
export const themes: readonly Theme[] = ['light', 'dark', 'rehearsal light', 'rehearsal dark'];

const css = readFileSync(
  new URL('../../../renderer/design/tokens.css', import.meta.url),
  'utf8',
).replaceAll(/\/\*.*?\*\//gs, '');

function declarations(selector: string): Map<string, string> {
  const body = css
    .slice(css.indexOf(`${selector} {`))
    .split('{')[1]!
    .split('}')[0]!;
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]),
  );
}

const base = declarations(':root');
const rehearsal = declarations('.rehearsal');

/** The colour of a token in a theme, as #rrggbb; other tokens (sizes, shadows) are not colours. */
export function colour(token: string, theme: Theme): string {
  const value =
    (theme.startsWith('rehearsal') ? rehearsal.get(token) : undefined) ?? base.get(token);
  if (value === undefined) throw new Error(`no token --${token}`);
  const sides = /^light-dark\((#\w+), (#\w+)\)$/.exec(value);
  const one = sides === null ? value : sides[theme.endsWith('dark') ? 2 : 1]!;
  if (!/^#[0-9a-f]{6}$/i.test(one)) throw new Error(`--${token} is no colour: ${one}`);
  return one.toLowerCase();
}

/** Names of all tokens that are defined. */
export const tokenNames: ReadonlySet<string> = new Set([...base.keys(), ...rehearsal.keys()]);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, WCAG 2.2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

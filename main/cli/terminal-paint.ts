import type { Paint, Tone } from '../../src/audit/text.ts';

/** Bold, then green, red or yellow (ECMA-48, SGR). A note stays as it is: most lines are notes. */
const codes: Readonly<Record<Tone, string>> = {
  pass: '1;32',
  fail: '1;31',
  heading: '1',
  error: '31',
  warning: '33',
  info: '',
};

/**
 * Colours for a terminal that shows them; plain text for a file, a pipe, a terminal that says it is `dumb`, and for whoever
 * has set `NO_COLOR` (no-color.org). Each colour stands beside its word, so nothing is lost without them.
 */
export function terminalPaint(
  { isTTY }: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const shown = isTTY === true && env['TERM'] !== 'dumb' && (env['NO_COLOR'] ?? '') === '';
  if (!shown) return (_, text) => text;
  return (tone, text) => (codes[tone] === '' ? text : `\u001B[${codes[tone]}m${text}\u001B[0m`);
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conform, schemes } from './conform.ts';
import { matrixOf } from './matrix.ts';
import { modulesUnderTest } from './modules.ts';

/** Each module starts services of its own, on a machine that may be busy. */
const deadline = 240_000;

describe('every module, by the station’s own token host', () => {
  const document = readFileSync('docs/tokens.md', 'utf8');

  it.each(modulesUnderTest)(
    '$key does what the document says',
    { timeout: deadline },
    async (each) => {
      const module = await each.start();
      try {
        const row = await conform(module);
        // Blanks aside: how wide the columns are hangs on the other modules.
        expect(linesOf(document, row.name)).toEqual(linesOf(matrixOf([row]), row.name));
      } finally {
        await module.close();
      }
    },
  );
});

/** The lines of one module in a table. */
function linesOf(text: string, name: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/ +/g, ' '));
  const first = lines.findIndex((line) => line.startsWith(`| ${name} |`));
  return first < 0 ? [] : lines.slice(first, first + schemes.length);
}

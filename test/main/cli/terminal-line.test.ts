import { expect, it } from 'vitest';
import { terminalLine } from '../../../main/cli/terminal-line.ts';

const esc = '\u001b[K';

function heard(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  let now = 0;
  const line = terminalLine(
    {
      isTTY,
      ...(columns === undefined ? {} : { columns }),
      write: (text) => written.push(text),
    },
    () => (now += 1000),
  );
  return { written, line };
}

it('writes over one line, and takes it away at the end', () => {
  const { written, line } = heard(true);
  line.tell({ done: 3, total: null, doing: 'Read the files' });
  line.tell({ done: 4, total: 9, doing: 'Follow the roots', part: '1,280 signatures' });
  line.clear();
  line.clear();
  expect(written).toEqual([
    `\r${esc}Read the files (3)`,
    `\r${esc}Follow the roots (4 of 9): 1,280 signatures`,
    `\r${esc}`,
  ]);
});

it('writes nothing into a file or a pipe', () => {
  const { written, line } = heard(false);
  line.tell({ done: 3, total: null, doing: 'Read the files' });
  line.clear();
  expect(written).toEqual([]);
});

it('stays in its line, and lets no name of a file steer the terminal', () => {
  const { written, line } = heard(true, 30);
  line.tell({
    done: 1,
    total: null,
    doing: 'Read',
    part: `a\u001b]0;x\u0007\n\u202eb${'x'.repeat(99)}`,
  });
  const [text = ''] = written;
  expect(text.slice(`\r${esc}`.length)).toBe(`Read (1): a?]0;x???b${'x'.repeat(9)}`);
});

it('says what counts on not more than ten times a second', () => {
  const written: string[] = [];
  let now = 0;
  const line = terminalLine(
    { isTTY: true, write: (text) => written.push(text) },
    () => (now += 10),
  );
  for (let done = 0; done < 100; done += 1)
    line.tell({ done, total: 100, doing: 'Read the files' });
  expect(written).toHaveLength(10);
});

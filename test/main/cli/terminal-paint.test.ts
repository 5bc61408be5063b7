import { describe, expect, it } from 'vitest';
import { terminalPaint } from '../../../main/cli/terminal-paint.ts';

const tones = ['pass', 'fail', 'heading', 'error', 'warning', 'info'] as const;

describe('on a terminal', () => {
  const paint = terminalPaint({ isTTY: true }, { TERM: 'xterm' });

  it.each([
    ['pass', '\u001B[1;32mwords\u001B[0m'],
    ['fail', '\u001B[1;31mwords\u001B[0m'],
    ['heading', '\u001B[1mwords\u001B[0m'],
    ['error', '\u001B[31mwords\u001B[0m'],
    ['warning', '\u001B[33mwords\u001B[0m'],
    ['info', 'words'],
  ] as const)('what is %s stands out by itself', (tone, expected) => {
    expect(paint(tone, 'words')).toBe(expected);
  });
});

describe('no colour', () => {
  it.each([
    ['in a file or pipe', {}, { TERM: 'xterm' }],
    ['on a terminal that cannot show any', { isTTY: true }, { TERM: 'dumb' }],
    ['for whoever wants none', { isTTY: true }, { TERM: 'xterm', NO_COLOR: '1' }],
  ])('%s', (_where, terminal, env) => {
    const paint = terminalPaint(terminal, env);
    expect(tones.map((tone) => paint(tone, 'words'))).toEqual(tones.map(() => 'words'));
  });

  it('is not asked for by an empty variable', () => {
    const paint = terminalPaint({ isTTY: true }, { TERM: 'xterm', NO_COLOR: '' });
    expect(paint('fail', 'words')).not.toBe('words');
  });
});

import { expect, it } from 'vitest';
import { type Command, UsageError } from '../../../main/cli/command.ts';
import { runCommand } from '../../../main/cli/run-command.ts';
import { StationError } from '../../../src/encoding/station-error.ts';

/** What a command that fails like this says, and its exit code. */
async function said(reason: unknown, signal: AbortSignal = new AbortController().signal) {
  const command: Command = {
    summary: '',
    usage: '',
    async run() {
      throw reason;
    },
  };
  const lines: string[] = [];
  const code = await runCommand('stage', command, [], {
    out: () => {},
    err: (line) => void lines.push(line),
    now: () => '2026-11-27T00:00:00Z',
    signal,
  });
  return { code, lines };
}

it('says where, what was expected and found, and the next step, in one line', async () => {
  const details = { hint: 'Bring it.', notDone: ['Nothing was staged.'] };
  for (const [sides, line] of [
    [{}, 'station stage: a key is missing. Bring it.'],
    [{ place: 'keys' }, 'station stage: a key is missing (keys). Bring it.'],
    [{ found: 'none of Mei' }, 'station stage: a key is missing. Found: none of Mei. Bring it.'],
    [{ expected: 'three' }, 'station stage: a key is missing. Expected: three. Bring it.'],
    [
      { expected: 'three', found: 'none of Mei' },
      'station stage: a key is missing. Expected: three; found: none of Mei. Bring it.',
    ],
  ] as const) {
    const error = new StationError('key.missing', 'a key is missing', { ...details, ...sides });
    expect(await said(error)).toStrictEqual({ code: 2, lines: [line] });
  }
});

it('lets nothing that a file says of itself steer the terminal', async () => {
  const error = new StationError('file.odd', 'odd', {
    place: 'a\u001B[2J\u202Eb\nc\uD800',
    found: '\u009B31m\r\n',
    hint: 'Look.',
  });
  expect((await said(error)).lines).toStrictEqual([
    'station stage: odd (a?[2J?b c?). Found: ?31m . Look.',
  ]);
});

it('says no word of an error that is not its own, and where usage is explained', async () => {
  expect((await said(new TypeError('the PIN 123456'))).lines).toStrictEqual([
    'station stage: a fault in this program: TypeError',
  ]);
  expect((await said(new UsageError('stage needs one ceremony folder'))).lines).toStrictEqual([
    'station stage: stage needs one ceremony folder; see station stage --help',
  ]);
  const stop = new AbortController();
  stop.abort();
  expect(await said(new Error('x'), stop.signal)).toStrictEqual({
    code: 130,
    lines: ['station stage: cancelled'],
  });
});

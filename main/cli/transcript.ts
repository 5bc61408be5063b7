import { renderTranscript } from '../../src/ceremony/record-text.ts';
import type { CheckpointProblem, SignedCheckpoint } from '../../src/ceremony/checkpoints/judged.ts';
import type { TranscriptRecord } from '../../src/ceremony/record.ts';
import { TranscriptError } from '../../src/ceremony/ceremony-error.ts';
import { readTranscript, type ReadTranscript } from '../ceremonies/transcript-reader.ts';
import { type Command, type CommandIo, type ExitCode, UsageError } from './command.ts';

/** `station transcript`: checks the chain of a record, or shows it as text. */
export const transcriptCommand: Command = {
  summary: 'check the record of a ceremony, or show it as text',
  usage: `station transcript verify FOLDER|FILE
station transcript show FOLDER|FILE

verify   checks every line: its form, its number, and that it holds the digest of the line before.
         With a ceremony folder the plan in it is compared too. Says the digest of the last line:
         compare it with the one that was read aloud or published. With a ceremony folder every
         checkpoint is held against the lines, and it says which tokens signed how far.
show     the same check, then one line of text a record

Ends with 0 if the record proves itself, 1 if it does not, 2 if there is none to read.`,

  async run(args, io) {
    const [action, path, ...rest] = args;
    if ((action !== 'verify' && action !== 'show') || path === undefined || rest.length > 0) {
      throw new UsageError('transcript needs verify or show, and one folder or file');
    }
    let read: ReadTranscript;
    try {
      read = await readTranscript(path);
    } catch (error) {
      if (!(error instanceof TranscriptError)) throw error;
      return fail(error, io);
    }
    const problems = [
      ...(read.checkpoints?.problems ?? []),
      ...read.carried.flatMap(({ file, checkpoints }) =>
        checkpoints.problems.map((one) => ({ ...one, path: `${file}, ${one.path}` })),
      ),
    ];
    if (problems.length > 0) return failCheckpoints(problems, io);
    io.out(action === 'show' ? renderTranscript(read.transcript.records) : verdict(read));
    return 0;
  },
};

function verdict({ transcript, planCompared, checkpoints, carried }: ReadTranscript): string {
  const { records, end, clockSteps } = transcript;
  const lines = [
    `The record proves itself: ${records.length} ${records.length === 1 ? 'line' : 'lines'}, each chained to the one before.`,
    `Last line  ${end.tip}`,
    `Plan       ${end.plan}${planCompared ? '' : ' (not compared: no plan beside the record)'}`,
    ...(clockSteps.length === 0
      ? []
      : [`The clock was set back before line ${clockSteps.join(', ')}.`]),
    ...signedLines(checkpoints?.signed ?? [], records),
    ...carried.flatMap(({ file, transcript: theirs, checkpoints: on }) => [
      `${file} came from another station: ${theirs.records.length} lines, the last ${theirs.end.tip}.`,
      ...signedLines(on.signed, theirs.records),
    ]),
    'A record that was rewritten as a whole proves itself too. Compare the last line with the one that was published.',
  ];
  return `${lines.join('\n')}\n`;
}

/** Who signed how far, and which lines nobody signed. */
function signedLines(
  signed: readonly SignedCheckpoint[],
  records: readonly TranscriptRecord[],
): string[] {
  const furthest = signed.at(-1);
  if (furthest === undefined) return ['No token has signed it.'];
  const open = records.length - furthest.lines;
  return [
    ...signed.map(
      ({ lines, spki, record }) =>
        `Lines 1 to ${lines} are signed by key ${spki}${record?.participant == null ? '' : ` of ${record.participant}`}.`,
    ),
    open === 0
      ? 'Every line is signed.'
      : `The last ${open === 1 ? 'line is' : `${open} lines are`} protected by the chain alone.`,
  ];
}

function failCheckpoints(problems: readonly CheckpointProblem[], io: CommandIo): ExitCode {
  io.out('The chain of the record holds, and a checkpoint speaks against it or proves nothing:\n');
  for (const { path, message, expected, found } of problems)
    io.out(`${path}: ${message}\n  expected ${expected}\n  found ${found}\n`);
  io.out(
    'Compare the record with the copies that others have. A checkpoint that you do not know may be of somebody else.\n',
  );
  return 1;
}

function fail(error: TranscriptError, io: CommandIo): ExitCode {
  const sides = [
    error.expected && `expected ${error.expected}`,
    error.found && `found ${error.found}`,
  ].filter(Boolean);
  io.out(`The record does not prove itself: ${error.message}.\n`);
  io.out(
    `${[error.place ?? '', ...sides].filter((text) => text !== '').join('\n')}\n${error.hint}\n`,
  );
  return 1;
}

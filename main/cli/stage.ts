import { sheetOf } from '../../src/encoding/fingerprint.ts';
import { requireUnexpired } from '../station/confirmed-date.ts';
import { proposedRoot, type ProposedRoot } from '../station/proposed-root.ts';
import { requireAct } from '../station/script-handlers.ts';
import { stageRoot } from '../station/stage-root.ts';
import { progressLines } from './progress-lines.ts';
import { withCeremony } from './with-ceremony.ts';
import { type Command, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `station stage`: the root that plan and keys describe, in plain words, put up for signatures. */
export const stageCommand: Command = {
  summary: 'build the root from the plan and the keys that came in, and put it up for signatures',
  usage: `station stage FOLDER [--check]

FOLDER   a ceremony folder with every key of its plan
--check  only say what the root would change, and stage nothing

Says every change against the root in use in plain words, and the digest of the bytes to sign with its words.
The same root staged again keeps its signatures; another one keeps the former in replaced/.
Ends with 0, or 2 with what is missing.`,

  async run(args, io) {
    const { path, check } = parsed(args);
    return withCeremony(path, io, async (ceremony) => {
      if (!check) {
        requireAct(ceremony, 'stage');
        requireUnexpired(ceremony, 'No root was staged.');
        await stageRoot(ceremony);
      }
      io.out(proposalText(await proposedRoot(ceremony)));
      if (!check) io.out(`\nStaged, and read back.\n${await progressLines(ceremony)}`);
      return 0 as const;
    });
  },
};

function proposalText({ version, difference, signedSha256 }: ProposedRoot): string {
  const { headline, against, changes, stays } = difference;
  return [
    `Root version ${version}, ${against}`,
    `${headline}.`,
    ...changes.flatMap(({ title, detail, old, new: next }) => [
      `  * ${title}${old === null || next === null ? '' : `: ${old} → ${next}`}`,
      ...(detail === '' ? [] : [`    ${detail}`]),
    ]),
    ...(stays.length === 0 ? [] : ['Stays:', ...stays.map((line) => `    ${line}`)]),
    '',
    `Bytes to sign, SHA-256 ${signedSha256}`,
    ...sheetOf(signedSha256).map(
      ({ letter, hex, words }) => `  ${letter}  ${hex.join(' ')}  ${words.join(' ')}`,
    ),
    '',
  ].join('\n');
}

function parsed(args: readonly string[]): { readonly path: string; readonly check: boolean } {
  const { values, positionals } = parseOptions(
    args,
    { check: { type: 'boolean', default: false } },
    'stage knows one option, --check',
  );
  const [path, ...more] = positionals;
  if (path !== undefined && more.length === 0) return { path, check: values.check };
  throw new UsageError('stage needs one ceremony folder');
}

import { resolve } from 'node:path';
import { sheetOf } from '../../src/encoding/fingerprint.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import { serialInWords } from '../../src/ceremony/serial.ts';
import { folderWork } from '../ceremonies/carried-work.ts';
import { parseBranch, parseRemote } from '../git/remote.ts';
import { branchWork } from '../station/branch-work.ts';
import { bringWork } from '../station/bring-work.ts';
import type { Brought, BroughtKey } from '../station/brought.ts';
import { withCeremony } from './with-ceremony.ts';
import { progressLines } from './progress-lines.ts';
import { type Command, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `station bring`: a keyholder's exported key or signature comes in, checked as an auditor would check it. */
export const bringCommand: Command = {
  summary: 'bring the keys and signatures of keyholders into a ceremony, each one checked',
  usage: `station bring FOLDER --from PATH [--keyholder]
station bring FOLDER --git REPOSITORY --branch NAME [--below PATH] [--keyholder]

FOLDER       a ceremony folder
--from       a bundle, the folder of somebody else's station, or one with key files
--git        a path, ssh://host/path or https://host/path
--branch     for example keyholder/priya-raman; its last part says whose work it is
--below      the folder in that repository under which the files lie
--keyholder  you are a keyholder: what the host has staged takes the place of what is staged here

Each key is shown with its person, device, words and findings; one that is against the plan stays outside.
Each signature is verified, and named by person and device; one that does not count stays outside.
Ends with 0 if everything came in, 1 if something stayed outside, 2 if nothing could be taken.`,

  async run(args, io) {
    const { path, from, git, branch, below, keyholder } = parsed(args);
    return withCeremony(path, io, async (ceremony) => {
      const work =
        git === null
          ? await folderWork(from, ceremony.plan.sha256)
          : await branchWork(
              ceremony.plan,
              {
                remote: parseRemote(git.includes('://') ? git : resolve(git)),
                branch: parseBranch(branch),
                below: below === null ? null : folderPath(...below.split('/')),
              },
              io.signal,
            );
      const brought = await bringWork(ceremony, work, keyholder ? 'stage' : 'refuse');
      io.out(broughtText(brought));
      io.out(await progressLines(ceremony));
      const all = [...brought.keys, ...brought.signatures];
      return all.some(({ became }) => became === 'outside') ? 1 : 0;
    });
  },
};

function broughtText({ name, keys, signatures, files }: Brought): string {
  const lines = keys.flatMap(keyLines);
  for (const { became, sentence } of signatures)
    lines.push(`${became === 'taken' ? '  signature  ' : '  outside    '}${sentence}`);
  if (lines.length === 0) lines.push('  nothing that is new here');
  return `From ${name}: ${files} ${files === 1 ? 'file' : 'files'} new or changed.\n${lines.join('\n')}\n`;
}

const words = { taken: 'key        ', known: 'key, known ', outside: 'outside    ' } as const;
const marks = { ok: ' ', note: '!', stop: '✗', unknown: '?' } as const;

function keyLines({ became, holder, serial, publicKey, claims }: BroughtKey): string[] {
  const [row] = publicKey === null ? [] : sheetOf(publicKey.digest);
  return [
    `  ${words[became]}${holder?.name ?? 'Nobody in the plan'}, token ${serialInWords(serial)}`,
    ...(publicKey === null
      ? []
      : [
          `             SHA-256 ${publicKey.digest}`,
          `             row A: ${row?.words.join(' ') ?? ''}`,
        ]),
    ...claims.map(
      ({ label, value, why, state }) =>
        `           ${marks[state]} ${label}: ${value}${why === '' ? '' : `. ${why}`}`,
    ),
  ];
}

interface Asked {
  readonly path: string;
  readonly from: string;
  readonly git: string | null;
  readonly branch: string;
  readonly below: string | null;
  readonly keyholder: boolean;
}

function parsed(args: readonly string[]): Asked {
  const read = parseOptions(
    args,
    {
      from: { type: 'string' },
      git: { type: 'string' },
      branch: { type: 'string' },
      below: { type: 'string' },
      keyholder: { type: 'boolean', default: false },
    },
    'bring does not know one of these options',
  );
  const [path, ...more] = read.positionals;
  const { from, git, branch, below, keyholder } = read.values;
  if (path === undefined || more.length > 0)
    throw new UsageError('bring needs one ceremony folder');
  if ((from === undefined) === (git === undefined))
    throw new UsageError('bring needs either --from or --git');
  if ((git === undefined) !== (branch === undefined))
    throw new UsageError('--git and --branch go together');
  return {
    path,
    from: from ?? '',
    git: git ?? null,
    branch: branch ?? '',
    below: below ?? null,
    keyholder,
  };
}

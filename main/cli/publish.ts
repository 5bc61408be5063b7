import { resolve } from 'node:path';
import { folderPath, type FolderPath } from '../../src/ceremony/folder-path.ts';
import { hostChecklist } from '../../src/ceremony/host-checklist.ts';
import { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { parseAuthor } from '../git/commit-files.ts';
import { parseBranch, parseRemote } from '../git/remote.ts';
import { pushCeremony, pushKey, pushStaged, type GitTarget } from '../station/git-publication.ts';
import { heldKeys } from '../station/held-keys.ts';
import { OpenCeremony } from '../station/open-ceremony.ts';
import { publishRoot } from '../station/publish-root.ts';
import { shownTargets, targetsDigest } from '../station/shown-targets.ts';
import { stagedTargets } from '../station/staged-targets.ts';
import { requireAct } from '../station/script-handlers.ts';
import { requireUnexpired } from '../station/confirmed-date.ts';
import { holdersOf } from '../../src/ceremony/roster.ts';
import { withPublicationSigners } from './publication-signers.ts';
import { withCeremony } from './with-ceremony.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `station publish`: sends a published ceremony, or the keyholders' exported keys, to a Git repository. */
export const publishCommand: Command = {
  summary: 'send a published ceremony, or exported keys, to a Git repository',
  usage: `station publish FOLDER --to REPOSITORY --author "NAME <ADDRESS>" [--branch NAME] [--below PATH]
station publish FOLDER --here [--key-file FILE]
station publish FOLDER --staged --to REPOSITORY --author "NAME <ADDRESS>" [--branch NAME] [--below PATH]
station publish FOLDER --keys --to REPOSITORY --author "NAME <ADDRESS>" [--below PATH]

FOLDER    a ceremony folder whose root is published in it
--to      a path, ssh://host/path or https://host/path
--author  signs the commit off; both are published
--branch  ceremony/DATE if it is left out
--below   the folder in that repository under which the files lie, for example ceremony/2027-07-14
--here    into repository/ of this folder: every role signed by what the plan says, tokens at this station, online
          keys on tokens, or the key file that online-key makes. PINs and passphrase are asked for
--staged  what awaits signatures, with those it has, instead of the ceremony; branch signing/DATE
--keys    one branch for the key of each keyholder, keyholder/NAME, instead of the ceremony

Before anything leaves, tuf-js follows the repository as a client from its first root. A branch that somebody else
moved meanwhile is left alone. Ends with 0, or 2 with what stands in the way.`,

  async run(args, io) {
    if (args.includes('--here')) return publishHere(args, io);
    const { path, what, to, author, branch, below } = parsed(args);
    const remote = parseRemote(to.includes('://') ? to : resolve(to));
    const folder = await CeremonyFolder.open(path, io.now());
    try {
      const ceremony = new OpenCeremony(folder, 'host', null, () => io.now());
      const target = (name: string): GitTarget => ({
        remote,
        branch: parseBranch(name),
        below,
        author: parseAuthor(author),
      });
      if (what === 'keys') {
        for (const { participant, name } of await heldKeys(folder)) {
          const sent = await pushKey(
            ceremony,
            participant,
            target(`keyholder/${participant}`),
            io.signal,
          );
          io.out(`${name}: branch ${sent.branch}, commit ${sent.commit}\n`);
        }
        return 0;
      }
      if (what === 'staged') {
        const sent = await pushStaged(
          ceremony,
          target(branch ?? `signing/${folder.plan.date}`),
          io.signal,
        );
        io.out(`Sent ${sent.files} files to branch ${sent.branch}, commit ${sent.commit}.\n`);
        return 0;
      }
      const sent = await pushCeremony(
        ceremony,
        target(branch ?? `ceremony/${folder.plan.date}`),
        io.signal,
      );
      io.out(`Sent ${sent.files} files to branch ${sent.branch}, commit ${sent.commit}.\n`);
      io.out('The repository was read again: the branch is there with this commit.\n\n');
      io.out('What the station cannot do, and you still have to:\n');
      for (const line of hostChecklist(folder.plan)) io.out(`  ☐ ${line}\n`);
      return 0;
    } finally {
      await folder.close();
    }
  },
};

/** The root and every role, into the folder. */
async function publishHere(args: readonly string[], io: CommandIo): Promise<0> {
  const { path, keyFile } = parsedHere(args);
  return withCeremony(path, io, async (ceremony) => {
    requireAct(ceremony, 'publish');
    requireUnexpired(ceremony, 'Nothing was published.');
    const people = [...holdersOf(ceremony.plan)];
    const targets = await stagedTargets(ceremony.folder);
    for (const { path: target, bytes, sha256 } of shownTargets(targets))
      io.out(`Target file ${target}, ${bytes} bytes, SHA-256 ${sha256}\n`);
    await withPublicationSigners(ceremony, { people, keyFile }, io, (signers) =>
      publishRoot(ceremony, signers, targetsDigest(targets)),
    );
    io.out(`Published root version ${ceremony.plan.tuf.rootVersion} in repository/\n`);
    return 0 as const;
  });
}

function parsedHere(args: readonly string[]) {
  const refusal = 'publish --here takes one folder, and --key-file';
  const { values, positionals } = parseOptions(
    args,
    { here: { type: 'boolean' }, 'key-file': { type: 'string' } },
    refusal,
  );
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError(refusal);
  return { path, keyFile: values['key-file'] ?? null };
}

interface Asked {
  readonly path: string;
  readonly what: 'ceremony' | 'staged' | 'keys';
  readonly to: string;
  readonly author: string;
  readonly branch: string | null;
  readonly below: FolderPath | null;
}

function parsed(args: readonly string[]): Asked {
  const { values, positionals } = options(args);
  const [path, ...more] = positionals;
  const { to, author, keys, staged, branch, below } = values;
  if (path === undefined || more.length > 0)
    throw new UsageError('publish needs one ceremony folder');
  if (to === undefined) throw new UsageError('publish needs --to, a Git repository');
  if (author === undefined) throw new UsageError('publish needs --author "NAME <ADDRESS>"');
  if (keys && branch !== undefined)
    throw new UsageError('--keys makes a branch for each keyholder; leave --branch out');
  if (keys && staged) throw new UsageError('publish takes one of --keys and --staged');
  return {
    path,
    what: keys ? 'keys' : staged ? 'staged' : 'ceremony',
    to,
    author,
    branch: branch ?? null,
    below: below === undefined ? null : folderPath(...below.split('/')),
  };
}

function options(args: readonly string[]) {
  return parseOptions(
    args,
    {
      to: { type: 'string' },
      author: { type: 'string' },
      branch: { type: 'string' },
      below: { type: 'string' },
      keys: { type: 'boolean', default: false },
      staged: { type: 'boolean', default: false },
    },
    'publish knows --to, --author, --branch, --below, --keys and --staged',
  );
}

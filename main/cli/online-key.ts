import { basename, dirname, resolve } from 'node:path';
import { within } from '../ceremonies/directory.ts';
import { createFile, readBack } from '../ceremonies/durable-file.ts';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import {
  longestOnlineKey,
  makeOnlineKey,
  onlineSchemes,
  type OnlineScheme,
  parseOnlineKey,
} from '../online/online-key-file.ts';
import { readVersion } from '../shells/version.ts';
import { stationFolders } from '../station/folders.ts';
import { exportOnlineKey } from '../station/online-export.ts';
import type { OpenCeremony } from '../station/open-ceremony.ts';
import { openDesk } from '../station/station.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { withCeremony } from './with-ceremony.ts';

/** `station online-key`: the key that signs snapshot and timestamp without a person. */
export const onlineKeyCommand: Command = {
  summary: 'make a key file for snapshot and timestamp, or export the public half of an online key',
  usage: `station online-key new FILE [--rehearsal] [--scheme SCHEME]
station online-key show FILE
station online-key export FOLDER --id ID [--file FILE]

new     makes a key in a new file, encrypted with a passphrase of 16 characters or more; --rehearsal: for practice
show    says the digest of its public key, for the plan
export  writes the public half into the ceremony: of the key file, or of the key on the token that the plan names

The file signs snapshots and timestamps, and nothing else. Keep it outside of every ceremony folder. Passphrase and PIN
are typed, or read as a line of standard input, each twice where they are new. Ends with 0, or 2 with what stands in the way.`,

  async run(args, io) {
    const { action, path, id, file, rehearsal, scheme } = parsed(args);
    if (action === 'new') await make(path, rehearsal ? 'rehearsal' : 'real', scheme, io);
    else if (action === 'show') await show(path, io);
    else
      await withCeremony(path, io, (ceremony) =>
        exportPublic(ceremony, id, file === null ? null : resolve(file), io),
      );
    return 0;
  },
};

async function make(
  path: string,
  mode: 'real' | 'rehearsal',
  scheme: OnlineScheme,
  io: CommandIo,
): Promise<void> {
  const passphrase = await ask(io, 'New passphrase');
  if ((await ask(io, 'The same again')) !== passphrase)
    throw new UsageError('the two passphrases differ; no key was made');
  const bytes = await makeOnlineKey(mode, scheme, passphrase);
  await within(openDirectory(dirname(resolve(path))), async (directory) => {
    await createFile(directory, basename(path), bytes);
    await readBack(directory, basename(path), bytes);
  });
  io.out(`Written to ${basename(path)}, read back and compared.\n`);
  await show(path, io);
}

async function show(path: string, io: CommandIo): Promise<void> {
  const bytes = await readChosenFile(path, longestOnlineKey);
  const { mode, scheme, publicKey } = parseOnlineKey(bytes, basename(path));
  io.out(
    `${mode === 'real' ? 'A real key' : 'A key for rehearsals'}, ${scheme}\nspkiSha256 '${publicKey.digest}'\n`,
  );
}

async function exportPublic(
  ceremony: OpenCeremony,
  id: string,
  file: string | null,
  io: CommandIo,
): Promise<void> {
  const source = file === null ? { listings } : { file };
  const publicKey = await exportOnlineKey(ceremony, id, source);
  io.out(`Exported ${id}, public key ${publicKey.digest}\n`);
}

/** The tokens of this station, and those that it plays in rehearsals. */
async function listings() {
  const shell = { version: readVersion(), root: process.getuid?.() === 0 };
  const desk = await openDesk(shell, stationFolders(process.env));
  try {
    return await Promise.all([desk.tokens.list(), desk.colleagues.list()]);
  } finally {
    await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
  }
}

function ask(io: CommandIo, prompt: string): Promise<string> {
  if (io.secret === undefined) throw new UsageError('nobody can be asked for a passphrase here');
  return io.secret(prompt);
}

function parsed(args: readonly string[]) {
  const { values, positionals } = options(args);
  const [name, path, ...more] = positionals;
  const action = (['new', 'show', 'export'] as const).find((each) => each === name);
  if (action === undefined || path === undefined || more.length > 0)
    throw new UsageError('online-key needs new, show or export, and one file or folder');
  const scheme = onlineSchemes.find((one) => one === (values.scheme ?? 'ecdsa-sha2-nistp256'));
  if (scheme === undefined) throw new UsageError(`--scheme is one of ${onlineSchemes.join(', ')}`);
  if ((action === 'export') !== (values.id !== undefined))
    throw new UsageError('export needs --id, and nothing else has it');
  const { id = '', file = null, rehearsal } = values;
  return { action, path, id, file, rehearsal, scheme };
}

function options(args: readonly string[]) {
  return parseOptions(
    args,
    {
      id: { type: 'string' },
      file: { type: 'string' },
      rehearsal: { type: 'boolean', default: false },
      scheme: { type: 'string' },
    },
    'online-key knows --id, --file, --rehearsal and --scheme',
  );
}

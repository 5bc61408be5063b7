import { ceremonyAbandoned } from '../../src/ceremony/abandoned.ts';
import { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { within } from '../ceremonies/directory.ts';
import { foreignLock, type ForeignLock } from '../ceremonies/folder-lock.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import { OpenCeremony } from '../station/open-ceremony.ts';
import { isPublished } from '../station/root-at-hand.ts';
import {
  abandonCeremony,
  abandonRoot,
  finishAbandoning,
  stagedStanding,
  unstageRoot,
} from '../station/undo-root.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

const actions = ['look', 'unstage', 'abandon-root', 'abandon', 'take-over'] as const;
type Action = (typeof actions)[number];

/** `station recover`: where a ceremony stands after trouble, and the ways out. */
export const recoverCommand: Command = {
  summary: 'see where a ceremony stands after trouble, undo, give up, or take over',
  usage: `station recover look FOLDER
station recover unstage FOLDER --reason TEXT
station recover abandon-root FOLDER --reason TEXT [--although-clients-accept-it]
station recover abandon FOLDER --reason TEXT [--although-clients-accept-it]
station recover take-over FOLDER --from HOST

look          says where the ceremony stands and what can be done
unstage       takes the staged root back, as long as nobody has signed it
abandon-root  gives up a root that has signatures; it stays in abandoned/, and the next one has to differ
abandon       gives up the whole ceremony
take-over     opens a folder that another machine had open and will not open again; HOST is its name as look shows it

Every act is in the record. Ends with 0, or 2 with what stands in the way.`,

  async run(args, io) {
    const { action, path, reason, although, from } = parsed(args);
    if (action === 'take-over') return takeOver(path, from, io);
    const lock = await lockOfAnother(path, io.now());
    if (lock !== null) {
      if (action === 'look') io.out(lockedBy(lock));
      else throw new UsageError(`${lock.host} has this folder open since ${lock.at}`);
      return 0;
    }
    const folder = await CeremonyFolder.open(path, io.now());
    try {
      const ceremony = new OpenCeremony(folder, 'host', null, () => io.now());
      await finishAbandoning(ceremony);
      if (action === 'unstage') await unstageRoot(ceremony, reason);
      if (action === 'abandon-root') await abandonRoot(ceremony, reason, although);
      if (action === 'abandon') await abandonCeremony(ceremony, reason, although);
      io.out(await standing(ceremony));
      return 0;
    } finally {
      await folder.close();
    }
  },
};

async function takeOver(path: string, from: string, io: CommandIo): Promise<0> {
  const at = io.now();
  const lock = await lockOfAnother(path, at);
  if (lock === null) {
    throw new UsageError('no other machine has this folder open; recover look says more');
  }
  if (lock.host !== from) throw new UsageError(`--from has to be ${lock.host}, as the lock says`);
  const folder = await CeremonyFolder.open(path, at, lock);
  await folder.close();
  io.out(
    `Taken over from ${lock.host}, which had it open since ${lock.at}. It is in the record.\n`,
  );
  return 0;
}

function lockOfAnother(path: string, at: string): Promise<ForeignLock | null> {
  return within(openDirectory(path), (directory) => foreignLock(directory, at));
}

function lockedBy({ host, at }: ForeignLock): string {
  return [
    `${host} has this folder open since ${at}.`,
    'If a station is running there, close the ceremony there.',
    `If that machine is off or lost and will not go on: take-over with --from ${host}`,
    '',
  ].join('\n');
}

async function standing(ceremony: OpenCeremony): Promise<string> {
  const { plan, records, folder } = ceremony;
  const end = ceremonyAbandoned(records);
  const lines = [`${plan.title}, root version ${plan.tuf.rootVersion}`];
  const staged = await stagedStanding(ceremony);
  if (end !== null) lines.push(`Given up at ${end.at}: ${end.data.reason}`);
  else if (await isPublished(folder)) lines.push('Its root is published. Nothing can be undone.');
  else if (staged === null) lines.push('No root is staged. Nothing has to be undone.');
  else if (staged.signatures === 0)
    lines.push('A root is staged and nobody has signed it: unstage takes it back.');
  else
    lines.push(
      `A root is staged with ${staged.signatures} valid signatures: abandon-root gives it up.`,
      staged.acceptable
        ? 'Every threshold is met. Clients accept it from whoever has the file: publish it instead.'
        : 'It has too few signatures for a client to accept it.',
    );
  const given = records.flatMap((one) => (one.kind === 'root.abandoned' ? [one.data] : []));
  for (const { version, file, signatures } of given)
    lines.push(`Root version ${version} was given up with ${signatures} signatures: ${file}`);
  return `${lines.join('\n')}\n`;
}

function parsed(args: readonly string[]) {
  const { values, positionals } = options(args);
  const [action, path, ...more] = positionals;
  const known = actions.find((each): each is Action => each === action);
  if (known === undefined || path === undefined || more.length > 0)
    throw new UsageError(`recover needs one of ${actions.join(', ')}, and one folder`);
  const reason = values.reason?.trim() ?? '';
  if (known !== 'look' && known !== 'take-over' && reason === '')
    throw new UsageError(`${known} needs --reason, one sentence for the record`);
  if (known === 'take-over' && values.from === undefined)
    throw new UsageError('take-over needs --from, the other machine as the lock names it');
  return {
    action: known,
    path,
    reason,
    from: values.from ?? '',
    although: values['although-clients-accept-it'] ? ('clients-accept-it' as const) : null,
  };
}

function options(args: readonly string[]) {
  return parseOptions(
    args,
    {
      reason: { type: 'string' },
      from: { type: 'string' },
      'although-clients-accept-it': { type: 'boolean', default: false },
    },
    'recover knows --reason, --from and --although-clients-accept-it',
  );
}

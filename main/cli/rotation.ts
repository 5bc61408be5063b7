import { rotationText } from '../../src/ceremony/rotation/rotation-text.ts';
import type { Attendance } from '../../src/ceremony/rotation/from-plan.ts';
import { readFolder } from '../ceremonies/readable-folder.ts';
import { rotationIn } from '../station/rotation.ts';
import { type Command, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `station rotation`: which way leads from the root in use to the root of the plan. */
export const rotationCommand: Command = {
  summary: 'say whether a plan can be signed by those who come, in how many versions',
  usage: `station rotation FOLDER [--absent ID]… [--later ID]… [--lost ID|SERIAL]… [--device-later ID|SERIAL]… [--same OLD=ID]… [--json]

FOLDER          a ceremony folder: its plan, repository/ with the root in use, and keys/
--absent        this participant comes to no ceremony
--later         this participant comes to a later ceremony only
--lost          the device of this participant, or with this serial, is lost
--device-later  the device is not here yet, or its key is not made
--same          participant OLD stands in the plan for a second device of participant ID
--json          the answer as JSON

Whoever is not named comes, with a device that works. The holder of a key in use whom the plan does not
name is called holder- and the first 8 digits of the key, and comes to no ceremony unless --later says so.
Nothing in the folder is changed. Ends with 0 if the plan can be signed, 1 if it cannot, 2 if there is
nothing to plan.`,

  async run(args, io) {
    const { path, attendance, json } = parsed(args);
    const { words } = await readFolder(path, (folder) => rotationIn(folder, attendance));
    io.out(json ? `${JSON.stringify(words, null, 2)}\n` : rotationText(words));
    return words.verdict === 'impossible' ? 1 : 0;
  },
};

function parsed(args: readonly string[]): {
  readonly path: string;
  readonly attendance: Attendance;
  readonly json: boolean;
} {
  const { values, positionals } = read(args);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1)
    throw new UsageError('rotation needs one ceremony folder');
  return {
    path,
    json: values.json,
    attendance: {
      comes: new Map([
        ...values.absent.map((id) => [id, 'never'] as const),
        ...values.later.map((id) => [id, 'later'] as const),
      ]),
      devices: new Map([
        ...values.lost.map((id) => [id, 'lost'] as const),
        ...values['device-later'].map((id) => [id, 'later'] as const),
      ]),
      samePerson: new Map(values.same.map(pair)),
    },
  };
}

function read(args: readonly string[]) {
  const list = { type: 'string', multiple: true, default: [] as string[] } as const;
  return parseOptions(
    args,
    {
      absent: list,
      later: list,
      lost: list,
      'device-later': list,
      same: list,
      json: { type: 'boolean', default: false },
    },
    'rotation does not understand one of these',
  );
}

function pair(text: string): readonly [string, string] {
  const [old = '', id = '', ...rest] = text.split('=');
  if (old === '' || id === '' || rest.length > 0)
    throw new UsageError('--same is written as OLD=ID');
  return [old, id];
}

import { basename, dirname } from 'node:path';
import { longestPlan, parseUsablePlan, planText, type Plan } from '../../src/ceremony/plan.ts';
import { planJsonSchema } from '../../src/ceremony/plan-json-schema.ts';
import { durationText } from '../../src/ceremony/duration.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import { checkpointCost, plannedActs, type PlannedAct } from '../../src/ceremony/script.ts';
import { firstPlan } from '../../src/ceremony/plan-template.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { within } from '../ceremonies/directory.ts';
import { createFile } from '../ceremonies/durable-file.ts';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import { type Command, type CommandIo, type ExitCode, UsageError } from './command.ts';
import { importPlan } from './plan-import.ts';
import { printPlan } from './plan-print.ts';

/** `station plan`: checks a plan, begins one or imports one, prints its script, or says its form. */
export const planCommand: Command = {
  summary: 'check the plan of a ceremony, begin or import one, print its script, or say its form',
  usage: `station plan check FILE
station plan new FILE
station plan import PATH [--git BRANCH] [--out FILE]
station plan print FILE [OUT]
station plan schema

check    reads the plan as the station does, and lists its acts with their times, or names the line and
         column of the first thing that is wrong, and the way out. A plan whose day has passed is held against
         today: it is said, and where something would have expired by now the plan cannot be used
new      writes a plan for a first root, three of five, to be edited; never over a file that is there
import   writes the start of a renewal out of an existing repository, in Sigstore's layout or tuf-on-ci's: the newest
         root, who holds which key where that is noted, thresholds, expiries, delegations. Comments say what a
         person has to fill in and to decide. Nothing is verified: audit the repository first. With --git the newest
         commit of a branch is read. To standard output, or to a new file
print    writes the script on paper: acts, who, what is expected, estimates, and boxes for the time taken and the
         witness's initials. OUT ends in .pdf or .html; beside the plan if it is left out. The same plan gives the
         same bytes, and no file is written over. The PDF needs Chromium
schema   prints the JSON Schema of ceremony.yaml, for editors

Ends with 0 if the plan can be used, 2 if it cannot.`,

  async run(args, io) {
    const [action, path, ...rest] = args;
    if (action === 'schema' && path === undefined) return schema(io);
    if (action === 'import') return importPlan(args.slice(1), io);
    if (action === 'print' && path !== undefined && rest.length < 2)
      return printPlan(path, rest[0] ?? null, io);
    if (path === undefined || rest.length > 0 || (action !== 'check' && action !== 'new'))
      throw new UsageError('plan needs check, new, print or import with one file, or schema');
    return action === 'check' ? check(path, io) : begin(path, io);
  },
};

function schema(io: CommandIo): ExitCode {
  io.out(`${JSON.stringify(planJsonSchema(), null, 2)}\n`);
  return 0;
}

async function check(path: string, io: CommandIo): Promise<ExitCode> {
  const bytes = await readChosenFile(path, longestPlan);
  const today = io.now().slice(0, 10);
  const { plan, late } = parseUsablePlan(bytes, basename(path), today);
  if (late !== null) io.err(`station plan: ${late}`);
  const acts = plannedActs(plan);
  const total = acts.reduce((sum, { estimate }) => sum + estimate, 0);
  const lines = [
    `${plan.title}: a ${plan.mode === 'real' ? 'real ceremony' : 'rehearsal'}, ${plan.kind}, ${madeIn(plan)}`,
    `${plan.date}, ${plan.participants.length} people, ${plan.tuf.threshold} of ${plan.tuf.holders.length} keys for the ${plan.kind === 'delegation' ? 'role' : 'root'}`,
    `Digest of the plan  ${plan.sha256}`,
    '',
    ...acts.map((act, place) => actLine(plan, act, place + 1)),
    '',
    `About ${durationText(total)} in ${acts.length} acts.`,
  ];
  io.out(`${lines.join('\n')}\n`);
  return 0;
}

/** What the ceremony makes: a delegate makes its one role, and no root. */
function madeIn({ kind, tuf }: Plan): string {
  const [role] = tuf.delegations;
  return kind === 'delegation' && role !== undefined
    ? `role ${role.name}`
    : `root version ${tuf.rootVersion}`;
}

async function begin(path: string, io: CommandIo): Promise<ExitCode> {
  const text = planText(firstPlan(io.now().slice(0, 10)));
  await within(openDirectory(dirname(path)), (directory) =>
    createFile(directory, basename(path), utf8(text)),
  );
  io.out(`Wrote ${basename(path)}. Put in the people and their tokens, then check it.\n`);
  return 0;
}

function actLine(plan: Plan, act: PlannedAct, number: number): string {
  const who = act.who.map((id) => participantOf(plan, id)?.name ?? id).join(', ');
  const line = `${String(number).padStart(3)}  ${durationText(act.estimate).padStart(6)}  ${act.title} (${who})`;
  if (act.checkpoint.length === 0) return line;
  const { pins, touches } = checkpointCost(plan, act);
  return `${line}\n             then the record is signed: PINs ${pins}, touches ${touches}`;
}

import { basename, dirname, resolve } from 'node:path';
import { longestPlan, parsePlan, planText, type Plan } from '../../src/ceremony/plan.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { createCeremony } from '../ceremonies/new-ceremony.ts';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { readVersion } from '../shells/version.ts';
import {
  colleagueSigners,
  colleaguesOf,
  playKey,
  playSignature,
  type Colleague,
} from '../station/colleagues.ts';
import type { Desk } from '../station/desk.ts';
import { stationFolders } from '../station/folders.ts';
import { heldKeys } from '../station/held-keys.ts';
import type { OpenCeremony } from '../station/open-ceremony.ts';
import { requireUnexpired } from '../station/confirmed-date.ts';
import { publishRoot } from '../station/publish-root.ts';
import { shownTargets, targetsDigest } from '../station/shown-targets.ts';
import { stagedTargets } from '../station/staged-targets.ts';
import { requireAct } from '../station/script-handlers.ts';
import { signRecord } from '../station/sign-record.ts';
import { openDesk } from '../station/station.ts';
import { StepError } from '../station/desk.ts';
import { progressLines } from './progress-lines.ts';
import { withCeremony } from './with-ceremony.ts';
import { type Command, type CommandIo, type ExitCode, UsageError } from './command.ts';

/** `station play`: in a rehearsal the station plays the colleagues, with practice tokens that it keeps. */
export const playCommand: Command = {
  summary: 'rehearse with your own plan: the station plays the colleagues, with practice tokens',
  usage: `station play begin PLAN FOLDER
station play key FOLDER [ID]…
station play sign FOLDER [ID]…
station play publish FOLDER
station play record FOLDER [ID]…

begin    makes a practice token for everybody in the plan who may use any, and a new ceremony folder whose
         plan names them
key      these people make their keys and export them; everybody whose key is not here if none is named
sign     these people sign the staged root; every keyholder if none is named
publish  the host publishes into the folder, with the practice keys of the other roles
record   these people sign the record; everybody with a key if none is named

Only rehearsals are played. Ends with 0, or 2 with what stands in the way.`,

  async run(args, io) {
    const [action = '', path, ...rest] = args;
    if (path === undefined) throw new UsageError('play needs an act and a folder');
    const desk = await openDesk(
      { version: readVersion(), root: process.getuid?.() === 0 },
      stationFolders(process.env),
    );
    try {
      if (action === 'begin') return await begin(desk, path, rest, io);
      const act = acts[action];
      if (act === undefined)
        throw new UsageError('play knows begin, key, sign, publish and record');
      return await withCeremony(path, io, async (ceremony) => {
        requireRehearsal(ceremony.plan);
        await act({ desk, ceremony, ids: rest, io });
        return 0 as const;
      });
    } finally {
      await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
    }
  },
};

interface Play {
  readonly desk: Desk;
  readonly ceremony: OpenCeremony;
  /** Participants who act; empty for everybody. */
  readonly ids: readonly string[];
  readonly io: CommandIo;
}

const acts: Readonly<Record<string, (play: Play) => Promise<void>>> = {
  key: playKeys,
  sign: playSignatures,
  publish: playPublication,
  record: playRecord,
};

async function begin(
  desk: Desk,
  path: string,
  [folder, ...more]: readonly string[],
  io: CommandIo,
): Promise<ExitCode> {
  if (folder === undefined || more.length > 0)
    throw new UsageError('play begin needs a plan and the folder that is to be made');
  const plan = parsePlan(await readChosenFile(path, longestPlan), basename(path));
  requireRehearsal(plan);
  const { sha256: _, ...fields } = plan;
  const participants = [];
  for (const participant of fields.participants) {
    if (participant.token !== 'practice') {
      participants.push(participant);
      continue;
    }
    io.signal.throwIfAborted();
    const { serial } = await desk.colleagues.createColleague(participant.name);
    io.out(`${participant.name}: practice token ${serial}\n`);
    participants.push({ ...participant, token: serial });
  }
  const made = resolve(folder);
  const bytes = utf8(planText({ ...fields, participants }));
  await createCeremony(dirname(made), basename(made), bytes);
  io.out(`The ceremony is in ${basename(made)}.\n`);
  return 0;
}

async function playKeys({ desk, ceremony, ids, io }: Play): Promise<void> {
  requireAct(ceremony, 'key');
  const there = new Set((await heldKeys(ceremony.folder)).map(({ participant }) => participant));
  const all = (await chosen(desk, ceremony, ids)).filter(
    ({ participant }) => ids.length > 0 || !there.has(participant.id),
  );
  for (const colleague of all) {
    await playKey(desk.colleagues, ceremony, colleague);
    io.out(`${colleague.participant.name} made a key and exported it\n`);
  }
  io.out(await progressLines(ceremony));
}

async function playSignatures({ desk, ceremony, ids, io }: Play): Promise<void> {
  requireAct(ceremony, 'sign');
  const all = (await chosen(desk, ceremony, ids)).filter(
    ({ participant }) => ids.length > 0 || participant.duties.includes('keyholder'),
  );
  for (const { participant } of all) {
    await playSignature(desk.colleagues, ceremony, participant.id);
    io.out(`${participant.name} signed\n`);
  }
  io.out(await progressLines(ceremony));
}

async function playPublication({ desk, ceremony, io }: Play): Promise<void> {
  requireAct(ceremony, 'publish');
  requireUnexpired(ceremony, 'Nothing was published.');
  const targets = await stagedTargets(ceremony.folder);
  for (const { path, bytes, sha256 } of shownTargets(targets))
    io.out(`Target file ${path}, ${bytes} bytes, SHA-256 ${sha256}\n`);
  const signers = await colleagueSigners(desk.colleagues, ceremony);
  await publishRoot(ceremony, signers, targetsDigest(targets));
  io.out(`Published root version ${ceremony.plan.tuf.rootVersion} in repository/\n`);
}

async function playRecord({ desk, ceremony, ids, io }: Play): Promise<void> {
  const names = new Set(
    (await chosen(desk, ceremony, ids)).map(({ participant }) => participant.id),
  );
  const signers = (await colleagueSigners(desk.colleagues, ceremony)).filter(({ participant }) =>
    names.has(participant),
  );
  const { lines, treeHead } = await signRecord(ceremony, signers);
  io.out(`${signers.length} tokens signed lines 1 to ${lines}. Tree head ${treeHead}\n`);
}

/** The colleagues whom the station plays: those named, or all. @throws StepError `practice.only` for anybody else */
async function chosen(
  desk: Desk,
  ceremony: OpenCeremony,
  ids: readonly string[],
): Promise<readonly Colleague[]> {
  const all = await colleaguesOf(desk.colleagues, ceremony);
  if (ids.length === 0) return all;
  return ids.map((id) => {
    const colleague = all.find(({ participant }) => participant.id === id);
    if (colleague !== undefined) return colleague;
    throw new StepError('practice.only', 'the station plays nobody of this name', {
      expected: all.map(({ participant }) => participant.id).join(', '),
      found: 'another name',
      hint: 'Name people by their id in the plan. Their practice tokens are made by station play begin.',
      notDone: ['Nothing was done.'],
    });
  });
}

function requireRehearsal(plan: Plan): void {
  if (plan.mode === 'rehearsal') return;
  throw new StepError('practice.only', 'the station plays nobody in a ceremony that counts', {
    expected: 'mode: rehearsal',
    found: 'mode: real',
    hint: 'Rehearse with a plan that says so.',
    notDone: ['Nothing was done.'],
  });
}

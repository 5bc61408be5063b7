import { parseArgs } from 'node:util';
import { isAbsolute, resolve } from 'node:path';
import { auditView } from '../../src/audit/view.ts';
import { collect } from '../audit/collect.ts';
import { runAudit } from '../audit/run.ts';
import { readVersion } from '../shells/version.ts';
import { colleagueSigners, colleaguesOf, playKey } from '../station/colleagues.ts';
import type { Desk } from '../station/desk.ts';
import { stationFolders } from '../station/folders.ts';
import { openDesk } from '../station/station.ts';
import { afterAudit, type RehearsalEnd } from './rehearsal-end.ts';
import {
  beginRotation,
  newColleague,
  playInitial,
  playPublication,
  playSignatures,
  type Doing,
} from '../station/practice-ceremony.ts';
import { joinerName } from '../station/practice-plan.ts';
import { shortOf } from '../station/publish-root.ts';
import { signRecord } from '../station/sign-record.ts';
import { stageRoot } from '../station/stage-root.ts';
import type { TokenSerial } from '../tokens/token.ts';
import { type Command, UsageError } from './command.ts';
import { openYubikeys } from './virtual-yubikeys/open.ts';

/** `station rehearse`: a whole practice ceremony in the terminal, unattended. */
export const rehearseCommand: Command = {
  summary: 'rehearse a whole ceremony with practice tokens, and audit it',
  usage: `station rehearse [--folder FOLDER] [--tokens virtual-yubikey]

Makes practice tokens and keys, stages a root at three of five with all roles and a delegation, signs it, publishes it,
rotates one keyholder, and audits the result twice: by this program and by tuf-js as a client.

--folder   where the two ceremony folders are made; Ceremonies in your home folder if it is left out
--tokens   virtual-yubikey: two keyholders have virtual YubiKeys, whose attestations are exported and audited

Ends with 0 if the audit's verdict is pass, 1 if it is fail.`,

  async run(args, io) {
    const { folder, yubikeys } = parsed(args);
    const folders = stationFolders(process.env);
    const desk = await openDesk(
      { version: readVersion(), root: process.getuid?.() === 0 },
      folders,
    );
    const began = performance.now();
    const say: Doing = (what) => {
      io.signal.throwIfAborted();
      const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
      io.out(`${seconds} s  ${what}\n`);
    };
    try {
      io.out('Rehearsal. Practice keys only, nothing signed here is valid.\n');
      const parent = folder ?? folders.ceremonies;
      const path = await (yubikeys ? withYubikeys(desk, parent, say) : rehearse(desk, parent, say));
      say('Audit the ceremony, and follow it with tuf-js as a client');
      const { files, skipped } = await collect([path], undefined, io.signal);
      const report = await runAudit({ files, skipped, asOf: desk.now(), signal: io.signal });
      const end: RehearsalEnd = {
        view: auditView(report, { filesRead: files.length, secondOpinion: true }),
        path,
        seconds: (performance.now() - began) / 1000,
      };
      io.out(afterAudit(end));
      return report.verdict === 'pass' ? 0 : 1;
    } finally {
      await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
    }
  },
};

/** The same with two virtual YubiKeys among the colleagues' tokens. */
async function withYubikeys(desk: Desk, parent: string, say: Doing): Promise<string> {
  say('Start two virtual YubiKeys');
  const yubikeys = await openYubikeys(desk.colleagues);
  try {
    const { tokens } = yubikeys;
    return await rehearse({ ...desk, colleagues: tokens }, parent, say, tokens.serials);
  } finally {
    await yubikeys.close();
  }
}

/** The two practice ceremonies. @returns the folder of the second one, with the whole repository in it */
async function rehearse(
  desk: Desk,
  parent: string,
  say: Doing,
  given: readonly TokenSerial[] = [],
): Promise<string> {
  const first = await playInitial(desk, parent, say, given);
  try {
    const { holders } = first.plan.tuf;
    await playSignatures(desk, first, holders.slice(0, 3), say);
    if ((await shortOf(first)).length > 0) throw new TypeError('three of five have to be enough');
    say('Three of five have signed: the threshold is met');
    await playSignatures(desk, first, holders.slice(3), say);
    await playPublication(desk, first, say);

    const joiner = await newColleague(desk, joinerName);
    const second = await beginRotation(desk, first, joiner, parent, 'host');
    try {
      say(`${joinerName} joins, makes a key and exports it`);
      for (const colleague of await colleaguesOf(desk.colleagues, second))
        if (colleague.participant.id === joiner.id)
          await playKey(desk.colleagues, second, colleague);
      say('The host stages root version 2');
      await stageRoot(second);
      const keyholders = second.plan.participants.filter(({ duties }) =>
        duties.includes('keyholder'),
      );
      await playSignatures(
        desk,
        second,
        keyholders.map(({ id }) => id),
        say,
      );
      await playPublication(desk, second, say);
      say('Every token that is here signs the record');
      await signRecord(second, await colleagueSigners(desk.colleagues, second));
      return second.folder.path;
    } finally {
      await second.folder.close();
    }
  } finally {
    await first.folder.close();
  }
}

interface Asked {
  readonly folder: string | null;
  readonly yubikeys: boolean;
}

function parsed(args: readonly string[]): Asked {
  let values: { readonly folder?: string | undefined; readonly tokens?: string | undefined };
  try {
    ({ values } = parseArgs({
      args: [...args],
      strict: true,
      options: { folder: { type: 'string' }, tokens: { type: 'string' } },
    }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError('rehearse knows two options, --folder and --tokens');
  }
  const { folder, tokens } = values;
  if (tokens !== undefined && tokens !== 'virtual-yubikey') {
    throw new UsageError('--tokens can only be virtual-yubikey');
  }
  return {
    folder: folder === undefined || isAbsolute(folder) ? (folder ?? null) : resolve('.', folder),
    yubikeys: tokens !== undefined,
  };
}

import { TroubleKind } from '../../src/ceremony/trouble.ts';
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
import { removeTokens } from '../station/rehearsal/remove-tokens.ts';
import { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { OpenCeremony } from '../station/open-ceremony.ts';
import { refuseRealFolder } from '../station/rehearsal/real-repository.ts';
import type { Command } from './command.ts';
import { rehearseOptions } from './rehearse-options.ts';
import { readPlan, rehearseOwn, timesText, troublesText } from './own-rehearsal.ts';
import { requireNoRecord } from '../ceremonies/plan-estimates-file.ts';
import { afterPlaying, fromPeople } from './rehearsal-estimates.ts';
import { openYubikeys } from './virtual-yubikeys/open.ts';

/** `station rehearse`: a whole practice ceremony in the terminal, unattended. */
export const rehearseCommand: Command = {
  summary: 'rehearse a ceremony, or one’s own plan, with practice tokens, and audit it',
  usage: `station rehearse [--folder FOLDER] [--tokens virtual-yubikey] [--remove-tokens]
station rehearse --plan FILE [--trouble LIST] [--write-estimates] [--folder FOLDER] [--tokens virtual-yubikey] [--remove-tokens]
station rehearse --plan FILE --measured FOLDER [--write-estimates]

Without a plan: makes practice tokens and keys, stages a root at three of five with all roles and a delegation, signs it,
publishes it, rotates one keyholder, and audits the result twice: by this program and by tuf-js as a client.

--plan     rehearses this plan instead: its people, acts, thresholds and roles, on practice tokens, and says what each
           act took. No token of the plan is used, and nothing is sent to its remotes
--trouble  what goes wrong on the way, with commas between: ${TroubleKind.options.join(', ')}.
           Each happens once, at the act for it; the way out is taken and recorded as a deviation
--measured a rehearsal of this plan that people ran in the window: says what each act took, and rehearses nothing
--write-estimates
           writes the times into the plan, and nothing else; comments stay. A rehearsal that the station plays alone
           makes no estimate shorter
--remove-tokens
           removes the practice tokens that it made when it is over; the folder can be audited as before, and nobody of
           it can sign any more. Without it the window offers the same, under Minutes
--folder   where the ceremony folders are made; Ceremonies in your home folder if it is left out. Never in a real
           ceremony or repository
--tokens   virtual-yubikey: two keyholders have virtual YubiKeys, whose attestations are exported and audited

Ends with 0 if the audit's verdict is pass, 1 if it is fail.`,

  async run(args, io) {
    const asked = rehearseOptions(args);
    const plan = asked.plan === null ? null : await readPlan(asked.plan);
    const file = plan === null ? null : { path: asked.plan ?? '', plan, write: asked.write };
    if (file !== null && asked.measured !== null) {
      io.out(await fromPeople(file, asked.measured));
      return 0;
    }
    if (file?.write === true) await requireNoRecord(file.path);
    const folders = stationFolders(process.env);
    const parent = asked.folder ?? folders.ceremonies;
    await refuseRealFolder(parent);
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
      let path = '';
      await withTokens(desk, asked.yubikeys, say, async (at, given) => {
        if (plan === null) {
          path = await rehearse(at, parent, say, given);
          return;
        }
        const { troubles } = asked;
        const signal = io.signal;
        const own = await rehearseOwn(at, { plan, parent, given, troubles, signal }, say);
        path = own.path;
        io.out(timesText(own.acts) + troublesText(own));
        if (file !== null) io.out(await afterPlaying(file, own.acts));
      });
      if (asked.removeTokens) {
        say('Remove the practice tokens that were made for it');
        const removed = await removeTokensOf(desk, path);
        say(`${removed} practice tokens are removed`);
      }
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

async function removeTokensOf(desk: Desk, path: string): Promise<number> {
  const folder = await CeremonyFolder.open(path, desk.now());
  try {
    return await removeTokens(desk, new OpenCeremony(folder, 'host', null, () => desk.now()));
  } finally {
    await folder.close();
  }
}

/** Rehearses with practice tokens, or with two virtual YubiKeys among the colleagues' tokens. */
async function withTokens(
  desk: Desk,
  virtual: boolean,
  say: Doing,
  act: (desk: Desk, given: readonly TokenSerial[]) => Promise<void>,
): Promise<void> {
  if (!virtual) return act(desk, []);
  say('Start two virtual YubiKeys');
  const yubikeys = await openYubikeys(desk.colleagues);
  try {
    const { tokens } = yubikeys;
    await act({ ...desk, colleagues: tokens }, tokens.serials);
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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../../main/audit/collect.ts';
import { runAudit } from '../../../../main/audit/run.ts';
import { CeremonyFolder } from '../../../../main/ceremonies/ceremony-folder.ts';
import type { Desk } from '../../../../main/station/desk.ts';
import { OpenCeremony } from '../../../../main/station/open-ceremony.ts';
import { reportView } from '../../../../main/station/report-view.ts';
import { beginRehearsal } from '../../../../main/station/rehearsal/begin.ts';
import { removableTokens, removeTokens } from '../../../../main/station/rehearsal/remove-tokens.ts';
import { fullFields, sampleFields, samplePlan } from '../../../ceremony/sample-plan.ts';
import { ceremonyOnDisk } from '../ceremony-on-disk.ts';
import { closeDesk, deskIn, rehearsedIn } from './rehearsed.ts';

let home: string;
let desk: Desk;
let ceremony: OpenCeremony;
/** Serials that no rehearsal here names: a colleague's of another one, and one that a person made. */
let others: readonly string[];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'remove-tokens-'));
  desk = await deskIn(home);
  const colleague = await desk.colleagues.createColleague('Somebody else');
  const own = await desk.tokens.createPractice('My own');
  others = [colleague.serial, own.serial];
  // A former token, and an online key on a token: the plan names these too.
  const { path } = await rehearsedIn(home, fullFields(), desk);
  const folder = await CeremonyFolder.open(path, desk.now());
  ceremony = new OpenCeremony(folder, 'host', null, () => desk.now());
}, 120_000);
afterAll(async () => {
  await ceremony.folder.close();
  await closeDesk(desk);
  rmSync(home, { recursive: true, force: true });
});

const serialsOf = async ({ list }: { list: Desk['tokens']['list'] }) =>
  (await list()).tokens.flatMap(({ serial }) => serial ?? []);

const present = async () => [
  ...(await serialsOf({ list: () => desk.colleagues.list() })),
  ...(await serialsOf({ list: () => desk.tokens.list() })),
];

async function verdict() {
  const { files, skipped } = await collect([ceremony.folder.path]);
  return (await runAudit({ files, skipped, asOf: desk.now() })).verdict;
}

describe('practice tokens after a rehearsal', () => {
  it('are those that its plan names, and are offered in the window', async () => {
    const found = (await removableTokens(desk, ceremony)).map(({ serial }) => serial);
    const text = JSON.stringify(ceremony.plan);
    for (const serial of found) expect(text).toContain(serial);
    expect(found.length).toBe((await present()).length - others.length);
    expect(await reportView(desk, ceremony)).toMatchObject({ practiceTokens: found.length });
  });

  it('stay where the station keeps no PIN of theirs, or nothing marks them as practice', async () => {
    const { colleagues } = desk;
    const listing = await colleagues.list();
    const unmarked = (change: { practice?: false; label?: string }) =>
      removableTokens(
        {
          colleagues: {
            ...bound(desk),
            list: async () => ({
              ...listing,
              tokens: listing.tokens.map((one) => ({ ...one, ...change })),
            }),
          },
        },
        ceremony,
      );
    expect(await unmarked({ practice: false })).toEqual([]);
    expect(await unmarked({ label: 'Root key' })).toEqual([]);
    const unkept = { colleagues: { ...bound(desk), colleaguePin: async () => null } };
    expect(await removableTokens(unkept, ceremony)).toEqual([]);
  });

  it('are not removed while it goes on, nor in a ceremony that counts', async () => {
    const begun = await beginRehearsal(desk, samplePlan(sampleFields()), join(home, 'begun'));
    expect(await removableTokens(desk, begun.ceremony)).toEqual([]);
    await expect(removeTokens(desk, begun.ceremony)).rejects.toMatchObject({
      code: 'practice.only',
      found: 'one that goes on',
      notDone: ['No token was removed.'],
    });
    await begun.ceremony.folder.close();
    const real = await ceremonyOnDisk(sampleFields(), 'ines-duarte');
    await expect(removeTokens(desk, real.ceremony)).rejects.toMatchObject({
      code: 'practice.only',
      found: 'a ceremony that counts',
    });
    await real.end();
  });

  it('go, all of them and nothing else, with a line for each; the audit says what it said', async () => {
    expect(await verdict()).toBe('pass');
    const going = (await removableTokens(desk, ceremony)).map(({ serial }) => serial);
    const staying = (await present()).filter((serial) => !going.some((one) => one === serial));
    expect(await removeTokens(desk, ceremony)).toBe(going.length);
    expect(await present()).toEqual(staying);
    expect(staying).toEqual(expect.arrayContaining([...others]));
    const removed = ceremony.records.flatMap((record) =>
      record.kind === 'practice.token-removed' ? [record.data.serial] : [],
    );
    expect(removed.toSorted()).toEqual(going.toSorted());
    expect(await verdict()).toBe('pass');
    // Once more there is nothing to do.
    expect(await removeTokens(desk, ceremony)).toBe(0);
    expect(await reportView(desk, ceremony)).toMatchObject({ practiceTokens: 0 });
  });
});

/** The colleagues' tokens, so that single answers can be others. */
function bound({ colleagues }: Desk): Desk['colleagues'] {
  return {
    list: () => colleagues.list(),
    makeKey: (request) => colleagues.makeKey(request),
    sign: (request) => colleagues.sign(request),
    challenge: (request) => colleagues.challenge(request),
    createColleague: (name) => colleagues.createColleague(name),
    colleaguePin: (ref) => colleagues.colleaguePin(ref),
    removePractice: (ref) => colleagues.removePractice(ref),
    close: () => colleagues.close(),
  };
}

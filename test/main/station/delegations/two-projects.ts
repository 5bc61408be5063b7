import { join } from 'node:path';
import { CeremonyFolder } from '../../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../../main/ceremonies/new-ceremony.ts';
import { colleaguesOf, colleagueSigners, playKey } from '../../../../main/station/colleagues.ts';
import type { Desk } from '../../../../main/station/desk.ts';
import { stationFolders } from '../../../../main/station/folders.ts';
import { OpenCeremony } from '../../../../main/station/open-ceremony.ts';
import {
  playPublication,
  playSignatures,
  recordOpening,
} from '../../../../main/station/practice-ceremony.ts';
import type { TokenSigner } from '../../../../main/station/sign-role.ts';
import { stageRoot } from '../../../../main/station/stage-root.ts';
import { openDesk } from '../../../../main/station/station.ts';
import { planText, type PlanFields } from '../../../../src/ceremony/plan.ts';
import { utf8 } from '../../../../src/encoding/utf8.ts';
import { planFields } from '../../../ceremony/people.ts';
import { freshHome, removeHome } from '../practice-station.ts';

export const roleName = 'registry.example.org';
export const rolePath = `${roleName}/*`;

export interface Delegate {
  readonly ceremony: OpenCeremony;
  readonly signers: readonly TokenSigner[];
}

/** Two projects with practice tokens of their own: one that publishes, and one that is delegated to. */
export interface TwoProjects {
  readonly home: string;
  readonly desk: Desk;
  /** Its root is published; two of three hold the targets role, the host snapshot and timestamp. */
  readonly host: OpenCeremony;
  readonly hostSigners: readonly TokenSigner[];
  /** A ceremony of the delegated project whose keys are exported. */
  delegate(title: string, holders: readonly string[], threshold: number): Promise<Delegate>;
  close(): Promise<void>;
}

/** @param given a home folder that somebody else removes; else one is made, and removed at the end */
export async function twoProjects(given?: string): Promise<TwoProjects> {
  const home = given ?? freshHome();
  const desk = await openDesk({ version: '0.0.0', root: true }, stationFolders({ HOME: home }));
  const opened: OpenCeremony[] = [];
  const begin = async (fields: PlanFields): Promise<OpenCeremony> => {
    const ceremony = await beginWithTokens(desk, home, fields);
    opened.push(ceremony);
    return ceremony;
  };
  const host = await begin(planFields());
  await stageRoot(host);
  await playSignatures(desk, host, host.plan.tuf.holders, () => {});
  await playPublication(desk, host, () => {});
  return {
    home,
    desk,
    host,
    hostSigners: await colleagueSigners(desk.colleagues, host),
    async delegate(title, holders, threshold) {
      const ceremony = await begin(delegatesFields(title, holders, threshold));
      return { ceremony, signers: await colleagueSigners(desk.colleagues, ceremony) };
    },
    async close() {
      for (const ceremony of opened) await ceremony.folder.close();
      await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
      if (given === undefined) removeHome(home);
    },
  };
}

/** Everybody of the plan gets a practice token, makes a key on it and exports it. */
export async function beginWithTokens(
  desk: Desk,
  home: string,
  fields: PlanFields,
): Promise<OpenCeremony> {
  const participants: PlanFields['participants'] = [];
  for (const one of fields.participants) {
    const { serial } = await desk.colleagues.createColleague(one.name);
    participants.push({ ...one, token: serial });
  }
  const text = utf8(planText({ ...fields, participants }));
  const path = await createCeremony(join(home, 'ceremonies'), fields.title, text);
  const folder = await CeremonyFolder.open(path, desk.now());
  const ceremony = new OpenCeremony(folder, 'host', null, () => desk.now());
  await recordOpening(desk, ceremony);
  for (const colleague of await colleaguesOf(desk.colleagues, ceremony))
    await playKey(desk.colleagues, ceremony, colleague);
  return ceremony;
}

/** The plan of a delegate: one role, and the same holders everywhere. */
export function delegatesFields(
  title: string,
  holders: readonly string[],
  threshold: number,
): PlanFields {
  const expires = '2027-05-23T00:00:00Z';
  const ids = holders.map((name) => name.toLowerCase().replaceAll(/[^a-z]+/g, '-'));
  const role = { holders: ids, threshold, expires };
  return planFields((fields) => ({
    ...fields,
    title,
    kind: 'delegation',
    participants: holders.map((name, index) => ({
      id: ids[index] ?? '',
      name,
      duties: index === 0 ? ['host', 'keyholder'] : ['keyholder'],
      token: 'practice',
    })),
    tuf: {
      rootVersion: 1,
      ...role,
      consistentSnapshot: true,
      roles: { targets: role, snapshot: role, timestamp: role },
      delegations: [{ name: roleName, paths: [rolePath], terminating: true, ...role }],
    },
  }));
}

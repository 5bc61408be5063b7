import { decodePem } from '../../src/encoding/pem.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { planText } from '../../src/ceremony/plan.ts';
import type { Role } from '../../src/contract/values.ts';
import { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { createCeremony, unusedName } from '../ceremonies/new-ceremony.ts';
import { exportKey } from '../ceremonies/key-files.ts';
import { within } from '../ceremonies/directory.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import { publish, type RepositoryFile } from '../ceremonies/repository-writer.ts';
import { longestMetadata } from '../ceremonies/staged-file.ts';
import type { TokenSerial } from '../tokens/token.ts';
import type { Desk } from './desk.ts';
import { colleaguesOf, colleagueSigners, playKey, playSignature } from './colleagues.ts';
import { recordFoundFiles } from './found-files.ts';
import { heldKeys, longestKeyFile } from './held-keys.ts';
import { OpenCeremony } from './open-ceremony.ts';
import {
  hostName,
  idOf,
  keyholderNames,
  practicePlan,
  type PracticeCast,
  type PracticePerson,
} from './practice-plan.ts';
import { publishRoot } from './publish-root.ts';
import { stageRoot } from './stage-root.ts';

/** Called before each thing is done, with a sentence in the present. */
export type Doing = (what: string) => void;

/** A colleague with a token that the station keeps. */
export async function newColleague(desk: Desk, name: string): Promise<PracticePerson> {
  const { serial } = await desk.colleagues.createColleague(name);
  return { id: idOf(name), name, token: serial };
}

/**
 * Makes the folder of a practice ceremony and opens it, with the opening on record.
 * @param parent the folder in which ceremonies lie
 */
export async function beginCeremony(
  desk: Desk,
  parent: string,
  cast: PracticeCast,
  role: Role,
): Promise<OpenCeremony> {
  const name = await unusedName(parent, cast.title.replaceAll(/[^\p{L}\p{N} ._-]/gu, ''));
  const path = await createCeremony(parent, name, utf8(planText(practicePlan(cast))));
  const folder = await CeremonyFolder.open(path, desk.now());
  const ceremony = new OpenCeremony(folder, role, null, () => desk.now());
  await recordOpening(desk, ceremony);
  return ceremony;
}

/** The first line of a record, and what lay in the folder then; a record that has begun stays as it is. */
export async function recordOpening(
  desk: Pick<Desk, 'station'>,
  ceremony: OpenCeremony,
): Promise<void> {
  if (ceremony.records.length > 0) return;
  const { title, mode, tuf } = ceremony.plan;
  await ceremony.append({
    kind: 'ceremony.opened',
    participant: null,
    data: {
      format: 'station-transcript/1',
      title,
      mode,
      rootVersion: tuf.rootVersion,
      station: desk.station,
    },
  });
  await recordFoundFiles(ceremony);
}

/**
 * A whole initial practice ceremony that the station plays: five keys, three of five for the root, all roles published.
 * @param given serials of tokens that are there already, for the first keyholders; the others get new ones
 */
export async function playInitial(
  desk: Desk,
  parent: string,
  doing: Doing,
  given: readonly TokenSerial[] = [],
): Promise<OpenCeremony> {
  doing('Make five practice tokens');
  const holders: PracticePerson[] = [];
  for (const [index, name] of keyholderNames.entries()) {
    const token = given[index];
    holders.push(
      token === undefined ? await newColleague(desk, name) : { id: idOf(name), name, token },
    );
  }
  const host = await newColleague(desk, hostName);
  const ceremony = await beginCeremony(
    desk,
    parent,
    {
      title: 'Practice root 1, dress rehearsal',
      rootVersion: 1,
      at: desk.now(),
      host,
      holders,
      leavers: [],
    },
    'host',
  );
  try {
    await ceremony.seat(host.id);
    for (const colleague of await colleaguesOf(desk.colleagues, ceremony)) {
      doing(`${colleague.participant.name} makes a key and exports it`);
      await playKey(desk.colleagues, ceremony, colleague);
    }
    doing('The host stages root version 1');
    await stageRoot(ceremony);
    return ceremony;
  } catch (error) {
    await ceremony.folder.close();
    throw error;
  }
}

/** Everybody named signs the staged root, in turn. */
export async function playSignatures(
  desk: Desk,
  ceremony: OpenCeremony,
  ids: readonly string[],
  doing: Doing,
): Promise<void> {
  for (const id of ids) {
    const name = ceremony.plan.participants.find((one) => one.id === id)?.name ?? id;
    doing(`${name} signs root version ${ceremony.plan.tuf.rootVersion}`);
    await playSignature(desk.colleagues, ceremony, id);
  }
}

/** The host publishes with the practice keys that the station keeps. */
export async function playPublication(
  desk: Desk,
  ceremony: OpenCeremony,
  doing: Doing,
): Promise<void> {
  doing(`The host publishes root version ${ceremony.plan.tuf.rootVersion}`);
  await publishRoot(ceremony, await colleagueSigners(desk.colleagues, ceremony));
}

/**
 * Begins the next practice ceremony where another has published: the repository and the keys of those who stay come
 * along, one keyholder leaves, and somebody joins.
 */
export async function beginRotation(
  desk: Desk,
  first: OpenCeremony,
  joiner: PracticePerson,
  parent: string,
  role: Role,
): Promise<OpenCeremony> {
  const people = first.plan.participants.map(({ id, name, token }): PracticePerson => ({
    id,
    name,
    token: token ?? 'practice',
  }));
  const stays = people.filter(({ id }) => first.plan.tuf.holders.includes(id));
  const leaver = stays.pop();
  const host = people.find(({ id }) => !first.plan.tuf.holders.includes(id));
  if (leaver === undefined || host === undefined)
    throw new TypeError('a rotation needs a leaver and a host');
  const second = await beginCeremony(
    desk,
    parent,
    {
      title: 'Practice root 2, dress rehearsal',
      rootVersion: 2,
      at: desk.now(),
      host,
      holders: [...stays, joiner],
      leavers: [leaver],
    },
    role,
  );
  await publish(second.folder, await repositoryFiles(first.folder));
  for (const { participant, serial, publicKey } of await heldKeys(first.folder)) {
    const token = people.find(({ id }) => id === participant)?.token;
    if (token === undefined || token === 'practice' || token !== serial) continue;
    await exportKey(second.folder, {
      serial: token,
      publicKey,
      keyCertificate: await certificateIn(first.folder, `${token}_key_cert`),
      deviceCertificate: await certificateIn(first.folder, `${token}_device_cert`),
    });
  }
  await recordFoundFiles(second);
  return second;
}

/** A certificate that was exported, DER; null where the token gave none. */
async function certificateIn(folder: CeremonyFolder, name: string): Promise<Uint8Array | null> {
  const path = `keys/${name.slice(0, name.indexOf('_'))}/${name}.pem`;
  const pem = await readAt(folder.directory, path, longestKeyFile);
  return pem === null ? null : decodePem(fromUtf8(pem), 'CERTIFICATE');
}

/** Every metadata file of a repository. */
async function repositoryFiles({ directory }: CeremonyFolder): Promise<readonly RepositoryFile[]> {
  const entries = await within(directory.open('repository'), (repository) => repository.entries());
  const files: RepositoryFile[] = [];
  for (const { name, kind } of entries) {
    if (kind !== 'file' || !name.endsWith('.json')) continue;
    const bytes = await readAt(directory, `repository/${name}`, longestMetadata);
    if (bytes !== null) files.push({ path: name, bytes });
  }
  return files;
}

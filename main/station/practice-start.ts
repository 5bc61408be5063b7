import type { Role } from '../../src/contract/values.ts';
import { colleaguesOf, playKey } from './colleagues.ts';
import type { Desk } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import {
  beginRotation,
  newColleague,
  playInitial,
  playPublication,
  playSignatures,
  type Doing,
} from './practice-ceremony.ts';
import { hostName, idOf, joinerName, type PracticePerson } from './practice-plan.ts';

/** How many acts a practice ceremony begins with: tokens, six keys, staging, five signatures, publication, the next plan. */
export const practiceActs = 15;

/**
 * The practice ceremony that a newcomer gets: a first root that the station has played to its end, and the rotation
 * after it, in which this person joins as a keyholder, or runs everything as the host.
 * @param doing is called before each act, and may throw to stop; nothing stays open then
 */
export async function startPractice(desk: Desk, role: Role, doing: Doing): Promise<OpenCeremony> {
  const parent = desk.folders.ceremonies;
  const first = await playInitial(desk, parent, doing);
  try {
    await playSignatures(desk, first, first.plan.tuf.holders, doing);
    await playPublication(desk, first, doing);
    doing('Prepare your ceremony');
    const joiner = await joinerFor(desk, role);
    const second = await beginRotation(desk, first, joiner, parent, role);
    try {
      await seat(desk, second, role, joiner);
      return second;
    } catch (error) {
      await second.folder.close();
      throw error;
    }
  } finally {
    await first.folder.close();
  }
}

/** The keyholder's place is this person's own, on any practice token; for a host the station plays that one too. */
async function joinerFor(desk: Desk, role: Role): Promise<PracticePerson> {
  if (role === 'host') return newColleague(desk, joinerName);
  await desk.tokens.createPractice(joinerName);
  return { id: idOf(joinerName), name: joinerName, token: 'practice' };
}

async function seat(
  desk: Desk,
  ceremony: OpenCeremony,
  role: Role,
  joiner: PracticePerson,
): Promise<void> {
  if (role !== 'host') return ceremony.seat(joiner.id);
  await ceremony.seat(idOf(hostName));
  for (const colleague of await colleaguesOf(desk.colleagues, ceremony)) {
    if (colleague.participant.id === joiner.id) await playKey(desk.colleagues, ceremony, colleague);
  }
}

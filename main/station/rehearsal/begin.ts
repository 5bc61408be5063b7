import { RehearsalError } from '../../../src/ceremony/ceremony-error.ts';
import { planText, type Plan } from '../../../src/ceremony/plan.ts';
import { mayBeHere, rehearsalPlan } from '../../../src/ceremony/rehearsal-plan.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { CeremonyFolder } from '../../ceremonies/ceremony-folder.ts';
import { createCeremony, unusedName } from '../../ceremonies/new-ceremony.ts';
import type { TokenSerial } from '../../tokens/token.ts';
import type { Desk } from '../desk.ts';
import { OpenCeremony } from '../open-ceremony.ts';
import { recordOpening } from '../practice-ceremony.ts';
import { castPlan } from './casting.ts';
import { refuseRealFolder } from './real-repository.ts';
import { prepareEarlier } from './stand-in.ts';

/** A rehearsal that has begun, with its first host in front of it. */
export interface BegunRehearsal {
  readonly ceremony: OpenCeremony;
  /** What of the plan is not part of it, one sentence each. */
  readonly leftOut: readonly string[];
}

/** How a rehearsal is begun. */
export interface RehearsalStart {
  /** Practice tokens that are there already, for the first keyholders. */
  readonly ready?: readonly TokenSerial[];
  /** Participants who are here themselves; the station plays everybody else. */
  readonly here?: readonly string[];
  /** Told before each thing is done; may throw to stop. */
  readonly doing?: (what: string) => void;
}

/**
 * Begins the rehearsal of a plan, real or not, in a folder of its own with practice tokens of its own.
 * @param parent the folder in which the rehearsal's folder is made
 * @throws RehearsalError `rehearsal.real-repository`, `rehearsal.not-here`; PlanError; FolderError; TokenError
 */
export async function beginRehearsal(
  desk: Desk,
  plan: Plan,
  parent: string,
  { ready = [], here = [], doing = () => {} }: RehearsalStart = {},
): Promise<BegunRehearsal> {
  await refuseRealFolder(parent);
  const { sha256: _sha256, ...given } = plan;
  requireMayBeHere(plan, here);
  const casting = await castPlan(desk, given, { given: ready, here, doing });
  const { fields, leftOut } = rehearsalPlan(given, casting);
  const name = fields.title.replaceAll(/[^\p{L}\p{N} ._-]/gu, '').slice(0, 70);
  const unused = await unusedName(parent, name.replace(/[ .]+$/u, ''));
  const path = await createCeremony(parent, unused, utf8(planText(fields)));
  const folder = await CeremonyFolder.open(path, desk.now());
  try {
    const ceremony = new OpenCeremony(folder, 'host', null, () => desk.now());
    await prepareEarlier(desk, ceremony);
    await recordOpening(desk, ceremony);
    const host = fields.participants.find(({ duties }) => duties.includes('host'));
    if (host !== undefined) await ceremony.seat(host.id);
    return { ceremony, leftOut };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

function requireMayBeHere(plan: Plan, here: readonly string[]): void {
  const may = new Set(mayBeHere(plan).map(({ id }) => id));
  if (here.every((id) => may.has(id))) return;
  throw new RehearsalError('rehearsal.not-here', 'the station has to play this part', {
    expected: 'keyholders of a first root who are not its host',
    hint: 'Choose whom the station plays once more.',
    notDone: ['No rehearsal was begun.'],
  });
}

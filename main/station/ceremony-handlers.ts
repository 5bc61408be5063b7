import { parsePlan, type Plan } from '../../src/ceremony/plan.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import type { Role } from '../../src/contract/values.ts';
import { parseSha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { foreignLock, type ForeignLock } from '../ceremonies/folder-lock.ts';
import { CeremonyFolder, planBytes, planName } from '../ceremonies/ceremony-folder.ts';
import { within } from '../ceremonies/directory.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import { recordFoundSignature } from '../ceremonies/unrecorded-signature.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { nodeVerifier } from '../verification/node.ts';
import { colleaguesOf } from './colleagues.ts';
import { deviationText } from './deviation-text.ts';
import type { Group, Work } from './handlers.ts';
import { recordView } from './record-view.ts';
import { OpenCeremony, SeatError } from './open-ceremony.ts';
import { recordOpening } from './practice-ceremony.ts';
import { rehearsePlan } from './rehearse-plan.ts';
import { finishAbandoning } from './undo-root.ts';
import { practiceActs, startPractice } from './practice-start.ts';

/** Opening, seating, closing; the record; deviations. */
export function ceremonyHandlers(
  work: Work,
): Group<
  | 'ceremony.state'
  | 'ceremony.startPractice'
  | 'ceremony.rehearse'
  | 'ceremony.open'
  | 'ceremony.resume'
  | 'ceremony.iAm'
  | 'ceremony.close'
  | 'ceremony.record'
  | 'deviation.record'
  | 'recovery.takeOver'
> {
  const { desk, table, places, recent, turns } = work;

  const openFolder = async (
    path: string,
    role: Role,
    mode: 'real' | 'rehearsal',
    you: string | null,
    gone: Sha256Hex | null = null,
  ) => {
    // Its own lock would keep this station out: what is open is closed first.
    await table.clear();
    // Before anything is locked, swept or recorded there: this may be no folder that this station works in.
    if (mode === 'real') requireReal(desk.rehearsalOnly);
    requireMode(await planIn(path), mode);
    const lock = gone === null ? null : await confirmedLock(path, gone, desk.now());
    const folder = await CeremonyFolder.open(path, desk.now(), lock);
    try {
      requireMode(folder.plan, mode);
      const ceremony = new OpenCeremony(folder, role, null, () => desk.now());
      await recordOpening(desk, ceremony);
      await finishAbandoning(ceremony);
      if (you !== null && participantOf(folder.plan, you) !== null)
        await seatAndCatchUp(ceremony, you);
      await table.place(ceremony);
    } catch (error) {
      await folder.close();
      throw error;
    }
    await work.changed();
    return table.open.view;
  };

  return {
    'ceremony.state': () => table.openOrNull?.view ?? null,

    'ceremony.startPractice': turns.act(async ({ role }, { progress, signal }) => {
      await table.clear();
      let done = 0;
      const doing = (what: string): void => {
        signal.throwIfAborted();
        progress({ done, total: practiceActs, doing: what });
        done = Math.min(practiceActs, done + 1);
      };
      await table.place(await startPractice(desk, role, doing));
      await work.changed();
      return table.open.view;
    }),

    'ceremony.rehearse': turns.act(async ({ place, here }, call) => {
      const path = places.path(place);
      await table.clear();
      await table.place(await rehearsePlan(desk, await planIn(path), here, call));
      await work.changed();
      return table.open.view;
    }),

    'ceremony.open': turns.act(({ place, role, mode }) =>
      openFolder(places.path(place), role, mode, null),
    ),

    'recovery.takeOver': turns.act(({ place, role, mode, lock }) =>
      openFolder(places.path(place), role, mode, null, parseSha256Hex(lock)),
    ),

    'ceremony.resume': turns.act(async ({ recent: id }) => {
      const item = (await recent.items()).find((each) => each.id === id);
      if (item === undefined || item.mode === null) {
        throw new SeatError('ceremony.none-open', 'this piece of work is not known here', {
          hint: 'Open its folder.',
        });
      }
      return openFolder(item.path, item.role, item.mode, item.participant);
    }),

    'ceremony.iAm': turns.act(async ({ participant }) => {
      await seatAndCatchUp(table.open, participant);
      await work.changed();
      return table.open.view;
    }),

    'ceremony.close': turns.act(async () => {
      await table.clear();
      return null;
    }),

    'ceremony.record': () => table.look(({ folder }) => recordView(folder)),

    'deviation.record': turns.act(async (deviation) => {
      await table.open.append({
        kind: 'deviation',
        participant: table.open.youOrNull?.id ?? null,
        data: deviationText(deviation),
      });
      await work.changed();
      return table.open.view;
    }),
  };

  /** Seats somebody, and catches up with a signature that a crash kept out of the record. */
  async function seatAndCatchUp(ceremony: OpenCeremony, id: string): Promise<void> {
    const played = (await colleaguesOf(desk.colleagues, ceremony)).find(
      ({ participant }) => participant.id === id,
    );
    if (played !== undefined && !played.participant.duties.includes('host')) {
      throw new SeatError('ceremony.not-you', 'the station plays this practice colleague', {
        hint: 'Choose your own name.',
      });
    }
    await ceremony.seat(id);
    await recordFoundSignature(ceremony.folder, id, [nodeVerifier, nobleVerifier], ceremony.now());
  }
}

/** The lock of another machine, if it is still the one that the person was shown; else none, and opening says why. */
async function confirmedLock(
  path: string,
  shown: Sha256Hex,
  at: string,
): Promise<ForeignLock | null> {
  const lock = await within(openDirectory(path), (directory) => foreignLock(directory, at));
  return lock?.sha256 === shown ? lock : null;
}

async function planIn(path: string): Promise<Plan> {
  return parsePlan(await within(openDirectory(path), planBytes), planName);
}

function requireMode(plan: Plan, mode: 'real' | 'rehearsal'): void {
  if (plan.mode === mode) return;
  const words = { real: 'a real ceremony', rehearsal: 'a rehearsal' } as const;
  throw new SeatError('ceremony.mode-differs', `this folder holds ${words[plan.mode]}`, {
    expected: words[mode],
    found: words[plan.mode],
    place: 'ceremony.yaml',
    hint: `Go back and choose ${plan.mode === 'real' ? 'Real ceremony' : 'Rehearsal'}, or open another folder.`,
    notDone: ['Nothing was opened.'],
  });
}

function requireReal(rehearsalOnly: string | null): void {
  if (rehearsalOnly === null) return;
  throw new SeatError('ceremony.real-as-root', 'this station offers rehearsals and audits only', {
    found: rehearsalOnly,
    hint: 'Start the station as an ordinary user.',
    notDone: ['Nothing was opened.'],
  });
}

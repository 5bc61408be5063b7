import { participantOf } from '../../../src/ceremony/roster.ts';
import { openTrouble, type Trouble, type TroubleKind } from '../../../src/ceremony/trouble.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import { roleSpkis } from '../../../src/tuf/root.ts';
import { heldKeys } from '../held-keys.ts';
import type { Work } from '../handlers.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { rootInUse } from '../root-at-hand.ts';
import { scriptHandlers } from '../script-handlers.ts';
import { plainCall, type Say } from './play-act.ts';
import type { Witness } from './witness-at-hand.ts';

/** What a rehearsal without people does when trouble stops a deed. */
export interface WayOut {
  readonly work: Work;
  readonly witness: Witness;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/**
 * Does a deed, and where a trouble of the rehearsal stops it, what host and witness have to do: stop the script, write
 * down what was expected, what happened and what is decided, and go on. Somebody who is not needed is done without;
 * everything else is done again. Whatever the station did not arrange is thrown.
 */
export async function untilDone(
  { work, witness, say, signal }: WayOut,
  deed: () => Promise<unknown>,
): Promise<void> {
  const ceremony = work.table.open;
  const handlers = scriptHandlers(work);
  for (;;) {
    try {
      await deed();
      return;
    } catch (error) {
      const trouble = openTrouble(ceremony.records);
      if (!(error instanceof StationError) || trouble?.state !== 'happened') throw error;
      say(`Trouble: ${error.message}. ${error.hint}`);
      const without = await canDoWithout(ceremony, trouble);
      const words = deviationOf(ceremony, trouble, without);
      await handlers['deviation.stop'](null, plainCall(signal));
      await handlers['deviation.settle']({ ...words, ...witness }, plainCall(signal));
      say(`Decided: ${words.decided}`);
      if (trouble.kind !== 'absent-keyholder') continue;
      if (without) return;
      await handlers['script.pause'](null, plainCall(signal));
      await handlers['script.resume'](null, plainCall(signal));
    }
  }
}

/** Whether both thresholds can be met by the others alone. */
async function canDoWithout(
  { plan, folder }: OpenCeremony,
  { kind, happened }: Trouble,
): Promise<boolean> {
  const id = happened?.participant ?? null;
  if (kind !== 'absent-keyholder' || id === null) return false;
  const others = plan.tuf.holders.filter((holder) => holder !== id).length;
  const inUse = await rootInUse(folder);
  if (inUse === null) return others >= plan.tuf.threshold;
  const own = (await heldKeys(folder)).find(({ participant }) => participant === id);
  const before = roleSpkis(inUse, 'root');
  const left = before.filter((spki) => spki !== own?.publicKey.digest).length;
  const former = participantOf(plan, id)?.formerToken !== undefined ? 1 : 0;
  return others >= plan.tuf.threshold && left - former >= inUse.roles.root.threshold;
}

interface Deviation {
  readonly expected: string;
  readonly happened: string;
  readonly decided: string;
}

function deviationOf(
  { plan }: OpenCeremony,
  { kind, happened }: Trouble,
  without: boolean,
): Deviation {
  const name = participantOf(plan, happened?.participant ?? '')?.name ?? 'the host';
  const decided: Readonly<Record<TroubleKind, string>> = {
    'absent-keyholder': without
      ? `The other keyholders sign: they are enough without ${name}.`
      : `The script is paused until ${name} is here.`,
    'wrong-token': `${name} takes the other token out, and signs with the planned one.`,
    'pulled-token': `${name} plugs the token in again; its key is compared, and it signs once.`,
    'locked-pin': `${name} unlocks the PIN with the PUK, and signs with the new one.`,
    'corrupt-file': 'The file is brought again from its export, and the root is staged from that.',
  };
  return { ...what[kind](name), decided: decided[kind] };
}

const what: Readonly<Record<TroubleKind, (name: string) => Omit<Deviation, 'decided'>>> = {
  'absent-keyholder': (name) => ({
    expected: `${name} signs the root.`,
    happened: `${name} did not come.`,
  }),
  'wrong-token': (name) => ({
    expected: `${name} signs with the token of the plan.`,
    happened: `${name} plugged in another token. The station refused it, and sent it no PIN.`,
  }),
  'pulled-token': (name) => ({
    expected: `The token of ${name} signs.`,
    happened: 'It was pulled out before it had signed. No signature came back.',
  }),
  'locked-pin': (name) => ({
    expected: `The token of ${name} takes the PIN.`,
    happened: 'It was locked after too many wrong PINs.',
  }),
  'corrupt-file': () => ({
    expected: 'Every key file is as it was exported.',
    happened: 'One of them came damaged. The station refused it, and staged nothing.',
  }),
};

import { RehearsalError } from '../../../src/ceremony/ceremony-error.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { scriptState } from '../../../src/ceremony/script-state.ts';
import {
  nextTrouble,
  openTrouble,
  type TroubledDeed,
  type TroubleKind,
} from '../../../src/ceremony/trouble.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import { colleaguesOf } from '../colleagues.ts';
import type { TokenRef } from '../../tokens/token.ts';
import type { Desk } from '../desk.ts';
import { heldKeys } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import type { PlayedTokens } from '../played-tokens.ts';
import { requireKey } from '../token-at-hand.ts';
import { whileDamaged } from './damaged-file.ts';
import { troubledTokens } from './troubled-tokens.ts';

/** What the host's station is about to do, and with whose token. */
export interface Deed {
  readonly kind: TroubledDeed;
  /** The participant whose part is played; null for the host's own act. */
  readonly who: string | null;
  readonly act: (tokens: PlayedTokens) => Promise<void>;
}

/**
 * Does a deed of a running script. In a rehearsal whose host chose trouble, the next one that fits happens first: the
 * deed stops with the very error that a real mishap gives, and the record says that the station arranged it. Until a
 * deviation is written down nothing like it goes on; then what was arranged is put right, and the deed is done.
 * @throws whatever the deed throws; RehearsalError `rehearsal.absent`, `rehearsal.deviation-first`
 */
export async function throughTrouble(
  desk: Desk,
  ceremony: OpenCeremony,
  deed: Deed,
): Promise<void> {
  const { plan, records } = ceremony;
  const running = scriptState(plan, records).phase === 'running';
  if (plan.mode !== 'rehearsal' || !running) return deed.act(desk.colleagues);
  const open = openTrouble(records);
  if (open?.state === 'happened') throw deviationFirst(open.happened.data.sentence);
  if (open !== null && open.happened.participant === deed.who) {
    await putRight(desk, ceremony, open.kind);
    await deed.act(desk.colleagues);
    const sentence = `${nameOf(ceremony, deed.who)} went on where it had stopped.`;
    await ceremony.append({
      kind: 'trouble.solved',
      participant: deed.who,
      data: { trouble: open.kind, happened: open.happened.number, sentence },
    });
    return;
  }
  const next = nextTrouble(records, deed.kind);
  if (next === null) return deed.act(desk.colleagues);
  await befall(desk, ceremony, deed, next);
}

async function befall(
  desk: Desk,
  ceremony: OpenCeremony,
  deed: Deed,
  trouble: TroubleKind,
): Promise<void> {
  const state = scriptState(ceremony.plan, ceremony.records);
  if (state.phase !== 'running') return;
  try {
    await arranged(desk, ceremony, deed, trouble);
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    const sentence = `${error.message}. ${error.hint}`;
    await ceremony.append({
      kind: 'trouble.happened',
      participant: deed.who,
      data: { trouble, act: state.now.planned.id, code: error.code, sentence },
    });
    throw error;
  }
}

/** Brings the trouble about and does the deed, which stops in it. Where it cannot be brought about, the deed is done. */
async function arranged(
  desk: Desk,
  ceremony: OpenCeremony,
  deed: Deed,
  trouble: TroubleKind,
): Promise<void> {
  const tokens = desk.colleagues;
  switch (trouble) {
    case 'absent-keyholder':
      throw absent(nameOf(ceremony, deed.who));
    case 'wrong-token':
      return plugInWrongToken(desk, ceremony, deed);
    case 'pulled-token':
    case 'locked-pin':
      return deed.act(troubledTokens(tokens, trouble));
    case 'corrupt-file': {
      const path = keyFileOf(ceremony);
      return path === null
        ? deed.act(tokens)
        : whileDamaged(ceremony, path, () => deed.act(tokens));
    }
  }
}

async function putRight(desk: Desk, ceremony: OpenCeremony, trouble: TroubleKind): Promise<void> {
  const tokens = desk.colleagues;
  const who = openTrouble(ceremony.records)?.happened.participant ?? null;
  const serial = who === null ? undefined : participantOf(ceremony.plan, who)?.token;
  if (serial === undefined || serial === 'practice') return;
  const seen = (await tokens.list()).tokens.find((token) => String(token.serial) === serial);
  if (trouble === 'locked-pin' && seen?.ref != null) await tokens.unlockPin?.(seen.ref);
  if (trouble === 'pulled-token') await plugIn(tokens, serial);
}

/** A token that is out is in no listing: it lies in the drawer that the other practice tokens are in. */
async function plugIn(tokens: PlayedTokens, serial: TokenRef['serial']): Promise<void> {
  const modules = new Set((await tokens.list()).tokens.map(({ module }) => module));
  for (const module of modules) if ((await tokens.plug?.({ module, serial })) === true) return;
}

/** The interlock of every signature, on a token that is somebody else's. */
async function plugInWrongToken(desk: Desk, ceremony: OpenCeremony, deed: Deed): Promise<void> {
  const held = (await heldKeys(ceremony.folder)).find(
    ({ participant }) => participant === deed.who,
  );
  const other = (await colleaguesOf(desk.colleagues, ceremony)).find(
    ({ participant }) => participant.id !== deed.who,
  );
  if (held === undefined || other === undefined) return deed.act(desk.colleagues);
  requireKey(other.token, held.publicKey.digest);
}

/** The last key that came in from a keyholder, with the record of its export. */
function keyFileOf({ records, plan }: OpenCeremony): string | null {
  const written = records.findLast(
    (record) => record.kind === 'export.written' && record.plan === plan.sha256,
  );
  if (written?.kind !== 'export.written') return null;
  return written.data.files.find(({ path }) => path.endsWith('_pubkey.pem'))?.path ?? null;
}

function nameOf({ plan }: OpenCeremony, id: string | null): string {
  return (id === null ? null : participantOf(plan, id)?.name) ?? 'The host';
}

function absent(name: string): RehearsalError {
  return new RehearsalError('rehearsal.absent', `${name} is not here`, {
    expected: `${name}, with the token`,
    found: 'nobody',
    hint: 'Stop the script and write down a deviation. Let another keyholder sign, or pause and wait.',
    notDone: ['Nothing was signed.'],
  });
}

function deviationFirst(sentence: string): RehearsalError {
  return new RehearsalError(
    'rehearsal.deviation-first',
    'something went wrong, and nothing is decided yet',
    {
      found: sentence,
      hint: 'Stop the script and write down what was expected, what happened, and what is decided.',
      notDone: ['Nothing was staged or signed.'],
    },
  );
}

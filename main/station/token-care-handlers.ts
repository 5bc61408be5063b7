import type { TokenDetails } from '../../src/contract/token-care.ts';
import { problemOf } from '../../src/contract/problem.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import type { UsbDevice } from '../usb/device.ts';
import { refuseWeak } from '../tokens/yubikey/set-up-request.ts';
import type { YubikeyDetails } from '../tokens/yubikey/yubikey.ts';
import { StepError } from './desk.ts';
import type { Group, Work } from './handlers.ts';
import { changeTokenPin } from './pin-change.ts';
import { isPivYubikey, tokenDetails } from './token-details.ts';
import { findToken } from './token-handlers.ts';
import { type CareAct, careLock } from './token-lock.ts';
import { requireKey, tokenQuestion, type UsableToken } from './token-at-hand.ts';
import { setUpToken } from './set-up-token.ts';
import { requireSame } from './typed-twice.ts';
import { tokenView } from './token-view.ts';

/** The device on the USB bus that told this serial. */
export type OnUsb = (serial: string) => UsbDevice | null;

/** What is done to a token itself, in a ceremony or without one: looked at, set up, its PIN changed, a practice key removed. */
export function tokenCareHandlers(
  work: Work,
  onUsb: OnUsb,
): Group<
  'tokens.details' | 'tokens.setUp' | 'tokens.changePin' | 'tokens.unblockPin' | 'tokens.removeKey'
> {
  const { desk, turns } = work;
  const details = async (id: string): Promise<TokenDetails> => lookAt(work, onUsb, id);
  return {
    'tokens.details': details,

    'tokens.setUp': turns.act(async ({ token: id, ...asked }, { progress }) => {
      const token = await allowed(work, id, 'set-up');
      await setUpToken(work, token, asked, progress);
      return details(id);
    }),

    'tokens.changePin': turns.act(async ({ token: id, pin, next, repeat }) => {
      const token = await allowed(work, id, 'pin');
      const { ref } = token;
      requireSame(next, repeat, 'PIN');
      if (isPivYubikey(token)) {
        refuseWeak(next, ref.serial, 'PIN');
        await desk.tokens.yubikeys.changePin(ref, pin, next);
      } else await changeTokenPin(desk.tokens, token, { pin, next });
      await recordIfSeated(work, { kind: 'pin.changed', data: { serial: ref.serial } });
      return details(id);
    }),

    'tokens.unblockPin': turns.act(async ({ token: id, puk, next, repeat }) => {
      const { ref } = await allowed(work, id, 'pin');
      requireSame(next, repeat, 'PIN');
      refuseWeak(next, ref.serial, 'PIN');
      await desk.tokens.yubikeys.unblockPin(ref, puk, next);
      await recordIfSeated(work, { kind: 'pin.unblocked', data: { serial: ref.serial } });
      return details(id);
    }),

    'tokens.removeKey': turns.act(async ({ token: id, serial, spkiSha256, pin }) => {
      const token = await allowed(work, id, 'remove-key');
      const key = requireKey(token, spkiSha256);
      const confirmed = { serial: serial.replaceAll(/\s/g, ''), spkiDigest: spkiSha256 };
      await desk.tokens.removeKey({ key, confirmed, pin });
      await recordIfSeated(work, {
        kind: 'practice.key-removed',
        data: { serial: token.ref.serial, spki: key.spkiDigest },
      });
      return details(id);
    }),
  };
}

/** Looks at the token now, once, and says what could not be read. */
async function lookAt(work: Work, onUsb: OnUsb, id: string): Promise<TokenDetails> {
  const { desk, table } = work;
  const token = await findToken(work, id);
  const ceremony = table.openOrNull;
  let yubikey: YubikeyDetails | null = null;
  let problem: StationError | null = null;
  if (isPivYubikey(token)) {
    try {
      yubikey = await desk.tokens.yubikeys.details(token.ref);
    } catch (error) {
      if (!(error instanceof StationError)) throw error;
      problem = error;
    }
  }
  const { tokens, modules } = await desk.tokens.list();
  const now = tokens.find((each) => work.tokenId(each) === id) ?? token;
  const lock = (act: CareAct): string | null => careLock(now, act, ceremony, desk.rehearsalOnly);
  return tokenDetails({
    token: now,
    view: tokenView(now, id, tokenQuestion(ceremony)),
    yubikey,
    problem: problem === null ? null : problemOf(problem),
    module: modules.find((each) => each.id === token.module) ?? null,
    usb: onUsb(token.ref.serial),
    played: (await desk.tokens.colleaguePin(token.ref)) !== null,
    locks: { 'set-up': lock('set-up'), pin: lock('pin'), 'remove-key': lock('remove-key') },
  });
}

/** @throws StepError `token.not-present`, `token.left-alone` with the reason */
async function allowed(work: Work, id: string, act: CareAct): Promise<UsableToken> {
  const token = await findToken(work, id);
  const lock = careLock(token, act, work.table.openOrNull, work.desk.rehearsalOnly);
  if (lock === null) return token;
  throw new StepError('token.left-alone', 'this token stays as it is', {
    place: token.ref.serial,
    hint: lock,
    notDone: ['Nothing was written to it.', 'No PIN was sent.'],
  });
}

/** Records an act where somebody sits in an open ceremony. Without one, the person's own token is nobody's record. */
async function recordIfSeated(
  { table }: Work,
  deed: Parameters<NonNullable<Work['table']['openOrNull']>['record']>[0],
): Promise<void> {
  const ceremony = table.openOrNull;
  if (ceremony?.youOrNull != null) await ceremony.record(deed);
}

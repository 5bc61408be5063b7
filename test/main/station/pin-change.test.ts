import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeTokenPin, pinChange } from '../../../main/station/pin-change.ts';
import type { UsableToken } from '../../../main/station/token-at-hand.ts';
import { tokenSerial } from '../tokens/tokens-under-test.ts';
import { chooseOwnToken, goodPin, practiceFolder, recordsIn } from './keyholder-steps.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

const next = '59162738';
const free = { 'set-up': null, pin: null, 'remove-key': null };
const plain = {
  serial: 'abcd1234',
  ref: { serial: 'abcd1234' },
  practice: false,
  pinLength: { min: 4, max: 64 },
  flags: {
    pinInitialised: true,
    pinCountLow: false,
    pinFinalTry: false,
    pinLocked: false,
    protectedPath: false,
    writeProtected: false,
  },
} as unknown as UsableToken;
const flagged = (flags: Partial<UsableToken['flags']>): UsableToken => ({
  ...plain,
  flags: { ...plain.flags, ...flags },
});

describe('whether a PIN can be changed here', () => {
  it('is offered, with the rules for the new one', () => {
    expect(pinChange({ token: plain, locks: free, played: false })).toEqual({
      lock: null,
      rules: [
        'Six to 64 characters.',
        'Not a default, not your serial, no rows or repeats of digits.',
      ],
    });
  });

  it.each([
    [flagged({ protectedPath: true }), false, 'PIN pad'],
    [flagged({ pinInitialised: false }), false, 'no PIN yet'],
    [flagged({ pinLocked: true }), false, 'program of its maker'],
    [plain, true, 'to play a colleague'],
    [
      { ...plain, serial: tokenSerial('nss-0123456789abcdef') },
      false,
      'another token. Change it with certutil',
    ],
  ])(
    '%#: is refused in words, in the details and when it is asked for',
    async (token, played, why) => {
      expect(pinChange({ token, locks: free, played })?.lock).toContain(why);
      const sent: string[] = [];
      const tokens = {
        colleaguePin: async () => (played ? '12345670' : null),
        changePin: async () => void sent.push('sent'),
      };
      await expect(changeTokenPin(tokens, token, { pin: goodPin, next })).rejects.toMatchObject({
        code: 'token.unsupported',
        hint: expect.stringContaining(why),
        notDone: ['No PIN was set', 'No PIN was sent'],
      });
      expect(sent).toEqual([]);
    },
  );

  it('says first what the ceremony says', () => {
    const locks = { ...free, pin: 'The plan does not name it for you.' };
    expect(pinChange({ token: flagged({ pinLocked: true }), locks, played: true })?.lock).toBe(
      'The plan does not name it for you.',
    );
  });
});

describe('the PIN of a practice token, through the handlers', () => {
  const home = freshHome();
  let station: PracticeStation;
  let token: string;
  const call = () => station.handlers;
  const change = async (given: object) =>
    call()['tokens.changePin']({ token, pin: goodPin, next, repeat: next, ...given }, idle());

  beforeAll(async () => {
    station = await startStation(home);
    await call()['ceremony.startPractice']({ role: 'keyholder' }, idle());
    await chooseOwnToken(station);
    const { tokens } = await call()['tokens.list'](null, idle());
    token = tokens.find(({ planned }) => planned)?.id ?? '';
  }, 180_000);
  afterAll(async () => {
    await station?.close();
    removeHome(home);
  });

  it('is chosen with the key, and not changed before', async () => {
    const { changePin, secrets } = await call()['tokens.details'](token, idle());
    expect(changePin?.lock).toContain('no PIN yet');
    expect(secrets).toMatchObject([{ label: 'PIN', value: 'No PIN is set yet' }]);
    await expect(change({})).rejects.toMatchObject({ code: 'token.unsupported' });
    await call()['key.make']({ pin: goodPin, repeat: goodPin }, idle());
    expect((await call()['tokens.details'](token, idle())).changePin?.lock).toBeNull();
  }, 60_000);

  it.each([
    [{ repeat: '59162739' }, 'pin.differ'],
    [{ next: '12345678', repeat: '12345678' }, 'pin.format'],
    [{ next: '77777777', repeat: '77777777' }, 'pin.format'],
    [{ next: '5916', repeat: '5916' }, 'pin.format'],
    [{ next: goodPin, repeat: goodPin }, 'pin.format'],
    [{ pin: '13579135' }, 'pin.wrong'],
  ])('%j is refused: %s', async (given, code) => {
    await expect(change(given)).rejects.toMatchObject({ code });
  });

  it('is changed, said and recorded, without either PIN', async () => {
    const after = await change({});
    expect(after.changePin).toMatchObject({ lock: null });
    expect(after.tries.pin).toBe('This token does not tell how many tries are left');
    const records = recordsIn(practiceFolder(home));
    expect(records.at(-1)).toMatchObject({
      kind: 'pin.changed',
      data: { serial: after.token.serial },
    });
    expect(JSON.stringify(records)).not.toMatch(new RegExp(`${goodPin}|${next}`));
    await expect(change({})).rejects.toMatchObject({ code: 'pin.wrong' });
    await change({ pin: next, next: goodPin, repeat: goodPin });
  });
});

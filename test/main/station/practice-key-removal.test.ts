import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseOwnToken, goodPin } from './keyholder-steps.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

let home: string;
let station: PracticeStation;
let token: string;
const call = () => station.handlers;
const details = async () => call()['tokens.details'](token, idle());

/** A practice token with the key of a practice ceremony, which is still open. */
beforeAll(async () => {
  home = freshHome();
  station = await startStation(home);
  await call()['ceremony.startPractice']({ role: 'keyholder' }, idle());
  await chooseOwnToken(station);
  await call()['key.make']({ pin: goodPin, repeat: goodPin }, idle());
  const { tokens } = await call()['tokens.list'](null, idle());
  token = tokens.find(({ planned }) => planned)?.id ?? '';
}, 180_000);
afterAll(async () => {
  await station?.close();
  removeHome(home);
});

it('keeps a key of the ceremony that is open', async () => {
  const { keys, token: view } = await details();
  expect(keys).toHaveLength(1);
  expect(keys[0]).toMatchObject({ removable: false, sentence: 'A practice key, by its name.' });
  const removal = {
    token,
    serial: view.serial ?? '',
    spkiSha256: keys[0]?.spkiSha256 ?? '',
    pin: goodPin,
  };
  await expect((async () => call()['tokens.removeKey'](removal, idle()))()).rejects.toMatchObject({
    code: 'token.left-alone',
    hint: 'It holds a key of this ceremony, which stays as it is.',
  });
  expect((await details()).keys).toHaveLength(1);
}, 60_000);

it('tells of a token that is no YubiKey what its library tells, and offers no set-up', async () => {
  const seen = await details();
  expect(seen).toMatchObject({
    setUp: null,
    changePin: { lock: null },
    unblockPin: null,
    secrets: [{ label: 'PIN', value: 'This token does not tell how many tries are left' }],
  });
  expect(seen.device.map(({ label }) => label)).toEqual([
    'Model',
    'Serial',
    'Firmware',
    'Seen through',
  ]);
  expect(seen.tries.pin).toBe('This token does not tell how many tries are left');
}, 60_000);

it('removes it once the ceremony is closed, as confirmed and never otherwise', async () => {
  await call()['ceremony.close'](null, idle());
  const before = await details();
  const [key] = before.keys;
  expect(key?.removable).toBe(true);
  const serial = before.token.serial ?? '';
  const spkiSha256 = key?.spkiSha256 ?? '';
  const remove = async (change: object) =>
    call()['tokens.removeKey']({ token, serial, spkiSha256, pin: goodPin, ...change }, idle());
  await expect(remove({ serial: 'another' })).rejects.toMatchObject({ code: 'key.mismatch' });
  await expect(remove({ spkiSha256: 'a'.repeat(64) })).rejects.toMatchObject({
    code: 'key.swapped',
  });
  await expect(remove({ pin: '13579135' })).rejects.toMatchObject({ code: 'pin.wrong' });
  expect((await details()).keys).toHaveLength(1);
  const after = await remove({ serial: ` ${serial} ` });
  expect(after.keys).toEqual([]);
}, 60_000);

import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../main/station/desk.ts';
import { triesNow } from '../../../main/station/tries-now.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import type { PresentToken } from '../../../main/tokens/token.ts';

const flags = { pinInitialised: true, pinLocked: false, pinFinalTry: false, pinCountLow: false };
const yubikey = {
  ref: { module: 'm-1', serial: '11111111' },
  manufacturer: 'Yubico (www.yubico.com)',
  model: 'YubiKey YK5',
  flags,
};
const hsm = { ...yubikey, manufacturer: 'SoftHSM project', model: 'SoftHSM v2' };
const notTold = 'This token does not tell how many tries are left';

/** What is said of a token whose PIV applet answers this, and how often it was asked. */
async function said(
  token: object,
  status: () => Promise<unknown>,
  atWork?: boolean,
): Promise<readonly [string, number]> {
  let asked = 0;
  const yubikeys = {
    status: () => {
      asked += 1;
      return status();
    },
  };
  const desk = {
    tokens: { yubikeys },
    ...(atWork === undefined ? {} : { atWork: () => atWork }),
  } as unknown as Pick<Desk, 'tokens' | 'atWork'>;
  return [await triesNow(desk, token as PresentToken), asked];
}
const left = (triesLeft: number | null) => () => Promise.resolve({ pin: { triesLeft } });

describe('the tries before a PIN', () => {
  it.each([
    [3, 'Three tries left'],
    [1, 'One try left'],
    [0, 'No tries left: the PIN is locked'],
    [null, notTold],
  ])('of a YubiKey that tells %s are told as a number', async (number, words) => {
    expect(await said(yubikey, left(number))).toEqual([words, 1]);
    expect(await said(yubikey, left(number), false)).toEqual([words, 1]);
  });

  it('of every other token are what its flags say, and it is asked nothing more', async () => {
    expect(await said(hsm, left(3))).toEqual([notTold, 0]);
    const last = { ...hsm, flags: { ...flags, pinFinalTry: true } };
    expect(await said(last, left(3))).toEqual(['One try left', 0]);
  });

  it('of a YubiKey at work, or without a number of its own, are what its flags say', async () => {
    const last = { ...yubikey, flags: { ...flags, pinFinalTry: true } };
    expect(await said(last, left(3), true)).toEqual(['One try left', 0]);
    expect(await said({ ...last, ref: null }, left(3))).toEqual(['One try left', 0]);
  });

  it('of a YubiKey that cannot be asked now are what its flags say; any other error is one', async () => {
    const busy = new TokenError('token.busy', 'another program uses the token', { hint: 'Wait.' });
    const last = { ...yubikey, flags: { ...flags, pinFinalTry: true } };
    expect(await said(last, () => Promise.reject(busy))).toEqual(['One try left', 1]);
    await expect(said(last, () => Promise.reject(new RangeError('ours')))).rejects.toThrow('ours');
  });
});

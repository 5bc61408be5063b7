import { describe, expect, it } from 'vitest';
import {
  count,
  goodPin,
  hostileTokens,
  openTokens,
  practiceKey,
  practiceToken,
  rejection,
  rootBytes,
} from './tokens-under-test.ts';

const next = '59162738';
const wrong = '13579135';

describe('the PIN of a token that is no YubiKey', () => {
  it('is changed on SoftHSM by the one that it has, and the key signs with the new one only', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const { key } = await practiceKey(hosts, ref);
    await hosts.changePin(ref, goodPin, next);
    const request = {
      key,
      scheme: 'ecdsa-sha2-nistp256',
      purpose: 'tuf-canonical',
      bytes: rootBytes,
    } as const;
    expect((await rejection(hosts.sign({ ...request, pin: goodPin }))).code).toBe('pin.wrong');
    expect((await hosts.sign({ ...request, pin: next }))[0]).toBe(0x30);
  });

  it('stays where the PIN that it has was wrong, with what the token tells of its tries', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const error = await rejection(hosts.changePin(ref, wrong, next));
    expect(error).toMatchObject({
      code: 'pin.wrong',
      notDone: ['No PIN was set', 'The PIN was sent once and not again'],
    });
    expect(error.hint).toContain('This token only tells that a wrong PIN was entered');
    expect(JSON.stringify(error)).not.toMatch(new RegExp(`${wrong}|${next}`));
    await hosts.changePin(ref, goodPin, next);
  });

  it('is not asked for where none is given', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    expect((await rejection(hosts.changePin(ref, '', next))).code).toBe('pin.needed');
  });

  it.each([
    ['is locked', { flags: 0x40000 }, 'pin.locked'],
    ['is not set', { mode: 'no pin' }, 'pin.not-set'],
    ['is typed on a PIN pad', { flags: 0x100 }, 'token.unsupported'],
  ])('is not sent where it %s', async (_what, options, code) => {
    const { hosts, ref, calls } = await hostileTokens(options);
    await hosts.list();
    calls();
    expect((await rejection(hosts.changePin(ref, goodPin, next))).code).toBe(code);
    const made = calls();
    expect([count(made, 'C_Login'), count(made, 'C_SetPIN')]).toEqual([0, 0]);
  });

  it.each([
    ['C_Login=160', 'pin.wrong', 1, 0],
    ['C_Login=164', 'pin.locked', 1, 0],
    ['C_SetPIN=162', 'pin.format', 1, 1],
    ['C_SetPIN=84', 'token.unsupported', 1, 1],
    ['C_SetPIN=50', 'token.removed', 1, 1],
  ])('where %s stops it with %s, and nothing is sent again', async (fail, code, logins, sets) => {
    const { hosts, ref, calls } = await hostileTokens({ fail });
    await hosts.list();
    calls();
    const error = await rejection(hosts.changePin(ref, goodPin, next));
    expect(error.code).toBe(code);
    const made = calls();
    expect([count(made, 'C_Login'), count(made, 'C_SetPIN')]).toEqual([logins, sets]);
    // After C_SetPIN was sent, only an answer about its form says that nothing was set.
    const unknown = error.hint.includes('Whether the PIN was set is not known');
    expect(unknown).toBe(sets === 1 && code !== 'pin.format');
  });
});

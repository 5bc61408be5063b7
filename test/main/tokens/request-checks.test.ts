import { describe, expect, it } from 'vitest';
import type { Act } from '../../../main/tokens/act.ts';
import { practiceModule } from '../../../main/tokens/module-registry.ts';
import {
  badInput,
  neededPin,
  notPractice,
  otherToken,
  refuseUnconfirmed,
  refuseWeakPin,
} from '../../../main/tokens/request-checks.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import { thrown } from '../../encoding/thrown.ts';
import {
  digest,
  goodPin,
  hostileTokens,
  keyId,
  openTokens,
  practiceToken,
  rejection,
  tokenSerial,
} from './tokens-under-test.ts';

const ref = { module: practiceModule, serial: tokenSerial('24617802') };
const act: Act = { kind: 'sign', serial: ref.serial };

describe('before anything is sent', () => {
  it('a PIN is there', () => {
    expect(neededPin(goodPin, act)).toBe(goodPin);
    for (const pin of [null, '']) {
      const error = thrown(TokenError, () => neededPin(pin, act));
      expect(error).toMatchObject({ code: 'pin.needed', place: '24617802' });
      expect(error.notDone).toEqual(['Nothing was sent to the token']);
    }
  });

  it('a new PIN has six characters, also where the token takes four', () => {
    const limits = { min: 4, max: 8 };
    expect(() => refuseWeakPin('482619', limits, ref)).not.toThrow();
    const error = thrown(TokenError, () => refuseWeakPin('4826', limits, ref));
    expect(error).toMatchObject({ code: 'pin.format', hint: 'A PIN has 6 characters or more.' });
    expect(thrown(TokenError, () => refuseWeakPin('24617802', limits, ref)).code).toBe(
      'pin.format',
    );
  });

  it('a key is confirmed by the number of its token as it stands on screen, and by its digest', () => {
    const spkiDigest = digest('a key');
    const key = { module: practiceModule, serial: tokenSerial('7443219'), id: null, spkiDigest };
    for (const serial of ['7443219', '07 443 219'])
      expect(() => refuseUnconfirmed(key, { serial, spkiDigest })).not.toThrow();
    for (const confirmed of [
      { serial: '7443218', spkiDigest },
      { serial: '', spkiDigest },
      { serial: '7443219', spkiDigest: digest('another') },
    ])
      expect(thrown(TokenError, () => refuseUnconfirmed(key, confirmed))).toMatchObject({
        code: 'key.mismatch',
        notDone: ['No key was removed', 'No PIN was sent'],
      });
  });

  it('the other token is named, and what to do', () => {
    expect(otherToken('24617820', ref)).toMatchObject({
      code: 'token.wrong-serial',
      expected: '24617820',
      found: '24617802',
      hint: 'Take out 24617802. Plug in 24617820.',
      notDone: ['No key was made', 'No PIN was sent'],
    });
  });

  it('a token of the practice store is told from one that is not there', () => {
    expect(notPractice(ref, true).code).toBe('token.not-practice');
    expect(notPractice(ref, false).code).toBe('token.absent');
    expect(badInput('a label').expected).toBe('a label');
  });

  it.each([
    ['a label that is empty', { label: '' }],
    ['a label that is too long', { label: 'é'.repeat(33) }],
    ['an id that is none', { id: '9C' as ReturnType<typeof keyId> }],
    ['an id that is empty', { id: '' as ReturnType<typeof keyId> }],
  ])('%s is refused', async (_what, odd) => {
    const hosts = await openTokens();
    const token = await practiceToken(hosts);
    const making = hosts.makeKey({
      ref: token,
      expectedSerial: token.serial,
      scheme: 'ed25519',
      pin: goodPin,
      label: 'root key',
      id: keyId('01'),
      ...odd,
    });
    const error = await rejection(making);
    expect(error.code).toBe('token.input');
    expect(error.notDone).toEqual(['Nothing was sent to the token']);
  });
});

describe('what a module answers to each step', () => {
  it.each([
    ['C_GetInfo=5', 'failed'],
    ['C_Initialize=6', 'failed'],
    ['C_GetSlotList=48', 'failed'],
    ['C_OpenSession=5', 'ready'],
    ['C_FindObjectsInit=5', 'ready'],
    ['C_FindObjects=5', 'ready'],
    ['C_FindObjectsFinal=5', 'ready'],
    ['C_CloseAllSessions=5', 'ready'],
  ])('%s leaves it %s', async (fail, state) => {
    const { hosts } = await hostileTokens({ fail });
    const { modules, tokens } = await hosts.list();
    expect(modules.map((module) => module.state)).toEqual([state]);
    expect(tokens).toHaveLength(state === 'ready' ? 1 : 0);
  });

  it('a token whose keys can not be read is shown without them', async () => {
    const { hosts } = await hostileTokens({ fail: 'C_OpenSession=5' });
    const [token] = (await hosts.list()).tokens;
    expect(token).toMatchObject({ serial: 'HOSTILE-1', keys: [], trouble: null });
  });

  it('a token with keys without end is shown with 256', async () => {
    const { hosts } = await hostileTokens({ mode: 'endless keys' });
    expect((await hosts.list()).tokens[0]?.keys).toHaveLength(256);
  });

  it('a module without tokens is ready all the same', async () => {
    const { hosts } = await hostileTokens({ mode: 'no token' });
    const { modules, tokens } = await hosts.list();
    expect(tokens).toEqual([]);
    expect(modules.map(({ state }) => state)).toEqual(['ready']);
  });
});

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ck, loadCryptoki, type Cryptoki } from '../../../../main/tokens/host/cryptoki.ts';
import { RefusedByHost } from '../../../../main/tokens/host/fault.ts';
import { Presence } from '../../../../main/tokens/host/presence.ts';
import { hostileModule, newFolder } from '../tokens-under-test.ts';

/** The hostile module in this very process: in its ordinary mode it is a token like others, and notes each call. */
let cryptoki: Cryptoki;
let presence: Presence;
let log: string;
beforeEach(() => {
  log = path.join(newFolder(), 'calls');
  process.env['HOSTILE_LOG'] = log;
  process.env['HOSTILE_MODE'] = '';
  cryptoki = loadCryptoki(hostileModule());
  cryptoki.C_Initialize({ flags: ck.CKF_OS_LOCKING_OK });
  presence = new Presence(cryptoki);
});
afterEach(() => {
  cryptoki.C_Finalize();
  cryptoki.close();
  delete process.env['HOSTILE_LOG'];
  delete process.env['HOSTILE_MODE'];
});

function mode(name: string): void {
  process.env['HOSTILE_MODE'] = name;
}

/** How often a function of the module was called since this was last asked. */
function calls(name: string): number {
  const all = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  rmSync(log, { force: true });
  return all.filter((call) => call === name).length;
}

/** How often the module was asked for its slots since then; the binding asks twice for each list. */
const looks = (): number => calls('C_GetSlotList') / 2;

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof RefusedByHost) return error.code;
    throw error;
  }
  return '';
}

describe('where a token sits', () => {
  it('is looked at once for all who ask until it is forgotten', () => {
    presence.seatOf('HOSTILE-1');
    presence.seatOf('HOSTILE-1');
    expect(presence.only).toBe(true);
    expect(looks()).toBe(1);
    presence.forget();
    presence.seatOf('HOSTILE-1');
    expect(looks()).toBe(1);
  });

  it('is not looked at again only because a token is not there', () => {
    expect(refusal(() => presence.seatOf('HOSTILE-2'))).toBe('absent');
    expect(refusal(() => presence.seatOf('HOSTILE-2'))).toBe('absent');
    expect(looks()).toBe(1);
    mode('two tokens');
    presence.forget();
    expect(presence.seatOf('HOSTILE-2').serial).toBe('HOSTILE-2');
  });

  it('is asked again in any case by who has a session there', () => {
    const seat = presence.seatOf('HOSTILE-1');
    expect(presence.sameAgain(seat).serial).toBe('HOSTILE-1');
    mode('odd serial');
    expect(presence.seatOf('HOSTILE-1')).toEqual(seat);
    expect(refusal(() => presence.sameAgain(seat))).toBe('serial-changed');
  });

  it('has every session closed when another one sits there, and keeps them as long as it is the same', () => {
    presence.look();
    calls('C_CloseAllSessions');
    presence.look();
    expect(calls('C_CloseAllSessions')).toBe(0);
    mode('odd serial');
    presence.look();
    expect(calls('C_CloseAllSessions')).toBe(1);
  });

  it('is nowhere for two tokens with one serial, remembered or not', () => {
    mode('twins');
    expect(refusal(() => presence.seatOf('HOSTILE-1'))).toBe('absent');
    expect(refusal(() => presence.seatOf('HOSTILE-1'))).toBe('absent');
  });

  it.each([
    ['one token', '', true],
    ['no token', 'no token', true],
    ['two tokens', 'two tokens', false],
    ['two that cannot be told apart', 'twins', false],
  ])('has others beside it, or none (%s)', (_what, name, only) => {
    mode(name);
    expect(presence.only).toBe(only);
  });
});

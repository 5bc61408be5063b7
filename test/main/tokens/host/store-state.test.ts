import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sameState, storeState } from '../../../../main/tokens/host/store-state.ts';

let tokens: string;
beforeEach(() => {
  tokens = mkdtempSync(path.join(tmpdir(), 'store-state-'));
  mkdirSync(path.join(tokens, 'one'));
  writeFileSync(path.join(tokens, 'one/token.object'), 'first');
});
afterEach(() => rmSync(tokens, { recursive: true, force: true }));

/** Whether `change` is seen, and whether it is seen as files that came or went. */
function seen(change: () => void): { readonly same: boolean; readonly sameFiles: boolean } {
  const before = storeState(tokens);
  change();
  const after = storeState(tokens);
  return { same: sameState(before, after), sameFiles: before?.files === after?.files };
}

describe('the state of the practice store', () => {
  it('is the same when nothing was written', () => {
    expect(seen(() => {})).toEqual({ same: true, sameFiles: true });
  });

  it.each([
    ['a new token', () => mkdirSync(path.join(tokens, 'two'))],
    ['a new object', () => writeFileSync(path.join(tokens, 'one/key.object'), 'key')],
    ['an object that went', () => rmSync(path.join(tokens, 'one/token.object'))],
    [
      'a token that was pulled',
      () => renameSync(path.join(tokens, 'one'), `${tokens}-pulled-${process.pid}`),
    ],
    [
      'another file under the same name',
      () => {
        writeFileSync(path.join(tokens, 'one/next'), 'first');
        renameSync(path.join(tokens, 'one/next'), path.join(tokens, 'one/token.object'));
      },
    ],
  ])('differs in its files after %s', (_what, change) => {
    expect(seen(change)).toEqual({ same: false, sameFiles: false });
    rmSync(`${tokens}-pulled-${process.pid}`, { recursive: true, force: true });
  });

  it.each([
    ['longer', () => writeFileSync(path.join(tokens, 'one/token.object'), 'longer')],
    ['written at another time', () => utimesSync(path.join(tokens, 'one/token.object'), 1, 2)],
  ])('differs, with the same files, where one is %s', (_what, change) => {
    expect(seen(change)).toEqual({ same: false, sameFiles: true });
  });

  it('takes no notice of SoftHSM’s own locks', () => {
    const lock = path.join(tokens, 'one/token.lock');
    writeFileSync(lock, '');
    expect(seen(() => writeFileSync(lock, 'locked'))).toEqual({ same: true, sameFiles: true });
  });

  it('is not known without the folder, or where it holds more than any store', () => {
    expect(storeState(path.join(tokens, 'none'))).toBeNull();
    writeFileSync(path.join(tokens, 'stray'), 'a file where tokens are');
    expect(storeState(tokens)).toBeNull();
    rmSync(path.join(tokens, 'stray'));
    for (let each = 0; each < 1100; each += 1)
      writeFileSync(path.join(tokens, `one/${each}.object`), '');
    expect(storeState(tokens)).toBeNull();
  });

  it('that is not known is the same as nothing, not even as itself', () => {
    expect(sameState(null, null)).toBe(false);
    expect(sameState(storeState(tokens), null)).toBe(false);
  });
});

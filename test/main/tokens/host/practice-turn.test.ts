import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PracticeTurn } from '../../../../main/tokens/host/practice-turn.ts';
import {
  goodPin,
  openTokens,
  practiceKey,
  practiceToken,
  newFolder,
  rootBytes,
} from '../tokens-under-test.ts';

let folder: string;
let turn: PracticeTurn;
let starts: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'practice-turn-'));
  mkdirSync(path.join(folder, 'tokens/one'), { recursive: true });
  write('token.object', '0');
  turn = new PracticeTurn(path.join(folder, 'stations.lock'));
  starts = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, 'tokens/one', name), text);
}

async function hold(work: () => void = () => {}): Promise<void> {
  await turn.hold(
    () => {
      starts += 1;
    },
    async () => work(),
  );
}

describe('a turn at the practice store', () => {
  it('starts the library anew for the first, and not again while nobody else was there', async () => {
    await hold();
    await hold();
    await hold();
    expect(starts).toBe(1);
  });

  it('counts what it wrote itself as its own, as SoftHSM does at each login', async () => {
    await hold();
    await hold(() => write('token.object', 'a login'));
    await hold();
    expect(starts).toBe(1);
  });

  it.each([
    ['wrote to a token', () => write('token.object', 'another login')],
    ['made a key', () => write('key.object', 'key')],
    ['made a token', () => mkdirSync(path.join(folder, 'tokens/two'))],
    ['removed a token', () => rmSync(path.join(folder, 'tokens/one'), { recursive: true })],
  ])('starts it anew after somebody else %s', async (_what, change) => {
    await hold();
    change();
    await hold();
    expect(starts).toBe(2);
  });

  it('starts it anew after a file came during a turn: it may be of a program that takes no turns', async () => {
    await hold(() => write('key.object', 'key'));
    await hold();
    expect(starts).toBe(2);
  });

  it('starts it anew after a turn that failed', async () => {
    await hold();
    const failing = hold(() => {
      throw new Error('a token that went');
    });
    await expect(failing).rejects.toThrow('a token that went');
    await hold();
    expect(starts).toBe(2);
  });

  it('always starts it anew where the folder cannot be read', async () => {
    rmSync(path.join(folder, 'tokens'), { recursive: true });
    await hold();
    await hold();
    expect(starts).toBe(2);
  });
});

describe('two stations at one practice store', () => {
  it('see each other’s tokens and keys between their own signatures', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const [one, other] = [
      await openTokens({ practiceFolder }),
      await openTokens({ practiceFolder }),
    ];
    const ref = await practiceToken(one);
    const first = await practiceKey(one, ref);
    const request = (key: typeof first.key) =>
      ({
        key,
        scheme: 'ecdsa-sha2-nistp256',
        purpose: 'tuf-canonical',
        bytes: rootBytes,
        pin: goodPin,
      }) as const;
    await one.sign(request(first.key));
    await other.sign(request(first.key));
    await one.sign(request(first.key));
    const second = await practiceKey(other, ref, 'ecdsa-sha2-nistp256', '03');
    expect((await one.sign(request(second.key)))[0]).toBe(0x30);
    const made = await practiceToken(other, 'Bo');
    const key = await practiceKey(other, made);
    expect((await one.sign(request(key.key)))[0]).toBe(0x30);
    await other.removePractice(made);
    expect((await one.list()).tokens.map(({ serial }) => serial)).toEqual([ref.serial]);
  });
});

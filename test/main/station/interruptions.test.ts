import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { adoptKey, keyToTakeUp } from '../../../main/station/adopt-key.ts';
import { makeKey } from '../../../main/station/make-key.ts';
import { lookKey } from '../../../main/station/look-key.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { openDesk } from '../../../main/station/station.ts';
import type { Desk } from '../../../main/station/desk.ts';
import { requireChosenToken } from '../../../main/station/token-at-hand.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import type { Tokens } from '../../../main/tokens/token.ts';
import { freshHome, idle, removeHome, startStation } from './practice-station.ts';

const pin = 'Quiet7ok';
const typed = { pin, repeat: pin };
const quiet = () => {};

let home: string;
let desk: Desk;
let ceremony: OpenCeremony;

beforeEach(async () => {
  home = freshHome();
  const station = await startStation(home);
  await station.handlers['ceremony.startPractice']({ role: 'keyholder' }, idle());
  const { tokens } = await station.handlers['tokens.list'](null, idle());
  await station.handlers['tokens.choose']({ token: tokens[0]?.id ?? '' }, idle());
  await station.close();
  desk = await openDesk({ version: '0.0.0', root: true }, station.folders);
  ceremony = await reopened();
});
afterEach(async () => {
  await ceremony.folder.close();
  await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
  removeHome(home);
});

async function reopened(): Promise<OpenCeremony> {
  const path = join(home, 'Ceremonies', 'Practice root 2 dress rehearsal');
  const folder = await CeremonyFolder.open(path, desk.now());
  return new OpenCeremony(folder, 'keyholder', 'priya-raman', () => desk.now());
}

function bound(tokens: Tokens, name: keyof Tokens): unknown {
  return name === 'yubikeys' ? tokens.yubikeys : tokens[name].bind(tokens);
}

/** The real tokens, but for one act: it happens on the token, and its answer is lost. */
function losing(act: 'makeKey'): Tokens {
  return new Proxy(desk.tokens, {
    get(target, name: keyof Tokens) {
      if (name !== act) return bound(target, name);
      return async (request: Parameters<Tokens['makeKey']>[0]) => {
        await target.makeKey(request);
        throw new TokenError('token.interrupted', 'the library was cut off', {
          hint: 'Look again.',
        });
      };
    },
  });
}

/** Takes the practice token's folder away, as pulling a token out does. */
async function pull() {
  const tokens = join(desk.folders.practice, 'tokens');
  const [name = ''] = readdirSync(tokens);
  await rename(join(tokens, name), join(home, 'pulled'));
  return { putBack: () => rename(join(home, 'pulled'), join(tokens, name)) };
}

/** Takes the private halves of all keys off the practice tokens, as a making does that is cut off in the middle. */
function loseThePrivateHalf(): void {
  const tokens = join(desk.folders.practice, 'tokens');
  // SoftHSM keeps an object a file: each attribute is its type, its kind and its value, eight bytes each. This is CKO_PRIVATE_KEY.
  const isPrivateKey = Buffer.from(['0', '2', '3'].map((n) => n.padStart(16, '0')).join(''), 'hex');
  const files = readdirSync(tokens, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.object'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(isPrivateKey));
  expect(files).not.toHaveLength(0);
  for (const file of files) rmSync(file);
}

/** The real tokens, as if they were of another make; what is asked of `makeKey` is told, and not done. */
function asMadeBy(make: { manufacturer: string; model: string }, asked: string[]): Tokens {
  return new Proxy(desk.tokens, {
    get(target, name: keyof Tokens) {
      if (name === 'list')
        return async () => {
          const listing = await target.list();
          return { ...listing, tokens: listing.tokens.map((token) => ({ ...token, ...make })) };
        };
      if (name !== 'makeKey') return bound(target, name);
      return async ({ id }: Parameters<Tokens['makeKey']>[0]) => {
        asked.push(id);
        throw new TokenError('token.full', 'the token is full', { hint: 'Use another token.' });
      };
    },
  });
}

describe('the id of a new key', () => {
  it.each([
    ['SoftHSM project', 'SoftHSM v2', /^[0-9a-f]{16}$/],
    // Its number of an object: two bytes, and neither none nor all bits set.
    ['Yubico (www.yubico.com)', 'YubiHSM', /^(?!0000|ff)[0-9a-f]{4}$/],
  ])('on %s, %s, has the form that the token keeps', async (manufacturer, model, form) => {
    const asked: string[] = [];
    const tokens = asMadeBy({ manufacturer, model }, asked);
    await expect(makeKey(tokens, ceremony, typed, quiet)).rejects.toMatchObject({
      code: 'token.full',
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(form);
    const intended = ceremony.records.findLast(({ kind }) => kind === 'key.intended');
    expect(intended?.data).toMatchObject({ id: asked[0] });
  });
});

describe('a crash between the token and the record', () => {
  it('leaves a key that is found again, proved, and taken up; no second key is made', async () => {
    await expect(makeKey(losing('makeKey'), ceremony, typed, quiet)).rejects.toMatchObject({
      code: 'token.interrupted',
    });
    await ceremony.folder.close();
    ceremony = await reopened();
    expect(ceremony.state.step).toBe('key');
    const token = await requireChosenToken(desk.tokens, ceremony);
    const found = (await keyToTakeUp(ceremony, token))?.spki;
    expect(found).toBe(token.keys[0]?.spkiDigest);
    await adoptKey(desk.tokens, ceremony, pin, quiet);
    expect(ceremony.state).toMatchObject({
      step: 'evidence',
      key: { kind: 'key.adopted', data: { spki: found, origin: 'cut-off' } },
    });
    expect((await requireChosenToken(desk.tokens, ceremony)).keys).toHaveLength(1);
  });

  it('is not claimed where the token has no such key: a new one is made', async () => {
    const { serial } = (await requireChosenToken(desk.tokens, ceremony)).ref;
    const intent = {
      serial,
      scheme: 'ecdsa-sha2-nistp256' as const,
      id: 'aabbccdd',
      label: 'PRACTICE lost',
    };
    await ceremony.record({ kind: 'key.intended', data: intent });
    await expect(adoptKey(desk.tokens, ceremony, pin, quiet)).rejects.toMatchObject({
      code: 'step.too-early',
    });
    await makeKey(desk.tokens, ceremony, typed, quiet);
    expect(ceremony.state.step).toBe('evidence');
  });

  it('that left the public half alone is told so, and a new key is made beside it', async () => {
    await expect(makeKey(losing('makeKey'), ceremony, typed, quiet)).rejects.toMatchObject({
      code: 'token.interrupted',
    });
    loseThePrivateHalf();
    const token = await requireChosenToken(desk.tokens, ceremony);
    expect((await keyToTakeUp(ceremony, token))?.origin).toBe('cut-off');
    await expect(adoptKey(desk.tokens, ceremony, pin, quiet)).rejects.toMatchObject({
      code: 'key.half-made',
      place: token.ref.serial,
      hint: expect.stringContaining('Make a new key'),
    });
    await ceremony.folder.close();
    ceremony = await reopened();
    const again = await requireChosenToken(desk.tokens, ceremony);
    expect(await keyToTakeUp(ceremony, again)).toBeNull();
    const seen = await lookKey({ desk, tokenId: () => 'own' }, ceremony);
    expect(seen).toMatchObject({ unfinished: null, pin: 'enter' });
    expect(seen.willDo[0]).toContain('only its public half was made');
    await makeKey(desk.tokens, ceremony, { pin, repeat: null }, quiet);
    expect(ceremony.state).toMatchObject({ step: 'evidence', key: { kind: 'key.made' } });
    expect(ceremony.state.key?.data.spki).not.toBe(token.keys[0]?.spkiDigest);
  });

  it('wants the PIN for taking up, and a wrong one takes up nothing', async () => {
    await expect(makeKey(losing('makeKey'), ceremony, typed, quiet)).rejects.toBeInstanceOf(
      TokenError,
    );
    await expect(adoptKey(desk.tokens, ceremony, '90817263', quiet)).rejects.toMatchObject({
      code: 'pin.wrong',
    });
    expect(ceremony.state.key).toBeNull();
  });
});

describe('a token that is pulled out', () => {
  it('stops the key step before anything is sent, and goes on when it is back', async () => {
    const { putBack } = await pull();
    await expect(makeKey(desk.tokens, ceremony, typed, quiet)).rejects.toMatchObject({
      code: 'token.not-present',
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
    await putBack();
    await makeKey(desk.tokens, ceremony, typed, quiet);
    expect(ceremony.state.step).toBe('evidence');
  });

  it('between choosing the PIN and making the key leaves a step that can be done again', async () => {
    const pulling: Tokens = new Proxy(desk.tokens, {
      get(target, name: keyof Tokens) {
        if (name !== 'makeKey') return bound(target, name);
        return async (request: Parameters<Tokens['makeKey']>[0]) => {
          const { putBack } = await pull();
          try {
            return await target.makeKey(request);
          } finally {
            await putBack();
          }
        };
      },
    });
    await expect(makeKey(pulling, ceremony, typed, quiet)).rejects.toBeInstanceOf(TokenError);
    expect(ceremony.state.key).toBeNull();
    await makeKey(desk.tokens, ceremony, { pin, repeat: null }, quiet);
    expect(ceremony.state.step).toBe('evidence');
    expect((await requireChosenToken(desk.tokens, ceremony)).keys).toHaveLength(1);
  });
});

/** The colleagues' tokens, as if a person sat before them. */
const colleagues = () => ({
  list: () => desk.colleagues.list(),
  challenge: (request: Parameters<Tokens['challenge']>[0]) => desk.colleagues.challenge(request),
  keysBehindPin: () => Promise.reject(new Error('nobody hides a key here')),
  yubikeys: desk.tokens.yubikeys,
});

/** Amara holds a key of the root in use; her token is the one that the plan names. */
async function seatAmara() {
  const path = ceremony.folder.path;
  await ceremony.folder.close();
  const folder = await CeremonyFolder.open(path, desk.now());
  ceremony = new OpenCeremony(folder, 'keyholder', 'amara-okafor', () => desk.now());
  const { tokens } = await desk.colleagues.list();
  const own = tokens.find(({ serial }) => serial !== null && serial === ceremony.you.token);
  if (own?.ref == null) throw new Error('no token of Amara');
  const { serial } = own.ref;
  await ceremony.record({
    kind: 'token.chosen',
    data: { serial, model: 'Practice token', practice: true, planned: true },
  });
  const kept = await desk.colleagues.colleaguePin(own.ref);
  return { kept: kept ?? '', keys: own.keys };
}

describe('a keyholder who stays', () => {
  it('goes on with the key of the root in use, and makes no second one', async () => {
    const { kept, keys } = await seatAmara();
    const token = await requireChosenToken(desk.colleagues, ceremony);
    expect(await keyToTakeUp(ceremony, token)).toMatchObject({
      origin: 'earlier-ceremony',
      spki: keys[0]?.spkiDigest,
    });
    await expect(adoptKey(colleagues(), ceremony, '90817263', quiet)).rejects.toMatchObject({
      code: 'pin.wrong',
    });
    expect(ceremony.state.key).toBeNull();
    await adoptKey(colleagues(), ceremony, kept, quiet);
    expect(ceremony.state).toMatchObject({
      step: 'evidence',
      key: { kind: 'key.adopted', data: { origin: 'earlier-ceremony', spki: keys[0]?.spkiDigest } },
    });
    expect(ceremony.state.steps.find(({ step }) => step === 'key')?.fact).toBe(
      'P-256, already there',
    );
    await expect(adoptKey(colleagues(), ceremony, kept, quiet)).rejects.toMatchObject({
      code: 'step.too-early',
    });
    expect((await requireChosenToken(desk.colleagues, ceremony)).keys).toHaveLength(1);
  });

  it('takes up no key that the record has as another person’s', async () => {
    const { keys } = await seatAmara();
    const token = await requireChosenToken(desk.colleagues, ceremony);
    const [key] = keys;
    if (key?.spkiDigest == null || key.id === null) throw new Error('no key of Amara');
    const { spkiDigest: spki, id } = key;
    const { serial } = token.ref;
    const scheme = 'ecdsa-sha2-nistp256' as const;
    await ceremony.append({
      kind: 'key.adopted',
      participant: 'tom-okafor',
      data: { serial, scheme, id, spki, origin: 'earlier-ceremony' },
    });
    expect(await keyToTakeUp(ceremony, token)).toBeNull();
  });

  it('is not somebody whose token holds a key that the root does not list', async () => {
    await makeKey(desk.tokens, ceremony, typed, quiet);
    const token = await requireChosenToken(desk.tokens, ceremony);
    expect(await keyToTakeUp(ceremony, token)).toBeNull();
  });
});

import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TokenHosts } from '../../../main/tokens/token-hosts.ts';
import type { PlacedKey, TokenRef } from '../../../main/tokens/token.ts';
import { buildModule } from './built-module.ts';
import {
  count,
  digest,
  goodPin,
  hostileTokens,
  newFolder,
  openTokens,
  practiceKey,
  practiceOnly,
  practiceToken,
  rejection,
  rootBytes,
} from './tokens-under-test.ts';

const library = buildModule('hiding', newFolder());

interface Hiding {
  readonly hosts: TokenHosts;
  readonly ref: TokenRef;
  readonly key: PlacedKey;
}

const practiceFolder = path.join(newFolder(), 'practice');
let made: Omit<Hiding, 'hosts'>;

beforeAll(async () => {
  const open = await openTokens({ practiceFolder });
  const ref = await practiceToken(open);
  const { key } = await practiceKey(open, ref, 'ecdsa-sha2-nistp256', '0a01');
  await practiceKey(open, ref, 'ecdsa-sha2-nistp384', '0a02');
  await open.close();
  made = { ref, key };
});

/** A practice token of SoftHSM with two keys, behind a module that shows nothing before the PIN. */
async function hiding(): Promise<Hiding> {
  const places = { ...practiceOnly, embedded: [library] };
  return { ...made, hosts: await openTokens({ practiceFolder, places }) };
}

const request = {
  scheme: 'ecdsa-sha2-nistp256',
  purpose: 'tuf-canonical',
  bytes: rootBytes,
  pin: goodPin,
} as const;
const wrongPin = '59374826';

describe('a token that hides its keys', () => {
  it('is listed without any, and shows them for its PIN', async () => {
    const { hosts, ref, key } = await hiding();
    const { tokens } = await hosts.list();
    expect(tokens).toMatchObject([{ model: 'YubiHSM', serial: ref.serial, keys: [] }]);
    const shown = await hosts.keysBehindPin(ref, goodPin);
    expect(shown.map(({ id, type }) => `${id} ${type}`).toSorted()).toEqual([
      '0a01 ecdsa-p256',
      '0a02 ecdsa-p384',
    ]);
    expect(shown.map(({ spkiDigest }) => spkiDigest)).toContain(key.spkiDigest);
    // The next look is without a PIN again.
    expect((await hosts.list()).tokens).toMatchObject([{ keys: [] }]);
  });

  it('shows nothing for another PIN, and for none', async () => {
    const { hosts, ref } = await hiding();
    expect((await rejection(hosts.keysBehindPin(ref, wrongPin))).code).toBe('pin.wrong');
    expect((await rejection(hosts.keysBehindPin(ref, ''))).code).toBe('pin.needed');
  });

  it('signs with the key of a digest, wherever on it that is', async () => {
    const { hosts, key } = await hiding();
    const unplaced = { ...key, id: null };
    // The station verifies what it gives back against the digest.
    expect(await hosts.sign({ ...request, key: unplaced })).toBeInstanceOf(Uint8Array);
    const { scheme, pin } = request;
    expect(await hosts.challenge({ key: unplaced, scheme, pin })).toHaveProperty('signature');
    expect(await hosts.sign({ ...request, key })).toBeInstanceOf(Uint8Array);
  });

  it('that has no key of this digest signs nothing, and is not said to have got no PIN', async () => {
    const { hosts, key } = await hiding();
    const other = { ...key, id: null, spkiDigest: digest('of no key') };
    const error = await rejection(hosts.sign({ ...request, key: other }));
    expect(error).toMatchObject({ code: 'key.absent', notDone: ['Nothing was signed'] });
  });

  it('signs under no other scheme than the one of the key', async () => {
    const { hosts, key } = await hiding();
    const asked = { ...request, key: { ...key, id: null }, scheme: 'ecdsa-sha2-nistp384' } as const;
    expect(await rejection(hosts.sign(asked))).toMatchObject({
      code: 'token.scheme',
      notDone: ['Nothing was signed'],
    });
  });

  it('with many keys is searched to the last of them', async () => {
    const mode = 'hides its keys, as a YubiHSM; the last of 200';
    const { hosts, ref, key } = await hostileTokens({ mode });
    const shown = await hosts.keysBehindPin(ref, goodPin);
    expect(shown).toHaveLength(200);
    expect(shown.map(({ spkiDigest }) => spkiDigest).indexOf(key.spkiDigest)).toBe(199);
    // It signs nonsense: the key was found, and the whole way was gone.
    const unplaced = { ...request, key: { ...key, id: null } };
    expect((await rejection(hosts.sign(unplaced))).code).toBe('signature.wrong');
  });

  it('with two keys of one public half is not guessed at', async () => {
    const hostile = await hostileTokens({ mode: 'hides its keys, as a YubiHSM; twice' });
    hostile.calls();
    const key = { ...hostile.key, id: null };
    expect((await rejection(hostile.hosts.sign({ ...request, key }))).code).toBe('key.ambiguous');
    expect(count(hostile.calls(), 'C_SignInit')).toBe(0);
  });
});

describe('every other token', () => {
  it('gets no PIN for what it shows without one', async () => {
    const { hosts, ref, key, calls } = await hostileTokens();
    calls();
    expect((await rejection(hosts.keysBehindPin(ref, goodPin))).code).toBe('token.input');
    const unplaced = { ...request, key: { ...key, id: null } };
    expect(await rejection(hosts.sign(unplaced))).toMatchObject({
      code: 'token.input',
      notDone: ['Nothing was signed', 'No PIN was sent'],
    });
    expect(count(calls(), 'C_Login')).toBe(0);
  });

  it('has no key removed whose place is not known', async () => {
    const { hosts, key } = await hiding();
    const confirmed = { serial: key.serial, spkiDigest: key.spkiDigest };
    const removal = hosts.removeKey({ key: { ...key, id: null }, confirmed, pin: goodPin });
    expect((await rejection(removal)).code).toBe('token.input');
  });
});

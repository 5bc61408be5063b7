import { describe, expect, it } from 'vitest';
import type { TokenErrorCode } from '../../../main/tokens/token-error.ts';
import {
  count,
  goodPin,
  type HostileTokens,
  hostileTokens,
  keyId,
  rejection,
  rootBytes,
} from './tokens-under-test.ts';

const scheme = 'ecdsa-sha2-nistp256';

function sign({ hosts, key }: HostileTokens, signal?: AbortSignal): Promise<Uint8Array> {
  const request = {
    key,
    scheme,
    purpose: 'tuf-canonical',
    bytes: rootBytes,
    pin: goodPin,
  } as const;
  return hosts.sign(signal === undefined ? request : { ...request, signal });
}

function makeKey({ hosts, ref }: HostileTokens) {
  return hosts.makeKey({
    ref,
    expectedSerial: ref.serial,
    scheme,
    pin: goodPin,
    label: 'key',
    id: keyId('01'),
  });
}

describe('an ordinary token of the hostile module', () => {
  it('is listed with its serial, flags and key', async () => {
    const { hosts, ref, key } = await hostileTokens();
    const { tokens, modules } = await hosts.list();
    expect(tokens).toHaveLength(1);
    expect(tokens[0]).toMatchObject({
      ref,
      trouble: null,
      label: 'hostile',
      firmware: '5.43',
      practice: false,
      pinLength: { min: 6, max: 8 },
      keys: [{ id: '01', label: 'key', spkiDigest: key.spkiDigest, type: 'ecdsa-p256' }],
    });
    expect(modules.map(({ state }) => state)).toEqual(['ready']);
  });
});

describe('a module that lies', () => {
  it.each<[mode: string, code: TokenErrorCode]>([
    ['', 'signature.wrong'],
    ['short signature', 'signature.wrong'],
    ['long signature', 'signature.wrong'],
  ])('gives no signature away (%s)', async (mode, code) => {
    const hostile = await hostileTokens({ mode });
    const error = await rejection(sign(hostile));
    expect(error.code).toBe(code);
    expect(error.notDone).toContain('The signature was not kept');
    expect(count(hostile.calls(), 'C_Sign')).toBe(1);
  });

  it('about its key is caught before the PIN is sent', async () => {
    const hostile = await hostileTokens({ mode: 'point off the curve' });
    const error = await rejection(sign(hostile));
    expect(error.code).toBe('key.unreadable');
    expect(count(hostile.calls(), 'C_Login')).toBe(0);
  });

  it('with another key than the expected one gets no PIN', async () => {
    const { key, ...hostile } = await hostileTokens();
    const other = { ...key, spkiDigest: '00'.repeat(32) as typeof key.spkiDigest };
    const error = await rejection(sign({ ...hostile, key: other }));
    expect(error.code).toBe('key.mismatch');
    expect(error.notDone).toEqual(['Nothing was signed', 'No PIN was sent']);
    expect(count(hostile.calls(), 'C_Login')).toBe(0);
  });

  it('about what the key may do has its key refused', async () => {
    const hostile = await hostileTokens({ mode: 'extractable key' });
    // The module shows a key under this id already, as one would that overwrites.
    expect((await rejection(makeKey(hostile))).code).toBe('key.exists');
    expect(count(hostile.calls(), 'C_GenerateKeyPair')).toBe(0);
  });

  it('by showing two keys under one id is refused', async () => {
    const hostile = await hostileTokens({ mode: 'two keys with one id' });
    expect((await rejection(sign(hostile))).code).toBe('key.ambiguous');
    expect(count(hostile.calls(), 'C_Login')).toBe(0);
  });

  it('by swapping the token within an operation gets no PIN', async () => {
    const hostile = await hostileTokens({ mode: 'swap the token' });
    hostile.calls();
    const error = await rejection(sign(hostile));
    expect(['token.absent', 'token.wrong-serial']).toContain(error.code);
    expect(count(hostile.calls(), 'C_Login')).toBe(0);
  });
});

describe('a token that shows nothing before its PIN', () => {
  const asHsm = { mode: 'hides its keys, as a YubiHSM' };

  it('as a YubiHSM does is listed without keys, and asked for one only after the PIN', async () => {
    const hostile = await hostileTokens(asHsm);
    expect((await hostile.hosts.list()).tokens).toMatchObject([{ model: 'YubiHSM', keys: [] }]);
    hostile.calls();
    // It signs nonsense: the whole way was gone, and the station kept nothing.
    expect((await rejection(sign(hostile))).code).toBe('signature.wrong');
    const calls = hostile.calls();
    expect(calls.indexOf('C_Login')).toBeGreaterThan(0);
    expect(calls.indexOf('C_Login')).toBeLessThan(calls.indexOf('C_FindObjectsInit'));
    expect(count(calls, 'C_Login')).toBe(1);
  });

  it('signs nothing with another key than the expected one, and the PIN is not said to be unsent', async () => {
    const { key, ...hostile } = await hostileTokens(asHsm);
    const other = { ...key, spkiDigest: '00'.repeat(32) as typeof key.spkiDigest };
    const error = await rejection(sign({ ...hostile, key: other }));
    expect(error.code).toBe('key.mismatch');
    expect(error.notDone).toEqual(['Nothing was signed']);
    expect(count(hostile.calls(), 'C_SignInit')).toBe(0);
  });

  it('gets no PIN where it is no YubiHSM', async () => {
    const hostile = await hostileTokens({ mode: 'hides its keys' });
    expect((await rejection(sign(hostile))).code).toBe('key.absent');
    expect(count(hostile.calls(), 'C_Login')).toBe(0);
  });
});

describe('a module that shows odd tokens', () => {
  it.each([
    ['no serial', 'no-serial', 1],
    ['zero serial', 'no-serial', 1],
    ['odd serial', 'no-serial', 1],
    ['twins', 'serial-not-unique', 2],
    ['practice label', 'marks-disagree', 1],
  ])('has them locked (%s)', async (mode, trouble, number) => {
    const { hosts } = await hostileTokens({ mode });
    const { tokens } = await hosts.list();
    expect(tokens.map((token) => [token.ref, token.trouble, token.practice])).toEqual(
      Array.from({ length: number }, () => [null, trouble, false]),
    );
  });

  it('shows printable text only', async () => {
    const { hosts } = await hostileTokens({ mode: 'odd names' });
    const text = JSON.stringify((await hosts.list()).tokens);
    expect(text).not.toMatch(/\\u00|\\n|\p{Cf}|\p{Cc}/u);
  });

  it.each(['short attributes', 'short point', 'point off the curve'])(
    'shows a key that cannot be read as one (%s)',
    async (mode) => {
      const { hosts } = await hostileTokens({ mode });
      const [token] = (await hosts.list()).tokens;
      expect(token?.keys).toEqual([
        { id: '01', label: 'key', spki: null, spkiDigest: null, type: 'other' },
      ]);
    },
  );

  it('shows no key without an id', async () => {
    const { hosts } = await hostileTokens({ mode: 'no id' });
    expect((await hosts.list()).tokens[0]?.keys).toEqual([]);
  });
});

describe('a module that breaks its process', () => {
  it.each<[mode: string, code: TokenErrorCode, signs: number]>([
    ['crash at login', 'module.fault', 0],
    ['crash at sign', 'module.fault', 1],
    ['exit at sign', 'module.fault', 1],
    ['tell the pin', 'module.lies', 0],
  ])('fails one operation, once, and is started again (%s)', async (mode, code, signs) => {
    const hostile = await hostileTokens({ mode });
    hostile.calls();
    const error = await rejection(sign(hostile));
    expect(error.code).toBe(code);
    expect(error.hint).toContain('No signature came back');
    expect((await hostile.hosts.list()).tokens).toHaveLength(1);
    const calls = hostile.calls();
    expect(count(calls, 'C_Sign')).toBe(signs);
    expect(count(calls, 'C_Login')).toBe(1);
  });

  it.each([
    'crash at load',
    'crash at look',
    'talk to the port',
    'answer a wrong id',
    'answer a wrong shape',
    'answer with a prototype',
    'answer deeply',
    'flood port',
    'too many slots',
  ])('shows as failed in the list, with no tokens (%s)', async (mode) => {
    const { hosts } = await hostileTokens({ mode });
    const { tokens, modules } = await hosts.list();
    expect(tokens).toEqual([]);
    expect(modules.map(({ state }) => state)).toEqual(['failed']);
    expect(modules[0]?.sentence).toMatch(/^Not in use: /);
  });

  it('after it gave a signature loses neither that nor what is asked for next', async () => {
    const hostile = await hostileTokens({ mode: 'crash after signing' });
    hostile.calls();
    // It came, and was looked at: it is as wrong as any of this module.
    expect((await rejection(sign(hostile))).code).toBe('signature.wrong');
    const { hosts, ref, key } = hostile;
    const settled = await Promise.allSettled([hosts.readKey(ref, key.id)]);
    // Where the end of the process is seen first, a new one answers; else this read goes down with it, and says so.
    expect(settled).toMatchObject([
      settled[0].status === 'fulfilled'
        ? { value: { spkiDigest: key.spkiDigest } }
        : { reason: { code: 'module.fault' } },
    ]);
    expect((await hosts.readKey(ref, key.id))?.spkiDigest).toBe(key.spkiDigest);
    expect(count(hostile.calls(), 'C_Sign')).toBe(1);
  });

  it('is left alone for a while when it goes on', async () => {
    const hostile = await hostileTokens({ mode: 'crash at look' });
    for (let look = 0; look < 3; look += 1) await hostile.hosts.list();
    hostile.calls();
    expect((await rejection(sign(hostile))).code).toBe('module.fault');
    expect((await hostile.hosts.list()).modules[0]?.state).toBe('failed');
    expect(hostile.calls()).toEqual([]);
  });

  it('does no harm with what it prints', async () => {
    const { hosts } = await hostileTokens({ mode: 'flood output' });
    expect((await hosts.list()).tokens).toHaveLength(1);
  });

  it('that allows no threads is used without them', async () => {
    const hostile = await hostileTokens({ mode: 'cannot lock' });
    expect((await hostile.hosts.list()).tokens).toHaveLength(1);
    expect(count(hostile.calls(), 'C_Initialize')).toBe(2);
  });
});

describe('a module that hangs', () => {
  it.each(['hang at login', 'hang at sign'])('runs into the deadline (%s)', async (mode) => {
    const hostile = await hostileTokens({ mode, station: { deadlines: { sign: 300 } } });
    hostile.calls();
    const error = await rejection(sign(hostile));
    expect(error.code).toBe('token.timeout');
    expect(error.hint).toContain('Whether the token made one is not known');
    expect(count(hostile.calls(), 'C_Login')).toBe(1);
    expect((await hostile.hosts.list()).tokens).toHaveLength(1);
  });

  it('has told of the signature that it is asked for, although nothing else runs beside it', async () => {
    const hostile = await hostileTokens({ mode: 'hang at sign' });
    const cancel = new AbortController();
    const { key, hosts } = hostile;
    const request = { key, scheme, purpose: 'tuf-canonical', bytes: rootBytes } as const;
    const onSigning = () => cancel.abort();
    const signed = hosts.sign({ ...request, pin: goodPin, signal: cancel.signal, onSigning });
    // Nothing else ends it: without the notice this waits until the test is over.
    expect((await rejection(signed)).code).toBe('token.cancelled');
  });

  it('holds back no signature that it gave, but the next operation', async () => {
    const mode = 'hang after signing';
    const hostile = await hostileTokens({ mode, station: { deadlines: { read: 300 } } });
    // Looked at while its session is still open: it is as wrong as any of this module.
    expect((await rejection(sign(hostile))).code).toBe('signature.wrong');
    const { hosts, ref, key } = hostile;
    expect((await rejection(hosts.readKey(ref, key.id))).code).toBe('token.timeout');
    expect((await hosts.readKey(ref, key.id))?.spkiDigest).toBe(key.spkiDigest);
    expect(count(hostile.calls(), 'C_Sign')).toBe(1);
  });

  it('is cancelled at once, whatever native code it is in', async () => {
    const hostile = await hostileTokens({ mode: 'hang at sign' });
    const cancel = new AbortController();
    const signed = rejection(sign(hostile, cancel.signal));
    await new Promise((resolve) => setTimeout(resolve, 200));
    cancel.abort();
    // The library never answers: only its end can have settled this.
    expect((await signed).code).toBe('token.cancelled');
    expect((await hostile.hosts.list()).tokens).toHaveLength(1);
  });

  it('holds back what waits behind it, and no longer', async () => {
    const hostile = await hostileTokens({
      mode: 'hang at sign',
      station: { deadlines: { sign: 400 } },
    });
    const first = rejection(sign(hostile));
    const second = rejection(sign(hostile));
    const read = hostile.hosts.readKey(hostile.ref, hostile.key.id);
    expect((await first).code).toBe('token.timeout');
    expect((await second).code).toBe('token.timeout');
    expect((await read)?.spkiDigest).toBe(hostile.key.spkiDigest);
  });

  it('is not asked for an operation that was cancelled while it waited', async () => {
    const hostile = await hostileTokens({
      mode: 'hang at sign',
      station: { deadlines: { sign: 400 } },
    });
    hostile.calls();
    const cancel = new AbortController();
    const first = rejection(sign(hostile));
    const second = rejection(sign(hostile, cancel.signal));
    cancel.abort();
    const error = await second;
    expect(error.code).toBe('token.cancelled');
    expect(error.notDone).toContain('Nothing was signed');
    await first;
    expect(count(hostile.calls(), 'C_Sign')).toBe(1);
  });

  it.each(['hang at load', 'hang at look'])('is failed in the list (%s)', async (mode) => {
    const { hosts } = await hostileTokens({
      mode,
      station: { deadlines: { load: 300, look: 300 } },
    });
    const { modules } = await hosts.list();
    expect(modules[0]?.state).toBe('failed');
    expect(modules[0]?.sentence).toContain('no answer in time');
  });

  it('is ended when the station closes', async () => {
    const hostile = await hostileTokens({ mode: 'hang at sign' });
    const signed = rejection(sign(hostile));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await hostile.hosts.close();
    expect((await signed).code).toBe('token.closed');
    expect((await rejection(sign(hostile))).code).toBe('token.closed');
  });
});

describe('what is sent, and how often', () => {
  it.each<[fail: string, code: TokenErrorCode]>([
    ['C_Login=160', 'pin.wrong'],
    ['C_Login=164', 'pin.locked'],
    ['C_Login=7', 'pin.format'],
    ['C_Login=48', 'token.removed'],
    ['C_Sign=257', 'pin.asked-again'],
    ['C_Sign=50', 'token.removed'],
    ['C_Sign=5', 'module.fault'],
    ['C_SignInit=144', 'token.busy'],
    ['C_SignInit=112', 'token.unsupported'],
  ])('%s stops with %s, and nothing is sent again', async (fail, code) => {
    const hostile = await hostileTokens({ fail });
    hostile.calls();
    expect((await rejection(sign(hostile))).code).toBe(code);
    const calls = hostile.calls();
    expect(count(calls, 'C_Login')).toBe(1);
    expect(count(calls, 'C_Sign')).toBeLessThanOrEqual(1);
    expect(calls.at(-1)).toBe('C_CloseAllSessions');
  });

  it.each<[what: string, flags: number, mode: string, code: TokenErrorCode]>([
    ['is locked', 0x40000, '', 'pin.locked'],
    ['has no PIN', 0, 'no pin', 'pin.not-set'],
    ['has a PIN pad', 0x100, '', 'token.unsupported'],
  ])('a token that %s gets no PIN', async (_what, flags, mode, code) => {
    const hostile = await hostileTokens({ flags, mode });
    const error = await rejection(sign(hostile));
    expect(error.code).toBe(code);
    expect(error.notDone).toContain('No PIN was sent');
    expect(count(hostile.calls(), 'C_Login')).toBe(0);
  });

  it('a wrong PIN is told with what the token says of its tries', async () => {
    const hostile = await hostileTokens({ fail: 'C_Login=160', flags: 0x20000 });
    const error = await rejection(sign(hostile));
    expect(error.hint).toMatch(/^One try left\./);
    expect(error.notDone).toEqual(['Nothing was signed', 'The PIN was sent once and not again']);
  });

  it('a key that asks each time gets its PIN between C_SignInit and C_Sign', async () => {
    const hostile = await hostileTokens({ mode: 'asks each time' });
    hostile.calls();
    await rejection(sign(hostile));
    const calls = hostile.calls().filter((call) => /Login|Sign/.test(call));
    expect(calls).toEqual(['C_Login', 'C_SignInit', 'C_Login(context)', 'C_Sign']);
  });

  it.each([0x12, 0xd0, 0xd1])(
    'a template that is refused (%i) is not sent with less',
    async (rv) => {
      const hostile = await hostileTokens({ mode: 'empty', fail: `C_GenerateKeyPair=${rv}` });
      const error = await rejection(makeKey(hostile));
      expect(error.code).toBe('token.policy-unsupported');
      expect(count(hostile.calls(), 'C_GenerateKeyPair')).toBe(1);
    },
  );

  it('a key that is made is read back', async () => {
    const hostile = await hostileTokens({ mode: 'empty' });
    const made = await makeKey(hostile);
    expect(made.key).toEqual(hostile.key);
    expect(made.attributes).toMatchObject({ extractable: false, local: true, decrypt: null });
  });

  it('a token that goes right after it made a key is not said to have made none', async () => {
    const hostile = await hostileTokens({ mode: 'empty, and gone once a key was made' });
    const error = await rejection(makeKey(hostile));
    expect(error).toMatchObject({ code: 'token.removed', notDone: [] });
    expect(error.hint).toContain('A key may be on the token now');
    expect(count(hostile.calls(), 'C_GenerateKeyPair')).toBe(1);
  });

  it('a token that goes right after it removed a key is not said to have kept it', async () => {
    const mode = 'practice key, and gone once it was removed';
    const { hosts, key, calls } = await hostileTokens({ mode });
    const confirmed = { serial: key.serial, spkiDigest: key.spkiDigest };
    const error = await rejection(hosts.removeKey({ key, confirmed, pin: goodPin }));
    expect(error).toMatchObject({ code: 'token.removed', notDone: [] });
    expect(error.hint).toContain('The key may be gone');
    expect(count(calls(), 'C_DestroyObject')).toBe(1);
  });

  it('another kind of key than was asked for is refused', async () => {
    const hostile = await hostileTokens({ mode: 'empty' });
    const { ref } = hostile;
    const error = await rejection(
      hostile.hosts.makeKey({
        ref,
        expectedSerial: ref.serial,
        scheme: 'ed25519',
        pin: goodPin,
        label: 'key',
        id: keyId('01'),
      }),
    );
    expect(error.code).toBe('key.mismatch');
    expect(error).toMatchObject({ expected: 'ed25519', found: 'ecdsa-p256' });
  });
});

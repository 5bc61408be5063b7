import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { TokenHosts } from '../../../main/tokens/token-hosts.ts';
import type { KeyRef, TokenRef } from '../../../main/tokens/token.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import type { ModuleUnderTest } from '../../conformance/module-under-test.ts';
import { nss } from '../../conformance/modules/nss.ts';
import { softHsm } from '../../conformance/modules/softhsm.ts';
import { yubikey } from '../../conformance/modules/yubikey.ts';
import { stationWith } from '../../conformance/station-with.ts';
import { startYubikeyStack } from '../../simulators/virtual-yubikey/stack/start.ts';
import { keyId, rejection, rootBytes } from './tokens-under-test.ts';

const busy = 120_000;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function station(module: ModuleUnderTest): Promise<{ tokens: TokenHosts; ref: TokenRef }> {
  closing.push(() => module.close());
  const { tokens, token, close } = await stationWith(module);
  closing.push(close);
  if (token.ref === null) throw new Error('the token has no name');
  return { tokens, ref: token.ref };
}

const makeKey = (
  tokens: TokenHosts,
  ref: TokenRef,
  pin: string,
  scheme: Scheme = 'ecdsa-sha2-nistp256',
) =>
  tokens.makeKey({
    ref,
    expectedSerial: ref.serial,
    scheme,
    pin,
    label: 'PRACTICE key',
    id: keyId('a1'),
  });

const sign = (tokens: TokenHosts, key: KeyRef, pin: string) =>
  tokens.sign({
    key,
    scheme: 'ecdsa-sha2-nistp256',
    purpose: 'tuf-canonical',
    bytes: rootBytes,
    pin,
  });

describe.each([
  ['SoftHSM', softHsm],
  ['NSS', nss],
])('%s', (_name, start) => {
  it(
    'with a wrong PIN says so, and what the token tells of its tries',
    { timeout: busy },
    async () => {
      const module = await start();
      const { tokens, ref } = await station(module);
      const error = await rejection(makeKey(tokens, ref, '59374826'));
      expect(error.code).toBe('pin.wrong');
      expect(error.message).toMatch(/PIN/);
      expect(error.hint).toMatch(/^This token (does not tell|only tells)/);
      expect(error.notDone).toEqual(['No key was made', 'The PIN was sent once and not again']);
      // The right one still works: nothing was tried again in silence.
      expect((await makeKey(tokens, ref, module.pin)).key.serial).toBe(ref.serial);
    },
  );

  it('keeps a key whose id is in use', { timeout: busy }, async () => {
    const module = await start();
    const { tokens, ref } = await station(module);
    const made = await makeKey(tokens, ref, module.pin);
    const error = await rejection(makeKey(tokens, ref, module.pin));
    expect(error.code).toBe('key.exists');
    expect((await tokens.readKey(ref, made.key.id))?.spkiDigest).toBe(made.key.spkiDigest);
  });

  it('removes a practice key only as confirmed', { timeout: busy }, async () => {
    const module = await start();
    const { tokens, ref } = await station(module);
    const { key } = await makeKey(tokens, ref, module.pin);
    const confirmed = { serial: key.serial, spkiDigest: key.spkiDigest };
    const other = { ...confirmed, serial: 'other' };
    const refused = await rejection(tokens.removeKey({ key, confirmed: other, pin: module.pin }));
    expect(refused.code).toBe('key.mismatch');
    expect(refused.notDone).toContain('No PIN was sent');
    const swapped = {
      ...key,
      spkiDigest: key.spkiDigest.replace(/^./, (c) =>
        c === '0' ? '1' : '0',
      ) as KeyRef['spkiDigest'],
    };
    const again = { serial: key.serial, spkiDigest: swapped.spkiDigest };
    const mismatch = await rejection(
      tokens.removeKey({ key: swapped, confirmed: again, pin: module.pin }),
    );
    expect(mismatch.code).toBe('key.mismatch');
    expect(await tokens.readKey(ref, key.id)).not.toBeNull();
    await tokens.removeKey({ key, confirmed, pin: module.pin });
    expect(await tokens.readKey(ref, key.id)).toBeNull();
  });
});

describe('SoftHSM', () => {
  it('never loses a key that is no practice key', { timeout: busy }, async () => {
    const module = await softHsm();
    const { tokens, ref } = await station(module);
    const { key } = await tokens.makeKey({
      ref,
      expectedSerial: ref.serial,
      scheme: 'ed25519',
      pin: module.pin,
      label: 'root 1',
      id: keyId('b1'),
    });
    const confirmed = { serial: key.serial, spkiDigest: key.spkiDigest };
    const error = await rejection(tokens.removeKey({ key, confirmed, pin: module.pin }));
    expect(error.code).toBe('key.not-practice');
    expect(await tokens.readKey(ref, key.id)).not.toBeNull();
  });

  it('whose folder is taken away has no token any more', { timeout: busy }, async () => {
    const module = await softHsm();
    const { tokens, ref } = await station(module);
    const { key } = await makeKey(tokens, ref, module.pin);
    const folder = path.join(path.dirname(module.configuration ?? ''), 'tokens');
    renameSync(folder, `${folder}-away`);
    await tokens.list().catch(() => null);
    const error = await rejection(sign(tokens, key, module.pin));
    expect(['token.absent', 'token.removed', 'module.fault']).toContain(error.code);
    renameSync(`${folder}-away`, folder);
  });
});

describe('NSS', () => {
  it('says which kind of key it cannot make', { timeout: busy }, async () => {
    const module = await nss();
    const { tokens, ref } = await station(module);
    expect((await rejection(makeKey(tokens, ref, module.pin, 'ed25519'))).code).toBe(
      'token.unsupported',
    );
  });

  it(
    'has the same name each time, and another database has another',
    { timeout: busy },
    async () => {
      const module = await nss();
      const first = await station(module);
      const second = await station({ ...module, close: async () => {} });
      expect(second.ref.serial).toBe(first.ref.serial);
      expect(first.ref.serial).toMatch(/^nss-[0-9a-f]{16}$/);
      expect((await station(await nss())).ref.serial).not.toBe(first.ref.serial);
    },
  );
});

async function signingKey() {
  const module = await yubikey('ykcs11');
  const key = { ...module, outside: [] };
  await module.tool(
    '--slot',
    '9c',
    '--action',
    'generate',
    '--algorithm',
    'ECCP256',
    '--pin-policy=always',
    '--touch-policy=always',
  );
  const { tokens, ref } = await station(key);
  const [token] = (await tokens.list()).tokens;
  const visible = token?.keys.find(({ type }) => type === 'ecdsa-p256');
  if (visible === undefined || visible.spkiDigest === null) throw new Error('no key is shown');
  return { module, tokens, ref, key: { ...ref, id: visible.id, spkiDigest: visible.spkiDigest } };
}

describe('libykcs11', () => {
  it('locks after three wrong PINs, and leads to the PUK', { timeout: busy }, async () => {
    const { tokens, key, module } = await signingKey();
    const codes: string[] = [];
    const hints: string[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      const error = await rejection(sign(tokens, key, '654987'));
      codes.push(error.code);
      hints.push(error.hint ?? '');
    }
    expect(codes).toEqual(['pin.wrong', 'pin.wrong', 'pin.locked', 'pin.locked']);
    expect(hints[3]).toContain('PUK');
    const log = (await module.stack.keys[0]?.log()) ?? [];
    // Three tries reached the device; the fourth was not sent.
    expect(log.filter((line) => line.startsWith('> 0020008008'))).toHaveLength(3);
  });

  it('does not take a PIN that is too short', { timeout: busy }, async () => {
    const { tokens, key } = await signingKey();
    expect((await rejection(sign(tokens, key, '12'))).code).toBe('pin.format');
  });

  it('without a key of the generic kind makes none with less', { timeout: busy }, async () => {
    const module = await yubikey('ykcs11');
    const { tokens, ref } = await station({ ...module, outside: [] });
    const error = await rejection(makeKey(tokens, ref, '123456'));
    expect(['token.policy-unsupported', 'token.needs-management-key']).toContain(error.code);
    const log = (await module.stack.keys[0]?.log()) ?? [];
    expect(log.filter((line) => line.startsWith('> 0047'))).toEqual([]);
  });

  it('pulled out before, and pulled out while it signs', { timeout: busy }, async () => {
    const { tokens, key, module } = await signingKey();
    const [device] = module.stack.keys;
    await device?.fault({ kind: 'drop', instruction: 0x87 });
    const during = await rejection(sign(tokens, key, '123456'));
    expect(during.code).toBe('token.removed');
    expect(during.hint).toContain('Whether the token made one is not known');
    await sleep(1000);
    const before = await rejection(sign(tokens, key, '123456'));
    expect(before.code).toBe('token.absent');
    expect(before.notDone).toContain('No PIN was sent');
  });

  it('not touched in time says so', { timeout: busy }, async () => {
    const { tokens, key, module } = await signingKey();
    await module.stack.keys[0]?.touchMode('by-hand');
    const error = await rejection(sign(tokens, key, '123456'));
    expect(error.code).toBe('token.touch-timeout');
    expect(error.hint).toContain('touch the token while it blinks');
  });
});

describe('libykcs11 2.2 with firmware 5.7', () => {
  it('calls the right management key a wrong PIN', { timeout: busy }, async () => {
    const stack = await startYubikeyStack({ keys: [{ serial: 55443322, firmware: '5.7.1' }] });
    closing.push(() => stack.close());
    const words = ['--module', '/usr/lib/x86_64-linux-gnu/libykcs11.so'];
    const login = ['--login', '--login-type', 'so', '--so-pin', '0102030405060708'.repeat(3)];
    const make = ['--keypairgen', '--key-type', 'EC:prime256v1', '--id', '02'];
    const made = spawnSync('pkcs11-tool', [...words, ...login, ...make], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', ...stack.environment },
    });
    expect(made.stderr).toContain('CKR_PIN_INCORRECT');
    expect(made.status).not.toBe(0);
  });
});

describe('a library that is set up', () => {
  it('is not loaded before its database is chosen', { timeout: busy }, async () => {
    const module = await nss();
    closing.push(() => module.close());
    await expect(stationWith({ ...module, configuration: null })).rejects.toThrow(/key4\.db/);
  });

  it('takes no trace, no other kind, and no path with quotes', { timeout: busy }, async () => {
    const module = await softHsm();
    const { tokens } = await station(module);
    const [file] = (await tokens.list()).modules;
    if (file === undefined) throw new Error('a module');
    const folder = path.dirname(module.configuration ?? '');
    const traced = path.join(folder, 'traced.conf');
    writeFileSync(traced, 'connector=yhusb://\n debug\n');
    const quoted = path.join(folder, "it's.conf");
    writeFileSync(quoted, '');
    for (const refused of [traced, quoted, folder, path.join(folder, 'nothing')]) {
      const error = await rejection(tokens.configureModule(file.id, refused));
      expect(error.code).toBe('module.configuration');
    }
  });
});

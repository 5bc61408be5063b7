import { describe, expect, it } from 'vitest';
import {
  goodPin,
  hostileTokens,
  rejection,
  rootBytes,
  tokenSerial,
  until,
} from './tokens-under-test.ts';

/** Two tokens behind one module; the first never comes back from signing. */
async function twoTokens() {
  const hostile = await hostileTokens({ mode: 'two tokens' });
  const second = { ...hostile.ref, serial: tokenSerial('HOSTILE-2') };
  const cancel = new AbortController();
  const request = {
    key: hostile.key,
    scheme: 'ecdsa-sha2-nistp256',
    purpose: 'tuf-canonical',
    bytes: rootBytes,
    pin: goodPin,
  } as const;
  return { ...hostile, second, cancel, request };
}

describe('two tokens of one module', () => {
  it('are both listed', async () => {
    const { hosts } = await twoTokens();
    const serials = (await hosts.list()).tokens.map(({ serial }) => serial);
    expect(serials).toEqual(['HOSTILE-1', 'HOSTILE-2']);
  });

  it('do not wait for each other', async () => {
    const { hosts, second, key, cancel, request, calls } = await twoTokens();
    const stuck = rejection(hosts.sign({ ...request, signal: cancel.signal }));
    await until(() => calls().includes('C_Sign'));
    expect((await hosts.readKey(second, key.id))?.spkiDigest).toBe(key.spkiDigest);
    const other = await rejection(hosts.sign({ ...request, key: { ...key, ...second } }));
    expect(other.code).toBe('signature.wrong');
    cancel.abort();
    expect((await stuck).code).toBe('token.cancelled');
  });

  it('share a process: what one has to end, the other is told of', async () => {
    const { hosts, key, cancel, request, calls } = await twoTokens();
    const first = rejection(hosts.sign({ ...request, signal: cancel.signal }));
    await until(() => calls().includes('C_Sign'));
    const same = hosts.readKey(key, key.id);
    cancel.abort();
    expect((await first).code).toBe('token.cancelled');
    // It waited in the queue of the same token, and runs in the next process.
    expect((await same)?.spkiDigest).toBe(key.spkiDigest);
  });
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startYubikeyStack, type YubikeyStack } from './stack/start.ts';

const run = promisify(execFile);
const serials = [11111111, 22222222, 33333333] as const;
const practiceRoot = 'assets/practice-root/practice-root.pem';

let stack: YubikeyStack;

beforeAll(async () => {
  stack = await startYubikeyStack({
    keys: [
      { serial: serials[0], firmware: '5.4.3' },
      { serial: serials[1], firmware: '5.7.1' },
      { serial: serials[2], firmware: '4.4.5' },
    ],
  });
});
afterAll(() => stack?.close());

/** Debian's yubico-piv-tool on the key in this reader, with these words and then this file. */
async function tool(reader: number, words: string, ...file: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(
    'yubico-piv-tool',
    ['--reader', stack.readerName(reader), ...words.split(' '), ...file],
    { env: { PATH: process.env.PATH, ...stack.environment } },
  );
  return stdout + stderr;
}

describe('a stack of virtual YubiKeys behind pcscd', () => {
  it.each([
    [0, serials[0], '5.4.3'],
    [1, serials[1], '5.7.1'],
    [2, serials[2], '4.4.5'],
  ])('shows key %i to yubico-piv-tool', async (reader, serial, firmware) => {
    const status = await tool(reader, '--action status');
    expect(status).toContain(`Serial Number:\t${serial}`);
    expect(status).toContain(`Version:\t${firmware}`);
    expect(status).toContain('PIN tries left:\t3');
  });

  it.each([0, 2])('makes, attests and signs with a key on key %i', async (reader) => {
    const attested = join(stack.folder, `attested-${reader}.pem`);
    const device = join(stack.folder, `device-${reader}.pem`);
    await tool(
      reader,
      '--action generate --slot 9c --algorithm ECCP256 --pin-policy=always --touch-policy=always',
    );
    await tool(reader, '--action attest --slot 9c --output', attested);
    await tool(reader, '--action read-certificate --slot f9 --output', device);
    const chain = ['verify', '-CAfile', practiceRoot, '-untrusted', device, attested];
    expect((await run('openssl', chain)).stdout).toContain(': OK');
    const signed = await tool(
      reader,
      '--action verify-pin --pin 123456 --action test-signature --slot 9c --input',
      attested,
    );
    expect(signed).toContain('Successful ECDSA verification');
  });

  it('shows them to libykcs11', async () => {
    const { stdout } = await run(
      'pkcs11-tool',
      ['--module', '/usr/lib/x86_64-linux-gnu/libykcs11.so', '--list-token-slots'],
      { env: { PATH: process.env.PATH, ...stack.environment } },
    );
    for (const serial of serials) expect(stdout).toContain(`YubiKey PIV #${serial}`);
  });

  it('keeps the serial in place when a key is pulled and put elsewhere', async () => {
    const [first, second] = stack.keys;
    await first?.unplug();
    await second?.unplug();
    expect(await first?.state()).toEqual({ plugged: false, waiting: false });
    await second?.plug(0);
    await expect(first?.plug()).rejects.toThrow('key 22222222 is in reader 0');
    expect(await tool(0, '--action status')).toContain(`Serial Number:\t${serials[1]}`);
    await first?.plug(1);
    expect(await tool(1, '--action status')).toContain(`Serial Number:\t${serials[0]}`);
  });

  it('writes no PIN into its log', async () => {
    const log = (await stack.keys[0]?.log())?.join('\n') ?? '';
    expect(log).toContain('> 00200080');
    expect(log).not.toContain(Buffer.from('123456').toString('hex'));
  });
});

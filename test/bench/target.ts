import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isKeyId } from '../../main/tokens/listing.ts';
import { TokenHosts } from '../../main/tokens/token-hosts.ts';
import type { KeyId, PlacedKey, Tokens } from '../../main/tokens/token.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { startYubikeyStack, type YubikeyStack } from '../simulators/virtual-yubikey/stack/start.ts';

/** One key to be measured, and every way to reach it. */
export interface Target {
  readonly name: string;
  readonly runs: number;
  readonly tokens: Tokens;
  readonly key: PlacedKey;
  readonly pin: string;
  readonly bytes: Uint8Array;
  /** The module's file, and what it needs in its environment. */
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const bytes = utf8('{"_type":"bench"}');
const scheme = 'ecdsa-sha2-nistp256';
export const ykcs11 = '/usr/lib/x86_64-linux-gnu/libykcs11.so';

/** A practice token with a P-256 key, on SoftHSM2. */
export async function softHsm(): Promise<Target> {
  const home = mkdtempSync(join(tmpdir(), 'bench-'));
  const practiceFolder = join(home, 'practice');
  const tokens = await TokenHosts.open({ practiceFolder, settingsFolder: join(home, 'settings') });
  const pin = 'Bench7ok';
  const ref = await tokens.createPractice('Bench');
  await tokens.setPin(ref, pin);
  const made = await tokens.makeKey({
    ref,
    expectedSerial: ref.serial,
    scheme,
    pin,
    label: 'PRACTICE bench',
    id: keyId('be0c'),
  });
  return {
    name: 'SoftHSM2',
    runs: 200,
    tokens,
    key: made.key,
    pin,
    bytes,
    module: '/usr/lib/softhsm/libsofthsm2.so',
    environment: { SOFTHSM2_CONF: join(practiceFolder, 'softhsm2.conf') },
    async close() {
      await tokens.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A virtual YubiKey with a P-256 key in 9c: PIN at every signature, and a touch that is waited for if `touch` says so. */
export async function virtualYubikey(
  touch: 'never' | 'always',
): Promise<Target & { readonly stack: YubikeyStack }> {
  const home = mkdtempSync(join(tmpdir(), 'bench-'));
  const stack = await startYubikeyStack({ keys: [{ serial: 12345678, touch: 'by-hand' }] });
  const { environment } = stack;
  const words = `--action generate --slot 9c --algorithm ECCP256 --pin-policy=always --touch-policy=${touch}`;
  execFileSync('yubico-piv-tool', words.split(' '), {
    env: { PATH: '/usr/bin:/bin', ...environment },
    stdio: 'ignore',
  });
  const tokens = await TokenHosts.open({
    practiceFolder: join(home, 'practice'),
    settingsFolder: join(home, 'settings'),
    moduleEnvironment: environment,
    places: { embedded: [], p11Kit: { configurations: [], modules: [] }, known: [ykcs11] },
  });
  const [module] = (await tokens.list()).modules;
  if (module === undefined) throw new Error('libykcs11 is not installed');
  const [token] = (await tokens.approveModule(module.id, module.sha256)).tokens;
  const shown = token?.keys.find(({ id }) => id === '02');
  if (token?.ref == null || shown?.spkiDigest == null || shown.id === null)
    throw new Error('the key is not there');
  return {
    name: 'libykcs11 and a virtual YubiKey',
    runs: 50,
    tokens,
    key: { ...token.ref, id: shown.id, spkiDigest: shown.spkiDigest },
    pin: '123456',
    bytes,
    module: ykcs11,
    environment,
    stack,
    async close() {
      await tokens.close();
      await stack.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** One signature over the token host. */
export function signatureOf({ tokens, key, pin }: Target): Promise<Uint8Array> {
  return tokens.sign({ key, scheme, purpose: 'tuf-canonical', bytes, pin });
}

function keyId(text: string): KeyId {
  if (isKeyId(text)) return text;
  throw new Error('not a key id');
}

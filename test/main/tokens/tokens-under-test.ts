import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { isKeyId, isTokenSerial } from '../../../main/tokens/listing.ts';
import { isModuleId } from '../../../main/tokens/module-file.ts';
import type { ModulePlaces } from '../../../main/tokens/module-registry.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import { TokenHosts, type TokenHostsOptions } from '../../../main/tokens/token-hosts.ts';
import type {
  KeyId,
  KeyRef,
  MadeKey,
  ModuleId,
  PlacedKey,
  TokenRef,
  TokenSerial,
} from '../../../main/tokens/token.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import { buildModule } from './built-module.ts';

/** A PIN that `judgePin` accepts. */
export const goodPin = '48261937';

/** The smallest bytes in the form of TUF metadata. */
export const rootBytes = new TextEncoder().encode('{"_type":"root","version":1}');

const folders: string[] = [];
const opened: TokenHosts[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((hosts) => hosts.close()));
});
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is removed after the tests of the file. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'station-tokens-'));
  folders.push(folder);
  return folder;
}

/** No modules but the library of practice tokens: what else is on the machine does not count. */
export const practiceOnly: Partial<ModulePlaces> = {
  p11Kit: { configurations: [], modules: [] },
  known: [],
};

/** The tokens of a station with folders of its own; closed after the test. */
export async function openTokens(options: Partial<TokenHostsOptions> = {}): Promise<TokenHosts> {
  const folder = newFolder();
  const hosts = await TokenHosts.open({
    practiceFolder: path.join(folder, 'practice'),
    settingsFolder: path.join(folder, 'settings'),
    places: practiceOnly,
    ...options,
  });
  opened.push(hosts);
  return hosts;
}

/** A practice token with `goodPin`. */
export async function practiceToken(hosts: TokenHosts, name = 'Ada'): Promise<TokenRef> {
  const ref = await hosts.createPractice(name);
  await hosts.setPin(ref, goodPin);
  return ref;
}

/** A key on a practice token. */
export async function practiceKey(
  hosts: TokenHosts,
  ref: TokenRef,
  scheme: Scheme = 'ecdsa-sha2-nistp256',
  id = '02',
): Promise<MadeKey> {
  return hosts.makeKey({
    ref,
    expectedSerial: ref.serial,
    scheme,
    pin: goodPin,
    label: 'root key',
    id: keyId(id),
  });
}

/** A key id out of hexadecimal. */
export function keyId(text: string): KeyId {
  if (isKeyId(text)) return text;
  throw new Error('not a key id');
}

/** The digest of a public key that no token has. */
export function digest(of: string): KeyRef['spkiDigest'] {
  return createHash('sha256').update(of).digest('hex') as KeyRef['spkiDigest'];
}

/** A serial in the strict alphabet. */
export function tokenSerial(text: string): TokenSerial {
  if (isTokenSerial(text)) return text;
  throw new Error('not a serial');
}

/** A module id; `m-practice` is the practice store's. */
export function moduleId(text: string): ModuleId {
  if (isModuleId(text)) return text;
  throw new Error('not a module id');
}

/** The TokenError that a promise rejects with; anything else fails the test. */
export async function rejection(promise: Promise<unknown>): Promise<TokenError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof TokenError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

let built: string | undefined;

/** The module that misbehaves, built once for a test file. */
export function hostileModule(): string {
  built ??= buildModule('hostile', newFolder());
  return built;
}

export interface HostileOptions {
  /** One of the modes in hostile.c. */
  readonly mode?: string;
  /** A function and the CK_RV that it answers, for example `C_Login=160`. */
  readonly fail?: string;
  readonly flags?: number;
  readonly station?: Partial<TokenHostsOptions>;
}

export interface HostileTokens {
  readonly hosts: TokenHosts;
  readonly ref: TokenRef;
  /** The key that the module shows: the base point of P-256. */
  readonly key: PlacedKey;
  /** Every PKCS#11 function that was called, in order, since the last time this was asked. */
  readonly calls: () => string[];
}

/** A station with the hostile module, chosen and approved as a person would. */
export async function hostileTokens(options: HostileOptions = {}): Promise<HostileTokens> {
  const log = path.join(newFolder(), 'calls');
  const hosts = await openTokens({
    ...options.station,
    places: { ...practiceOnly, embedded: [] },
    moduleEnvironment: {
      HOSTILE_LOG: log,
      HOSTILE_MODE: options.mode ?? '',
      HOSTILE_FAIL: options.fail ?? '',
      HOSTILE_FLAGS: String(options.flags ?? 0),
    },
  });
  const file = await hosts.chooseModule(hostileModule());
  await hosts.approveModule(file.id, file.sha256);
  const ref = { module: file.id, serial: tokenSerial('HOSTILE-1') };
  const key = { ...ref, id: keyId('01'), spkiDigest: basePointDigest as KeyRef['spkiDigest'] };
  return { hosts, ref, key, calls: () => takeLines(log) };
}

/** SHA-256 of the SubjectPublicKeyInfo of the base point of P-256. */
const basePointDigest = '5cd252fb0ce8932436faf8ccd1040981b89ee4ad6b9fe9e2a2b7e71aacb27cd3';

function takeLines(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(file);
  return lines;
}

/** How often a name stands in a list of calls. */
export function count(calls: readonly string[], name: string): number {
  return calls.filter((call) => call === name).length;
}

/** Waits until a condition holds; fails after `within` milliseconds. */
export async function until(condition: () => boolean, within = 5000): Promise<void> {
  const end = performance.now() + within;
  while (!condition()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

import { mkdirSync, mkdtempSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { station } from '../../../main/cli/station.ts';
import { sampleFields, planBytesOf } from '../../ceremony/sample-plan.ts';
import { publicKeyPem } from '../../../src/keys/public-key.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { makeKeyPair } from '../../keys/key-pairs.ts';

const pairs = { '24617799': makeKeyPair('ed25519'), '24617802': makeKeyPair('ed25519') };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-stage-'));
  vi.stubEnv('HOME', folder);
  const fields = sampleFields();
  const { tuf } = fields;
  const holders = ['priya-raman'];
  const one = { holders, threshold: 1 };
  const plan = {
    ...fields,
    kind: 'initial' as const,
    participants: fields.participants.slice(0, 2),
    keys: { ...fields.keys, scheme: 'ed25519' as const, attestation: 'if-available' as const },
    tuf: {
      ...tuf,
      rootVersion: 1,
      ...one,
      roles: { ...tuf.roles, targets: { ...tuf.roles.targets, ...one } },
      delegations: [],
    },
  };
  writeFileSync(join(folder, 'ceremony.yaml'), planBytesOf(plan));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function bringKey(serial: keyof typeof pairs): void {
  mkdirSync(join(folder, 'keys', serial), { recursive: true });
  writeFileSync(
    join(folder, 'keys', serial, `${serial}_pubkey.pem`),
    publicKeyPem(pairs[serial].key),
  );
}

async function run(at: string, ...args: string[]) {
  const said = { out: '', err: '' };
  const code = await station(args, {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now: () => at,
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

const day = '2027-07-14T14:00:00Z';
const staged = () => join(folder, 'staged', 'root.json');

describe('station stage', () => {
  it('names who is missing, and stages nothing', async () => {
    bringKey('24617802');
    const { code, err } = await run(day, 'stage', folder);
    expect(code).toBe(2);
    expect(err).toContain('not every key of the plan has been exported');
    expect(existsSync(staged())).toBe(false);
  });

  it('says in plain words what the root is, with the words of its bytes, and then stages it', async () => {
    bringKey('24617802');
    bringKey('24617799');
    const checked = await run(day, 'stage', folder, '--check');
    expect(checked.err).toBe('');
    expect(checked.code).toBe(0);
    expect(checked.out).toContain('Priya Raman');
    expect(checked.out).toMatch(/\n {2}A {2}[0-9a-f]{4} [0-9a-f]{4} {2}\S+ \S+ \S+ \S+\n/);
    expect(checked.out.match(/^ {2}[A-H] {2}/gm)).toHaveLength(8);
    expect(existsSync(staged())).toBe(false);
    const { code, out } = await run(day, 'stage', folder);
    expect(code).toBe(0);
    const { signedSha256 } = parseMetadata(readFileSync(staged()), 'root.json');
    expect(out).toContain(`Bytes to sign, SHA-256 ${signedSha256}`);
    expect(checked.out).toContain(signedSha256);
    expect(out).toContain('Keyholders of version 1: 0 in, 1 needed. Nobody has signed yet.');
  });

  it('stages nothing that has expired', async () => {
    bringKey('24617802');
    bringKey('24617799');
    const { code, err } = await run('2028-07-14T14:00:00Z', 'stage', folder);
    expect(code).toBe(2);
    expect(err).toContain('the plan makes metadata that has expired already');
    expect(existsSync(staged())).toBe(false);
  });

  it.each([
    [[], 'needs one ceremony folder'],
    [['a', 'b'], 'needs one ceremony folder'],
    [['a', '--now'], 'knows one option'],
  ])('does not understand %j', async (args, why) => {
    const { code, err } = await run(day, 'stage', ...args);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

describe('station play', () => {
  it('plays nobody in a ceremony that counts', async () => {
    const plan = join(folder, 'ceremony.yaml');
    for (const args of [
      ['begin', plan, join(folder, 'new')],
      ['key', folder],
    ]) {
      const { code, err } = await run(day, 'play', ...args);
      expect(code).toBe(2);
      expect(err).toContain('the station plays nobody in a ceremony that counts');
    }
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  it.each([
    [[], 'needs an act and a folder'],
    [['key'], 'needs an act and a folder'],
    [['begin', 'x.yaml'], 'needs a plan and the folder'],
    [['dance', 'x'], 'knows begin, key, sign, publish and record'],
  ])('does not understand %j', async (args, why) => {
    const { code, err } = await run(day, 'play', ...args);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

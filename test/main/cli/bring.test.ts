import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { station } from '../../../main/cli/station.ts';
import { publicKeyPem } from '../../../src/keys/public-key.ts';
import { planBytesOf, sampleFields } from '../../ceremony/sample-plan.ts';
import { makeKeyPair } from '../../keys/key-pairs.ts';
import { plainGit } from '../git/hostile-repository.ts';

let top: string;
let folder: string;
const pair = makeKeyPair('ecdsa-sha2-nistp256');

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'station-bring-'));
  folder = join(top, 'ceremony');
  mkdirSync(folder);
  const fields = sampleFields();
  writeFileSync(
    join(folder, 'ceremony.yaml'),
    planBytesOf({ ...fields, keys: { ...fields.keys, attestation: 'if-available' } }),
  );
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function key(name: string, serial: string): string {
  const path = join(top, name, serial);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, `${serial}_pubkey.pem`), publicKeyPem(pair.key));
  return join(top, name);
}

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await station(args, {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now: () => '2027-07-14T14:00:00.123Z',
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

describe('station bring', () => {
  it('shows the person, the device, words and findings of a key, and who is missing', async () => {
    const { code, out, err } = await run('bring', folder, '--from', key('stick', '24617802'));
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('From stick: 1 file new or changed.');
    expect(out).toContain('Priya Raman, token 24 617 802');
    expect(out).toContain(`SHA-256 ${pair.key.digest}`);
    expect(out).toMatch(/row A: \S+ \S+ \S+ \S+\n/);
    expect(out).toContain(
      '! Attestation: None. This token cannot give one. The plan accepts that.',
    );
    expect(out).toContain('Waiting for the keys of Inês Duarte, Tom Okafor.');
    expect(readFileSync(join(folder, 'transcript.jsonl'), 'utf8')).toContain('"kind":"work.taken"');
  });

  it('ends with 1 where a key stayed outside, and says why', async () => {
    const { code, out } = await run('bring', folder, '--from', key('stick', '99999999'));
    expect(code).toBe(1);
    expect(out).toContain('outside    Nobody in the plan, token 99 999 999');
    expect(out).toContain('✗ Person: Nobody in the plan has token 99 999 999.');
  });

  it('reads a branch, with the folder in the repository', async () => {
    const work = join(top, 'work');
    key('work/metadata/keys', '24617802');
    plainGit(work, 'init', '-q', '-b', 'keyholder/priya-raman');
    plainGit(work, 'add', '.');
    plainGit(work, 'commit', '-q', '-m', 'Mine');
    const { code, out } = await run(
      'bring',
      folder,
      '--git',
      work,
      '--branch',
      'keyholder/priya-raman',
      '--below',
      'metadata',
    );
    expect(code).toBe(0);
    expect(out).toContain('From branch keyholder/priya-raman: 1 file new or changed.');
  });

  it('says in one line what stands in the way, and takes nothing', async () => {
    mkdirSync(join(top, 'empty'));
    const { code, err } = await run('bring', folder, '--from', join(top, 'empty'));
    expect(code).toBe(2);
    expect(err).toBe(
      'station bring: there is no work of a keyholder here (empty). Expected: a bundle, a ceremony folder, or key files like 24617802_pubkey.pem; found: nothing of the kind. Choose the folder that the keyholder gave you.\n',
    );
  });

  it.each([
    [[], 'needs one ceremony folder'],
    [['a', 'b'], 'needs one ceremony folder'],
    [['a'], 'needs either --from or --git'],
    [['a', '--from', 'b', '--git', 'c', '--branch', 'd'], 'needs either --from or --git'],
    [['a', '--git', 'c'], '--git and --branch go together'],
    [['a', '--what'], 'does not know one of these options'],
  ])('does not understand %j', async (args, why) => {
    const { code, err } = await run('bring', ...args);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

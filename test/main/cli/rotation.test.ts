import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { station } from '../../../main/cli/station.ts';
import { planText } from '../../../src/ceremony/plan.ts';
import { PlanFields } from '../../../src/ceremony/plan-schema.ts';
import { publicKeyPem } from '../../../src/keys/public-key.ts';
import { buildRoot } from '../../../src/tuf/build.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { sampleFields } from '../../ceremony/sample-plan.ts';
import { scratchFolder } from '../ceremonies/scratch.ts';
import { signer } from '../../tuf/signers.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await station(args, {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now: () => '2027-07-14T14:00:00Z',
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

const priya = signer('priya');
const tom = signer('tom');
const mei = signer('mei');
const stranger = signer('stranger');
let folder: string;

/** Version 15 is in use: Tom, Mei and somebody who left; the plan for 16 has Priya and Tom. */
beforeEach(async () => {
  folder = await scratchFolder();
  const fields = sampleFields();
  await writeFile(join(folder, 'ceremony.yaml'), planText(fields));
  const old = [tom, mei, stranger];
  const role = { keyids: old.map(({ keyid }) => keyid), threshold: 2 };
  const one = { ...role, threshold: 1 };
  const root = buildRoot({
    version: 15,
    expires: '2027-11-14T00:00:00Z',
    rehearsal: null,
    consistentSnapshot: true,
    keys: old,
    roles: { root: role, targets: one, snapshot: one, timestamp: one },
  });
  await mkdir(join(folder, 'repository'));
  await writeFile(join(folder, 'repository/15.root.json'), metadataFile(root, []));
  const serials = { '24617802': priya, '24617811': tom, '24617820': mei };
  for (const [serial, { publicKey }] of Object.entries(serials)) {
    await mkdir(join(folder, 'keys', serial), { recursive: true });
    await writeFile(join(folder, `keys/${serial}/${serial}_pubkey.pem`), publicKeyPem(publicKey));
  }
});

describe('station rotation', () => {
  test('answers for a folder as it lies there, and writes nothing into it', async () => {
    const before = await readdir(folder);
    const { code, out, err } = await run('rotation', folder);
    expect({ code, err }).toStrictEqual({ code: 0, err: '' });
    expect(out).toContain('This goes in one version: 16\n');
    expect(out).toContain('Mei Lindqvist’s token 24617820 leaves.');
    expect(out).toContain('Priya Raman’s token 24617802 joins.');
    expect(out).toContain('It cannot be signed without Priya Raman, Tom Okafor, Mei Lindqvist.');
    expect(await readdir(folder)).toEqual(before);
  });

  test('knows who does not come, and whose device is lost', async () => {
    const absent = await run('rotation', folder, '--absent', 'tom-okafor');
    expect(absent).toMatchObject({ code: 1 });
    expect(absent.out).toContain('This rotation cannot be signed\n');
    const lost = await run('rotation', folder, '--lost', 'mei-lindqvist', '--json');
    expect(lost.code).toBe(1);
    expect(JSON.parse(lost.out)).toMatchObject({ verdict: 'impossible' });
  });

  test('waits for somebody whom the plan does not name, if told that they come later', async () => {
    const id = `holder-${stranger.publicKey.digest.slice(0, 8)}`;
    const { code, out } = await run('rotation', folder, '--absent', 'mei-lindqvist', '--later', id);
    expect(code).toBe(0);
    expect(out).toContain('Version 16 has to wait for people who are not here');
  });

  test('counts two devices of one person as one person', async () => {
    const { out } = await run('rotation', folder, '--same', 'priya-raman=tom-okafor');
    expect(out).toContain('one person can make the 2 signatures that it takes');
  });

  test('tells the former token of a person from the new one', async () => {
    const fields = sampleFields();
    const [host, ...others] = fields.participants;
    const participants = [
      ...(host === undefined ? [] : [host]),
      ...others
        .filter(({ id }) => id !== 'mei-lindqvist')
        .map((one) => (one.id === 'priya-raman' ? { ...one, formerToken: '24617820' } : one)),
    ];
    const plan = planText(PlanFields.parse({ ...fields, participants }));
    await writeFile(join(folder, 'ceremony.yaml'), plan);
    const { code, out } = await run('rotation', folder);
    expect(code).toBe(0);
    expect(out).toContain('Priya Raman’s token 24617820 leaves.');
    expect(out).toContain('Priya Raman’s token 24617802 joins.');
    expect((await run('rotation', folder, '--lost', '24617820')).code).toBe(1);
  });

  test.each([
    [['rotation'], 'one ceremony folder'],
    [['rotation', 'a', 'b'], 'one ceremony folder'],
    [['rotation', 'a', '--same', 'x'], 'OLD=ID'],
    [['rotation', 'a', '--what'], 'does not understand'],
  ])('does not guess: %j', async (args, words) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test('names nobody whom the ceremony does not have', async () => {
    const { code, err } = await run('rotation', folder, '--absent', 'zoe');
    expect(code).toBe(2);
    expect(err).toContain('somebody is named whom the ceremony does not have');
  });
});

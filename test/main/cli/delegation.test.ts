import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDelegationArgs } from '../../../main/cli/delegation-args.ts';
import { station } from '../../../main/cli/station.ts';
import {
  type Delegate,
  roleName,
  rolePath,
  twoProjects,
  type TwoProjects,
} from '../station/delegations/two-projects.ts';

let projects: TwoProjects;
let delegate: Delegate;
let home: string | undefined;
beforeAll(async () => {
  projects = await twoProjects();
  delegate = await projects.delegate('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
  // The command line opens the folders and the tokens by itself.
  await projects.host.folder.close();
  await delegate.ceremony.folder.close();
  await Promise.all([projects.desk.tokens.close(), projects.desk.colleagues.close()]);
  home = process.env['HOME'];
  process.env['HOME'] = projects.home;
}, 120_000);
afterAll(async () => {
  if (home !== undefined) process.env['HOME'] = home;
  await projects.close();
});

async function run(...args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await station(['delegation', ...args], {
    out: (text) => void (out += text),
    err: (line) => void (err += line),
    now: () => new Date().toISOString(),
    secret: () => Promise.reject(new Error('nobody is asked in a rehearsal')),
    signal: new AbortController().signal,
  });
  return { code, out, err };
}
const ours = () => projects.host.folder.path;
const theirs = () => delegate.ceremony.folder.path;
const digestIn = (out: string) => /Bytes to sign ([0-9a-f]{64})/.exec(out)?.[1] ?? '';

describe('station delegation', () => {
  it('goes from challenge to publication, as docs/delegations.md tells it', async () => {
    const asked = await run('challenge', ours(), '--role', roleName);
    expect(asked).toMatchObject({ code: 0, err: '' });
    expect(asked.out).toContain('It is a rehearsal: practice keys only.');
    const file = /Written to (\S+)\./.exec(asked.out)?.[1] ?? '';

    const proved = await run('prove', theirs(), '--file', join(ours(), file));
    expect(proved).toMatchObject({ code: 0, err: '' });
    expect(proved.out).toContain(`Your key is to speak for the role ${roleName}.`);
    expect(proved.out.match(/\.proof\.json/g)).toHaveLength(2);

    const wanted = ['--role', roleName, '--from', theirs(), '--threshold', '2'];
    const added = await run('add', ours(), ...wanted, '--path', rolePath, '--terminating');
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).toContain('before: nobody');
    expect(added.out).toContain('0 have signed, 2 needed.');

    const shown = await run('sign', ours());
    const digest = digestIn(shown.out);
    expect(shown.out).toContain(`Nothing was signed. To sign exactly this: --bytes ${digest}`);
    const other = await run('sign', ours(), '--bytes', '0'.repeat(64));
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('nothing was signed') });
    expect((await run('sign', ours(), '--bytes', digest)).out).toContain(
      '3 have signed, 2 needed.',
    );

    const made = await run('role', theirs());
    const signed = await run('sign', theirs(), '--bytes', digestIn(made.out));
    expect(signed.out).toContain(`Send staged/${roleName}.json to the delegator.`);

    const early = await run('publish', ours());
    expect(early).toMatchObject({ code: 2, err: expect.stringContaining('has no metadata yet') });
    const metadata = join(theirs(), 'staged', `${roleName}.json`);
    expect(await run('take', ours(), '--role', roleName, '--file', metadata)).toMatchObject({
      code: 0,
    });
    const published = await run('publish', ours());
    expect(published).toMatchObject({ code: 0, err: '' });
    expect(published.out).toContain('Published targets version 2, and new metadata of');
    expect(readdirSync(join(ours(), 'repository'))).toContain(`1.${roleName}.json`);

    const listed = await run('list', ours());
    expect(listed.out).toMatch(
      /registry\.example\.org, version 1: 2 of (?=.*Ana Silva \()(?=.*Tom Okafor \()/,
    );
  }, 60_000);

  it('stages another threshold for the same keys', async () => {
    const terms = ['--role', roleName, '--path', rolePath, '--threshold'];
    const changed = await run('change', ours(), ...terms, '1', '--terminating');
    expect(changed).toMatchObject({ code: 0, err: '' });
    expect(changed.out).toContain(`The role ${roleName} keeps its keys, on other terms`);
    expect(changed.out).toMatch(/before: 2 of .*\n {4}after: {2}1 of /);
    expect((await run('withdraw', ours())).code).toBe(0);
    expect(await run('change', ours(), ...terms, '2', '--terminating')).toMatchObject({
      code: 2,
      err: expect.stringContaining('delegated already'),
    });
    expect(await run('change', ours(), '--role', roleName)).toMatchObject({ code: 2 });
  });

  it('stages a revocation with its reason, and withdraws it', async () => {
    const revoked = await run('revoke', ours(), '--role', roleName, '--reason', 'A token is lost.');
    expect(revoked.out).toContain(`The role ${roleName} is revoked`);
    expect(revoked.out).toContain('after:  nobody');
    expect(await run('withdraw', ours())).toMatchObject({ code: 0 });
    const record = readFileSync(join(ours(), 'transcript.jsonl'), 'utf8');
    expect(record).toContain('"reason":"A token is lost."');
  });

  it('says in one line why an answer is not taken', async () => {
    const folder = join(theirs(), 'delegation');
    const [nonce = ''] = readdirSync(folder);
    const [proof = ''] = readdirSync(join(folder, nonce)).filter((one) => one.endsWith('.json'));
    const path = join(folder, nonce, proof);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('Silva', 'Sylva').replace('Okafor', 'Ocafor'));
    const wanted = ['--role', roleName, '--from', theirs(), '--threshold', '2'];
    const added = await run('redelegate', ours(), ...wanted, '--path', rolePath);
    expect(added.code).toBe(2);
    expect(added.err).toMatch(/^station delegation: the key that the proof names did not make it/);
    writeFileSync(path, text);
  });

  it.each([
    [[], 'delegation needs one of'],
    [['add', 'x'], 'add needs --role, --from, --path, --threshold'],
    [['list', 'x', '--role', 'a'], 'list has no --role'],
    [['revoke', 'x', '--role', 'a'], 'revoke needs --reason'],
    [['role', 'x', '--version', '0'], '--version is a whole number from 1 on'],
    [['list', 'x', '--other'], 'does not know one of these options'],
    [['list', 'x', 'y'], 'one folder'],
  ])('does not take %j', (args, message) => {
    expect(() => parseDelegationArgs(args)).toThrow(message);
  });
});

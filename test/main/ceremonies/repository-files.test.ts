import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { branchFiles, repositoryFiles } from '../../../main/ceremonies/repository-files.ts';
import { importedPlan } from '../../../src/ceremony/import/imported-plan.ts';
import { hostileRepository, plainGit, type HostileRepository } from '../git/hostile-repository.ts';
import { scratchFolder } from './scratch.ts';

const sigstore = join(import.meta.dirname, '../../fixtures/sigstore-root-signing');

test('of a folder come metadata and exported keys, and nothing else', async () => {
  const folder = await scratchFolder();
  cpSync(sigstore, folder, { recursive: true });
  writeFileSync(join(folder, 'README.md'), 'x');
  const files = await repositoryFiles(folder);
  const paths = files.map(({ path }) => path);
  expect(paths).toContain('root_history/9.root.json');
  expect(paths.some((path) => path.endsWith('_pubkey.pem'))).toBe(true);
  expect(paths).not.toContain('README.md');
  expect(importedPlan(files, '2027-07-01').rootVersion).toBe(9);
});

test('a file that is longer than any metadata is not taken in part', async () => {
  const folder = await scratchFolder();
  writeFileSync(join(folder, 'huge.json'), Buffer.alloc(80 * 1024 * 1024, 0x20));
  expect(await repositoryFiles(folder)).toStrictEqual([]);
});

describe('a branch of a repository that tries to start programs', () => {
  let hostile: HostileRepository;

  beforeAll(() => {
    hostile = hostileRepository();
    const metadata = join(hostile.workTree, 'metadata');
    mkdirSync(metadata);
    cpSync(join(sigstore, 'root_history/9.root.json'), join(metadata, 'root.json'));
    // The test's own commit must not spring the traps, or be changed by them.
    const calm = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'commit.gpgSign=false'];
    const whole = ['filter.evil.clean=cat', 'filter.evil.smudge=cat'];
    const git = (...args: readonly string[]) =>
      plainGit(hostile.workTree, ...[...calm, ...whole].flatMap((one) => ['-c', one]), ...args);
    git('checkout', '-q', '-b', 'publish');
    git('add', 'metadata');
    git('commit', '-q', '-m', 'root');
    hostile.reset();
  });
  afterAll(() => hostile.remove());

  test('is read from its newest commit, and starts none', async () => {
    const files = await branchFiles(hostile.workTree, 'publish');
    expect(files.map(({ path }) => path)).toContain('metadata/root.json');
    expect(importedPlan(files, '2027-07-01').rootVersion).toBe(9);
    expect(hostile.sprung()).toStrictEqual([]);
  });

  test('that is not there is named, and so is a name that no branch has', async () => {
    await expect(branchFiles(hostile.workTree, 'nowhere')).rejects.toMatchObject({
      code: 'git.no-such-branch',
      notDone: ['No plan was written.'],
    });
    await expect(branchFiles(hostile.workTree, '--upload-pack=x')).rejects.toMatchObject({
      code: 'git.branch-form',
    });
    await expect(branchFiles('ext::sh -c x', 'main')).rejects.toMatchObject({
      code: 'git.remote-form',
    });
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { commitFiles, type CommitId } from '../../../main/git/commit-files.ts';
import { branchAt, fetchBranch } from '../../../main/git/fetch-branch.ts';
import { openOwnRepository, type OwnRepository } from '../../../main/git/own-repository.ts';
import { pushBranch } from '../../../main/git/push-branch.ts';
import { parseBranch, parseRemote, type Remote } from '../../../main/git/remote.ts';
import { requireCommitted } from '../../../main/git/work-tree.ts';
import { hostileRepository, plainGit } from './hostile-repository.ts';

const branch = parseBranch('ceremony/2027-07-14');
const author = { name: 'Tomás Varga', email: 'tomas@example.org' };
const at = '2027-07-14T14:23:44Z';

let base: string;
let bare: string;
let remote: Remote;
let own: OwnRepository;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'station-push-'));
  bare = join(base, 'root.git');
  plainGit(base, 'init', '-q', '--bare', '-b', 'main', bare);
  remote = parseRemote(bare);
  own = await openOwnRepository([]);
});
afterEach(async () => {
  await own.remove();
  rmSync(base, { recursive: true, force: true });
});

function commit(gitDir: string, parent: CommitId | null, name: string, text = name) {
  return commitFiles(gitDir, {
    parent,
    files: [{ path: folderPath('repository', name), bytes: utf8(text) }],
    message: `Publish ${name}\n\nsha256 0123`,
    author,
    at,
  });
}

/** From where the branch is now to a commit on top of it. */
async function publish(gitDir: string, name: string) {
  const before = await fetchBranch(gitDir, remote, branch);
  const next = await commit(gitDir, before, name);
  await pushBranch(gitDir, remote, { branch, commit: next, before });
  return next;
}

describe('a commit made out of files', () => {
  it('is signed off, dated by the ceremony, and the same each time', async () => {
    const one = await commit(own.gitDir, null, '1.root.json');
    expect(await commit(own.gitDir, null, '1.root.json')).toBe(one);
    const shown = plainGit(base, `--git-dir=${own.gitDir}`, 'cat-file', '-p', one);
    expect(shown).toContain('author Tomás Varga <tomas@example.org> 1815575024 +0000');
    expect(shown).toMatch(
      /\n\nPublish 1\.root\.json\n\nsha256 0123\n\nSigned-off-by: Tomás Varga <tomas@example\.org>\n$/,
    );
  });

  it('keeps the bytes as they are, and whatever the parent has beside them', async () => {
    const raw = 'line\r\nends and \ttabs';
    const one = await commit(own.gitDir, null, 'a.json', raw);
    const two = await commit(own.gitDir, one, 'b.json');
    const git = (...args: string[]) => plainGit(base, `--git-dir=${own.gitDir}`, ...args);
    expect(git('ls-tree', '-r', '--name-only', two)).toBe('repository/a.json\nrepository/b.json\n');
    expect(git('cat-file', 'blob', `${two}:repository/a.json`)).toBe(raw);
  });
});

describe('pushing to a bare repository', () => {
  it('makes the branch, then adds to it, and the remote says so', async () => {
    expect(await branchAt(own.gitDir, remote, branch)).toBeNull();
    await publish(own.gitDir, '1.root.json');
    const second = await publish(own.gitDir, '2.root.json');
    expect(await branchAt(own.gitDir, remote, branch)).toBe(second);
    expect(plainGit(bare, 'log', '--format=%s', branch)).toBe(
      'Publish 2.root.json\nPublish 1.root.json\n',
    );
    expect(plainGit(bare, 'fsck', '--strict')).toBe('');
  });

  it('needs no history: a branch of another clone goes on from its newest commit', async () => {
    await publish(own.gitDir, '1.root.json');
    const fresh = await openOwnRepository([]);
    try {
      await publish(fresh.gitDir, '2.root.json');
    } finally {
      await fresh.remove();
    }
    expect(plainGit(bare, 'rev-list', '--count', branch).trim()).toBe('2');
  });

  it('of two at once lets one through, tells the other, and loses nothing', async () => {
    await publish(own.gitDir, '1.root.json');
    const other = await openOwnRepository([]);
    try {
      const sides = [own.gitDir, other.gitDir];
      const prepared = [];
      for (const [index, gitDir] of sides.entries()) {
        const before = await fetchBranch(gitDir, remote, branch);
        const next = await commit(gitDir, before, `from-${index}.json`);
        prepared.push({ gitDir, push: { branch, commit: next, before } });
      }
      const ends = await Promise.allSettled(
        prepared.map(({ gitDir, push }) => pushBranch(gitDir, remote, push)),
      );
      const lost = ends.flatMap((end) =>
        end.status === 'rejected' ? [end.reason as unknown] : [],
      );
      expect(lost).toHaveLength(1);
      expect(lost[0]).toMatchObject({ code: 'git.remote-moved', notDone: ['Nothing was sent.'] });
      // The one who lost begins again from what is there now.
      const loser = ends.findIndex(({ status }) => status === 'rejected');
      await publish(sides[loser]!, `from-${loser}.json`);
      expect(plainGit(bare, 'ls-tree', '-r', '--name-only', branch)).toBe(
        'repository/1.root.json\nrepository/from-0.json\nrepository/from-1.json\n',
      );
    } finally {
      await other.remove();
    }
  });

  it('never overwrites a branch that was made meanwhile', async () => {
    const mine = await commit(own.gitDir, null, 'mine.json');
    await publish(own.gitDir, '1.root.json');
    await expect(
      pushBranch(own.gitDir, remote, { branch, commit: mine, before: null }),
    ).rejects.toMatchObject({ code: 'git.remote-moved' });
  });

  it('that was sent is never said to be unsent, whatever becomes of the branch or of the answer', async () => {
    const send = async (name: string, look: typeof branchAt) => {
      const before = await fetchBranch(own.gitDir, remote, branch);
      const next = await commit(own.gitDir, before, name);
      const push = { branch, commit: next, before };
      return { next, end: pushBranch(own.gitDir, remote, push, undefined, look) };
    };
    const onTop = await send('1.root.json', async (...asked) => {
      await publish(own.gitDir, 'theirs.json');
      return branchAt(...asked);
    });
    await expect(onTop.end).rejects.toMatchObject({
      code: 'git.remote-moved',
      message: 'the commit was sent, and the branch has moved since',
      notDone: ['It is not in the record that the commit was sent.'],
    });
    expect(plainGit(bare, 'log', '--format=%H', branch)).toContain(onTop.next);
    const lost = await send('2.root.json', (gitDir) =>
      branchAt(gitDir, parseRemote(join(base, 'nowhere')), branch),
    );
    await expect(lost.end).rejects.toMatchObject({
      code: 'git.unreachable',
      notDone: ['It is not known whether the commit was taken.'],
    });
    expect(await branchAt(own.gitDir, remote, branch)).toBe(lost.next);
  });

  it('says when there is no repository, and when it may not be written to', async () => {
    const nowhere = parseRemote(join(base, 'nowhere'));
    await expect(branchAt(own.gitDir, nowhere, branch)).rejects.toMatchObject({
      code: 'git.unreachable',
    });
    plainGit(bare, 'config', 'receive.denyCreates', 'true');
    plainGit(bare, 'config', 'transfer.hideRefs', 'refs/heads/ceremony');
    const one = await commit(own.gitDir, null, '1.root.json');
    await expect(
      pushBranch(own.gitDir, remote, { branch, commit: one, before: null }),
    ).rejects.toMatchObject({ code: 'git.refused' });
  });
});

describe('a folder with a work tree', () => {
  let work: string;
  beforeEach(() => {
    work = join(base, 'work');
    plainGit(base, 'init', '-q', '-b', 'main', work);
    writeFileSync(join(work, 'README'), 'One\n');
    plainGit(work, 'add', '.');
    plainGit(work, 'commit', '-q', '-m', 'One');
    remote = parseRemote(work);
  });

  it('is left alone while something in it is in no commit', async () => {
    await requireCommitted(own.gitDir, remote);
    writeFileSync(join(work, 'README'), 'Changed, and not committed\n');
    await expect(requireCommitted(own.gitDir, remote)).rejects.toMatchObject({
      code: 'git.uncommitted',
      place: 'README',
      found: 'one changed file',
    });
    expect(readFileSync(join(work, 'README'), 'utf8')).toBe('Changed, and not committed\n');
  });

  it('keeps the branch that it has open', async () => {
    const open = parseBranch('main');
    const before = await fetchBranch(own.gitDir, remote, open);
    const next = await commit(own.gitDir, before, '1.root.json');
    await expect(
      pushBranch(own.gitDir, remote, { branch: open, commit: next, before }),
    ).rejects.toMatchObject({ code: 'git.checked-out' });
    plainGit(work, 'config', 'receive.denyCurrentBranch', 'updateInstead');
    await expect(
      pushBranch(own.gitDir, remote, { branch: open, commit: next, before }),
    ).rejects.toMatchObject({ code: 'git.checked-out' });
    await publish(own.gitDir, '1.root.json');
    expect(plainGit(work, 'status', '--porcelain')).toBe('');
  });
});

describe('a hostile repository', () => {
  it('is published to without a single program of its own', async () => {
    const hostile = hostileRepository();
    try {
      remote = parseRemote(hostile.workTree);
      hostile.reset();
      await expect(requireCommitted(own.gitDir, remote)).resolves.toBeUndefined();
      const next = await publish(own.gitDir, '1.root.json');
      expect(hostile.sprung()).toEqual([]);
      expect(await branchAt(own.gitDir, remote, branch)).toBe(next);
    } finally {
      hostile.remove();
    }
  });

  it('would have run its hooks under an ordinary push', () => {
    const hostile = hostileRepository();
    try {
      const clone = join(base, 'clone');
      plainGit(base, 'init', '-q', '-b', 'x', clone);
      plainGit(clone, 'commit', '-q', '--allow-empty', '-m', 'One');
      hostile.reset();
      plainGit(clone, 'push', '-q', hostile.workTree, 'x:refs/heads/x');
      expect(hostile.sprung()).toContain('pre-receive');
      expect(hostile.sprung()).toContain('update');
    } finally {
      hostile.remove();
    }
  });
});

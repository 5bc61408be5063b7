import { isAbsolute } from 'node:path';
import type { GitProtocol } from './git-environment.ts';
import { GitError } from './git-error.ts';

declare const brand: unique symbol;

/** A branch that Git takes and that cannot be mistaken for an option or a way up. */
export type BranchName = string & { readonly [brand]: 'branch' };

/** Another repository: a folder on this machine, or one that is reached over the network. */
export interface Remote {
  readonly url: string;
  readonly protocol: GitProtocol;
}

const network = /^(ssh|https):\/\/\w[\w.-]*(?::\d{1,5})?\/[\w.~/@+-]+$/;
const networkWithUser = /^ssh:\/\/\w[\w.-]*@\w[\w.-]*(?::\d{1,5})?\/[\w.~/@+-]+$/;
const likeAFile = /^[^\p{C}"]+$/u;

/**
 * Reads the name of a remote: an absolute path, `ssh://host/path` or `https://host/path`. No other form of Git's is
 * taken, since some of them start programs. A password in it would end up in records, so there is no room for one.
 * @throws GitError `git.remote-form`
 */
export function parseRemote(text: string): Remote {
  if (text.length <= 2000) {
    if (isAbsolute(text) && likeAFile.test(text)) return { url: text, protocol: 'file' };
    if (network.test(text) || networkWithUser.test(text)) {
      return { url: text, protocol: text.startsWith('ssh:') ? 'ssh' : 'https' };
    }
  }
  throw new GitError('git.remote-form', 'this does not name a repository that the station takes', {
    expected: 'an absolute path, ssh://host/path or https://host/path, without a password',
    found: 'another form',
    hint: 'Write it in one of these forms. Git’s short form user@host:path is ssh://user@host/path.',
    notDone: ['Nothing was sent.'],
  });
}

/**
 * Reads the name of a branch (git-check-ref-format(1), and stricter).
 * @throws GitError `git.branch-form`
 */
export function parseBranch(text: string): BranchName {
  if (isBranchName(text)) return text;
  throw new GitError('git.branch-form', 'this cannot be the name of a branch', {
    expected: 'letters, digits and . _ - with single / between, such as ceremony/2027-07-14',
    found: 'another form',
    hint: 'Choose a simpler name.',
    notDone: ['Nothing was sent.'],
  });
}

function isBranchName(text: string): text is BranchName {
  return (
    text.length <= 120 &&
    /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/.test(text) &&
    !/\.\.|\.$|\.lock(\/|$)|\.\//.test(text)
  );
}

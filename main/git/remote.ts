import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GitBranch, GitRemote } from '../../src/ceremony/plan-publication-schema.ts';
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

const likeAFile = /^[^\p{C}"]+$/u;

/**
 * Reads the name of a remote: an absolute path, or an address as the plan takes it. Git has further forms, some of
 * which start programs. A password in it would end up in records, so there is no room for one.
 * @throws GitError `git.remote-form`
 */
export function parseRemote(text: string): Remote {
  if (text.length <= 2000 && isAbsolute(text) && likeAFile.test(text))
    return { url: text, protocol: 'file' };
  const address = GitRemote.safeParse(text);
  if (!address.success) throw notARemote();
  const url = address.data;
  if (url.startsWith('file://')) return { url: pathIn(url), protocol: 'file' };
  return { url, protocol: url.startsWith('https://') ? 'https' : 'ssh' };
}

/** What is percent-encoded in an address has to be a path as well: no line end, no quotation mark, no hidden slash. */
function pathIn(url: string): string {
  try {
    const path = fileURLToPath(url);
    if (likeAFile.test(path)) return path;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof URIError)) throw error;
  }
  throw notARemote();
}

function notARemote(): GitError {
  return new GitError('git.remote-form', 'this does not name a repository that the station takes', {
    expected:
      'an absolute path, https://host/path, ssh://host/path or user@host:path, without a password',
    found: 'another form',
    hint: 'Write it in one of these forms.',
    notDone: ['Nothing was sent.'],
  });
}

/**
 * Reads the name of a branch (git-check-ref-format(1), and stricter: as in the plan).
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
  return GitBranch.safeParse(text).success;
}

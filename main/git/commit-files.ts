import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { concat } from '../../src/encoding/bytes.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import type { FolderPath } from '../../src/ceremony/folder-path.ts';
import { GitError } from './git-error.ts';
import type { GitVariables } from './git-environment.ts';
import { runGit } from './run-git.ts';

declare const brand: unique symbol;
/** The name of a commit: 40 or 64 hexadecimal digits. */
export type CommitId = string & { readonly [brand]: 'commit' };

/** Who commits, as it stands in the commit and in the sign-off. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

export interface CommitRequest {
  /** The commit that it follows; null for the first one of a branch. */
  readonly parent: CommitId | null;
  /** Files that are added or replaced; everything else of the parent stays as it is. */
  readonly files: readonly { readonly path: FolderPath; readonly bytes: Uint8Array }[];
  /** First line, then paragraphs. The sign-off is added. */
  readonly message: string;
  readonly author: Author;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/**
 * Makes a commit in a repository of the station's own, out of objects alone: no work tree is looked at, so nothing of
 * the person's is changed, and no hook or filter has a place.
 * @throws GitError
 */
export async function commitFiles(gitDir: string, request: CommitRequest): Promise<CommitId> {
  const { parent, files, author, at } = request;
  const variables: GitVariables = { GIT_INDEX_FILE: `${gitDir}/station-index` };
  await runGit({
    gitDir,
    command: 'read-tree',
    args: parent === null ? ['--empty'] : [parent],
    variables,
  });
  const lines: Uint8Array[] = [];
  for (const { path, bytes } of files) {
    const blob = await idOf(gitDir, 'hash-object', ['-w', '--no-filters', '--stdin'], bytes);
    lines.push(utf8(`100644 ${blob}\t${path}\0`));
  }
  await runGit({
    gitDir,
    command: 'update-index',
    args: ['-z', '--index-info'],
    input: concat(...lines),
    variables,
  });
  const tree = await idOf(gitDir, 'write-tree', [], new Uint8Array(), variables);
  const { ms } = parseInstant(at);
  const date = `${Math.floor(ms / 1000)} +0000`;
  return idOf(
    gitDir,
    'commit-tree',
    [tree, ...(parent === null ? [] : ['-p', parent])],
    utf8(`${request.message.trimEnd()}\n\nSigned-off-by: ${author.name} <${author.email}>\n`),
    {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
      GIT_COMMITTER_DATE: date,
    },
  );
}

/**
 * Reads `Name <address>`, as long as a plan may have both.
 * @throws GitError `git.author-form`
 */
export function parseAuthor(text: string): Author {
  const [, name = '', email = ''] =
    /^([^\p{C}<>]{1,120}) <([^\p{C}\s<>@]{1,64}@[^\p{C}\s<>@]{1,190})>$/u.exec(text) ?? [];
  if (name.trim() !== '') return { name: name.trim(), email };
  throw new GitError('git.author-form', 'a commit needs a name and an address', {
    expected: 'a form like Tomás Varga <tomas@example.org>',
    found: 'another form',
    hint: 'Both are published with the commit.',
    notDone: ['Nothing was sent.'],
  });
}

/** Reads the name of a commit from what Git answered. @throws GitError `git.failed` */
export function parseCommitId(text: string): CommitId {
  if (isCommitId(text)) return text;
  throw new GitError('git.failed', 'Git answered with something that is no name of an object', {
    expected: '40 or 64 hexadecimal digits',
    found: 'something else',
    hint: 'Check the version of Git, then do this step again.',
  });
}

function isCommitId(text: string): text is CommitId {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

async function idOf(
  gitDir: string,
  command: 'hash-object' | 'write-tree' | 'commit-tree',
  args: readonly string[],
  input: Uint8Array,
  variables: GitVariables = {},
): Promise<CommitId> {
  const { output } = await runGit({ gitDir, command, args, input, variables });
  return parseCommitId(fromUtf8(output).trim());
}

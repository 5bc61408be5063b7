import { checkpointFolder } from '../../src/ceremony/checkpoint.ts';
import { basename } from 'node:path';
import { ceremonyTime } from '../../src/ceremony/ceremony-clock.ts';
import { folderPath, isFolderPath, type FolderPath } from '../../src/ceremony/folder-path.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import { serialInWords } from '../../src/ceremony/serial.ts';
import { type Author, commitFiles, type CommitId } from '../git/commit-files.ts';
import { fetchBranch } from '../git/fetch-branch.ts';
import { openOwnRepository } from '../git/own-repository.ts';
import { pushBranch } from '../git/push-branch.ts';
import type { BranchName, Remote } from '../git/remote.ts';
import { requireCommitted } from '../git/work-tree.ts';
import { filesBelow, type FileBelow } from '../ceremonies/files-below.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import { longestFile } from '../ceremonies/durable-file.ts';
import { requireClientAccepts } from './client-check.ts';
import { StepError } from './desk.ts';
import { requireSameMode, requireUnchanged } from './git-target.ts';
import { heldKeys } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { bundlePart } from '../../src/transfer/bundle-part.ts';
import { isPublished, publishedRoot, stagedRoot } from './root-at-hand.ts';

/** Where a ceremony is published. */
export interface GitTarget {
  readonly remote: Remote;
  readonly branch: BranchName;
  /** The folder in that repository under which the ceremony's files lie; null for its top. */
  readonly below: FolderPath | null;
  readonly author: Author;
}

/** What was sent, and where it is now. */
export interface Pushed {
  readonly commit: CommitId;
  readonly branch: BranchName;
  readonly files: number;
}

const bounds = { files: 10_000, bytes: longestFile };
const topFiles = ['ceremony.yaml', 'transcript.jsonl'];
/** Everything that the record names: an auditor of a clone finds it there. */
const folders = [
  'keys',
  'repository',
  'staged',
  'replaced',
  'set-aside',
  'records',
  'abandoned',
  'checkpoints',
  // Challenges with the answers of another project's keys; and on a delegate's side its own answers.
  'delegations',
  'delegation',
  'report',
];

/**
 * Sends the whole published ceremony to a branch as one signed-off commit: plan, record, keys, repository. Before
 * anything leaves, tuf-js follows the repository as a client from its first root.
 *
 * @throws StepError `publish.not-yet`, `publish.client-refuses`, `publish.other-mode`, `publish.other-bytes`;
 *   GitError `git.remote-moved`, `git.uncommitted` and others. Nothing was sent then
 */
export async function pushCeremony(
  ceremony: OpenCeremony,
  target: GitTarget,
  signal?: AbortSignal,
): Promise<Pushed> {
  const { folder, plan } = ceremony;
  const version = plan.tuf.rootVersion;
  const root = await publishedRoot(folder, version);
  if (root === null || !(await isPublished(folder))) throw notYet();
  const at = ceremonyTime(ceremony.records, ceremony.now());
  await requireClientAccepts(folder, [], { version, at });
  const files: FileBelow[] = [];
  for (const name of topFiles) {
    const bytes = await readAt(folder.directory, name, longestFile);
    if (bytes !== null) files.push({ path: folderPath(name), bytes });
  }
  for (const name of folders) files.push(...(await filesBelow(folder.directory, [name], bounds)));
  const message = [
    `Publish root version ${version} of ${plan.title}`,
    '',
    `Bytes signed, SHA-256: ${root.metadata.signedSha256}`,
    `File, SHA-256: ${root.metadata.sha256}`,
    `Plan, SHA-256: ${plan.sha256}`,
    ...(plan.mode === 'rehearsal' ? ['', 'Rehearsal. Practice keys only.'] : []),
  ].join('\n');
  return push(ceremony, 'ceremony', target, { files, message }, signal);
}

/**
 * Sends the exported key files of one participant to a branch of their own, so that attendees can follow and review
 * each key by itself.
 * @throws StepError `publish.not-yet` before the export; otherwise as `pushCeremony`
 */
export async function pushKey(
  ceremony: OpenCeremony,
  participant: string,
  target: GitTarget,
  signal?: AbortSignal,
): Promise<Pushed> {
  const held = (await heldKeys(ceremony.folder)).find((key) => key.participant === participant);
  const name = participantOf(ceremony.plan, participant)?.name ?? 'this person';
  if (held === undefined) throw noKey(name);
  const every = await filesBelow(ceremony.folder.directory, ['keys'], bounds);
  const place = every.find(({ path }) => path.endsWith(`/${held.serial}_pubkey.pem`))?.path ?? '';
  const own = every.filter(({ path }) =>
    path.startsWith(`${place.slice(0, place.lastIndexOf('/'))}/`),
  );
  const message = [
    `Add the key of ${name}, token ${serialInWords(held.serial)}`,
    '',
    `Public key, SHA-256: ${held.publicKey.digest}`,
    `Plan, SHA-256: ${ceremony.plan.sha256}`,
    ...(ceremony.plan.mode === 'rehearsal' ? ['', 'Rehearsal. Practice key.'] : []),
  ].join('\n');
  return push(ceremony, 'key', target, { files: own, message }, signal);
}

/**
 * Sends what awaits signatures, with the signatures it has, the keys and the record: from the host to the keyholders,
 * and back from each of them on a branch of their own.
 * @throws StepError `publish.not-yet` where nothing is staged; otherwise as `pushCeremony`
 */
export async function pushStaged(
  ceremony: OpenCeremony,
  target: GitTarget,
  signal?: AbortSignal,
): Promise<Pushed> {
  const { folder, plan } = ceremony;
  const root = await stagedRoot(folder);
  if (root === null) throw nothingStaged();
  const every = await filesBelow(folder.directory, ['keys'], bounds);
  const staged = await filesBelow(folder.directory, ['staged'], bounds);
  const signed = await filesBelow(folder.directory, [checkpointFolder], bounds);
  const files = [...every, ...staged, ...signed].filter(({ path }) => bundlePart(path) !== null);
  for (const name of topFiles) {
    const bytes = await readAt(folder.directory, name, longestFile);
    if (bytes !== null) files.push({ path: folderPath(name), bytes });
  }
  const message = [
    `Stage root version ${root.version} of ${plan.title} for signatures`,
    '',
    `Bytes to sign, SHA-256: ${root.metadata.signedSha256}`,
    `Signatures in it: ${root.metadata.signatures.filter(({ sig }) => sig !== '').length}`,
    `Plan, SHA-256: ${plan.sha256}`,
    ...(plan.mode === 'rehearsal' ? ['', 'Rehearsal. Practice keys only.'] : []),
  ].join('\n');
  return push(ceremony, 'staged', target, { files, message }, signal);
}

async function push(
  ceremony: OpenCeremony,
  what: 'ceremony' | 'key' | 'staged',
  { remote, branch, below, author }: GitTarget,
  { files, message }: { readonly files: readonly FileBelow[]; readonly message: string },
  signal: AbortSignal | undefined,
): Promise<Pushed> {
  const own = await openOwnRepository([]);
  try {
    const { gitDir } = own;
    await requireCommitted(gitDir, remote);
    const before = await fetchBranch(gitDir, remote, branch, signal);
    const placed = files.map(({ path, bytes }) => ({ path: placeOf(below, path), bytes }));
    if (before !== null) {
      await requireSameMode(gitDir, before, ceremony.plan.mode);
      await requireUnchanged(gitDir, before, placed);
    }
    const at = ceremony.now();
    const commit = await commitFiles(gitDir, {
      parent: before,
      files: placed,
      message,
      author,
      at,
    });
    await pushBranch(gitDir, remote, { branch, commit, before }, signal);
    const sent = { commit, branch, files: placed.length };
    const data = { what, remote: nameOf(remote), ...sent };
    await ceremony.append({
      kind: 'repository.pushed',
      participant: ceremony.youOrNull?.id ?? null,
      data,
    });
    return sent;
  } finally {
    await own.remove();
  }
}

function placeOf(below: FolderPath | null, path: FolderPath): FolderPath {
  const whole = below === null ? path : `${below}/${path}`;
  return isFolderPath(whole) ? whole : folderPath(...whole.split('/'));
}

/** A path on this machine may hold a person's name; its last step does for the record. */
function nameOf({ url, protocol }: Remote): string {
  const name = protocol === 'file' ? basename(url) : url;
  return name.replaceAll(/[^\w:/.@~+ -]/g, '-').slice(0, 200);
}

function notYet(): StepError {
  return new StepError('publish.not-yet', 'the root of this ceremony is not published yet', {
    expected: 'a repository with the root of the plan, and all roles',
    found: 'no such root in repository/',
    hint: 'Publish it into the folder first. Then send it.',
    notDone: ['Nothing was sent.'],
  });
}

function nothingStaged(): StepError {
  return new StepError('publish.not-yet', 'no root is staged that could be signed', {
    expected: 'staged/root.json',
    found: 'no such file',
    hint: 'Stage the root first, or bring the one that the host has staged.',
    notDone: ['Nothing was sent.'],
  });
}

function noKey(name: string): StepError {
  return new StepError('publish.not-yet', `${name} has not exported a key yet`, {
    expected: 'key files in keys/',
    found: 'none',
    hint: 'Bring their work in from their stick first.',
    notDone: ['Nothing was sent.'],
  });
}

import { folderPath } from '../../src/ceremony/folder-path.ts';
import { abandonedDigests, ceremonyAbandoned } from '../../src/ceremony/abandoned.ts';
import type { Root } from '../../src/tuf/root.ts';
import { abandonedPath, setStagedAside } from '../ceremonies/abandoned-root.ts';
import { readStaged } from '../ceremonies/staged-file.ts';
import { nodeVerifier } from '../verification/node.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import {
  isPublished,
  publishedRoot,
  rootInUse,
  stagedRoot,
  stagedRootName,
} from './root-at-hand.ts';
import { progressOf, type Progress } from './seats.ts';

/** What giving the staged root up would mean. */
export interface Standing {
  readonly root: Root;
  /** Distinct keys whose signature verifies, old and new keyholders together. */
  readonly signatures: number;
  /** Every threshold is met: whoever has the file has a root that clients accept. */
  readonly acceptable: boolean;
}

/** How far the staged root got, verified now; null where none is staged or the plan's root is published. */
export async function stagedStanding(ceremony: OpenCeremony): Promise<Standing | null> {
  const root = await stagedRoot(ceremony.folder);
  if (root === null || (await isPublished(ceremony.folder))) return null;
  const progress = await progressOf(root, await rootInUse(ceremony.folder), nodeVerifier);
  const signed = new Set(progress.flatMap((one: Progress) => one.signed));
  return {
    root,
    signatures: signed.size,
    acceptable: progress.every(({ met }) => met),
  };
}

/** Whether somebody has signed the staged root, or begun to: then it cannot be taken back any more. */
export function isBegun({ records }: OpenCeremony, { root, signatures }: Standing): boolean {
  const { metadata } = root;
  return (
    signatures > 0 ||
    metadata.signatures.length > 0 ||
    records.some(
      (record) =>
        record.kind === 'signature.intended' && record.data.signedSha256 === metadata.signedSha256,
    )
  );
}

/**
 * Takes the staged root back as long as nobody has signed it, nor begun to. Its file is kept in `replaced/`.
 * @param reason one sentence, for the record
 * @throws StepError `undo.nothing`, `undo.signed`; FolderError
 */
export async function unstageRoot(ceremony: OpenCeremony, reason: string): Promise<void> {
  const standing = await requireStaged(ceremony);
  const { signatures } = standing;
  const { metadata, version } = standing.root;
  if (isBegun(ceremony, standing)) {
    throw new StepError('undo.signed', 'somebody has signed this root, or begun to', {
      expected: 'a staged root without a signature',
      found: signatures === 0 ? 'a signature that was begun' : `${signatures} valid signatures`,
      place: metadata.place,
      hint: 'A signature cannot be taken back. Give the root up instead: it stays on record, and the next one has to differ.',
      notDone: ['Nothing was changed.'],
    });
  }
  const file = folderPath(
    'replaced',
    'staged',
    `${metadata.sha256.slice(0, 16)}.${stagedRootName}`,
  );
  await setStagedAside(ceremony.folder, stagedRootName, metadata, file);
  await ceremony.append({
    kind: 'root.unstaged',
    participant: ceremony.youOrNull?.id ?? null,
    data: { version, signedSha256: metadata.signedSha256, file, reason },
  });
}

/**
 * Gives the staged root up, with whatever signatures it has. On record first, so that a crash leaves no root that can
 * still be signed; then its file goes to `abandoned/`.
 *
 * @param reason one sentence, for the record
 * @param although `'clients-accept-it'` where every threshold is met already: nothing makes such a root invalid again
 * @throws StepError `undo.nothing`, `undo.acceptable`; FolderError
 */
export async function abandonRoot(
  ceremony: OpenCeremony,
  reason: string,
  although: 'clients-accept-it' | null,
): Promise<void> {
  const { root, signatures, acceptable } = await requireStaged(ceremony);
  if (acceptable && although === null) {
    throw new StepError('undo.acceptable', 'this root has every signature that clients ask for', {
      expected: 'too few signatures for a client',
      found: `${signatures} valid signatures, every threshold met`,
      place: root.metadata.place,
      hint: 'Publish it, and put things right in the version after it. Whoever keeps a copy can show it to clients, and two roots of one version are a fork.',
      notDone: ['Nothing was changed.'],
    });
  }
  const { metadata, version } = root;
  const file = abandonedPath(metadata);
  const { sha256, signedSha256 } = metadata;
  await ceremony.append({
    kind: 'root.abandoned',
    participant: ceremony.youOrNull?.id ?? null,
    data: { version, sha256, signedSha256, file, signatures, acceptable, reason },
  });
  await setStagedAside(ceremony.folder, stagedRootName, metadata, file);
}

/**
 * Brings to its end what a crash cut off: a root that the record gave up, and whose file waits in `staged/` still.
 * @throws FolderError
 */
export async function finishAbandoning({ folder }: Pick<OpenCeremony, 'folder'>): Promise<void> {
  const metadata = await readStaged(folder, stagedRootName);
  if (metadata === null || !abandonedDigests(folder.records).has(metadata.signedSha256)) return;
  await setStagedAside(folder, stagedRootName, metadata, abandonedPath(metadata));
}

/**
 * Gives the whole ceremony up: the staged root, if there is one, and everything that was still to come.
 * @throws as `abandonRoot`; StepError `undo.nothing` once its root is published, or a second time
 */
export async function abandonCeremony(
  ceremony: OpenCeremony,
  reason: string,
  although: 'clients-accept-it' | null,
): Promise<void> {
  if (await isPublished(ceremony.folder)) throw nothing('the root of this ceremony is published');
  if (ceremonyAbandoned(ceremony.records) !== null) throw nothing('it was given up before');
  if ((await stagedStanding(ceremony)) !== null) await abandonRoot(ceremony, reason, although);
  await ceremony.append({
    kind: 'ceremony.abandoned',
    participant: ceremony.youOrNull?.id ?? null,
    data: { reason },
  });
}

async function requireStaged(ceremony: OpenCeremony): Promise<Standing> {
  if (await isPublished(ceremony.folder)) throw nothing('the root of this ceremony is published');
  const standing = await stagedStanding(ceremony);
  if (standing === null) throw nothing('no root is staged');
  await requireNotBegun(ceremony, standing.root);
  return standing;
}

/** A publication that was cut off has put this root where clients may have found it already. */
async function requireNotBegun(
  { folder }: OpenCeremony,
  { version, metadata }: Root,
): Promise<void> {
  const there = await publishedRoot(folder, version);
  if (there?.metadata.signedSha256 !== metadata.signedSha256) return;
  throw new StepError('undo.nothing', 'the publication of this root has begun', {
    expected: 'a staged root that is not published',
    found: 'this root in the repository, from a publication that was cut off',
    place: there.metadata.place,
    hint: 'Publish once more: it ends with the same files. Put things right in the version after it.',
    notDone: ['Nothing was changed.'],
  });
}

function nothing(found: string): StepError {
  return new StepError('undo.nothing', 'there is nothing that can be taken back', {
    expected: 'a staged root that is not published',
    found,
    hint: 'What is published stays. The next version puts it right, in a ceremony of its own.',
    notDone: ['Nothing was changed.'],
  });
}

import type { FileFact, RecordData } from '../../src/ceremony/record.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { SignatureOrigin } from '../../src/transfer/signature-origin.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { judgeBundle, type StagedTaking, type Taking } from './bundle-taking.ts';
import { readBundle, type ReadBundle } from './bundle-reader.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { createFile, readBack, replaceFile } from './durable-file.ts';
import { factOf } from './file-fact.ts';
import { atPath } from './path-in-folder.ts';
import { recordStaged } from './staged-record.ts';
import { stage } from './staged-file.ts';

export interface TakenBundle {
  readonly name: string;
  readonly from: string | null;
  /** Files that are new here or changed, as they are now. */
  readonly added: readonly FileFact[];
  readonly signatures: RecordData<'bundle.taken'>['signatures'];
  /** Signatures that do not count and stayed outside, with where they come from. */
  readonly refused: readonly SignatureOrigin[];
}

export interface TakeOptions {
  /** Who takes it. */
  readonly participant: string | null;
  /** Now, RFC 3339 UTC. */
  readonly at: string;
  readonly verifier: Verifier;
  /** See `judgeBundle`. */
  readonly onOtherBytes: 'refuse' | 'stage';
}

/**
 * Brings a bundle into a ceremony: key files that are new, staged metadata, signatures over the same bytes, and the
 * writer's record, kept beside ours in `records/`. The bundle is read and judged as a whole before the first write.
 * If taking is cut off it is done again: what is here already is left as it is.
 *
 * @throws BundleError and what `judgeBundle` throws, and then nothing was taken; FolderError
 */
export async function takeBundle(
  folder: CeremonyFolder,
  source: string,
  options: TakeOptions,
): Promise<TakenBundle> {
  await folder.assertHeld();
  const bundle = await readBundle(source, folder.plan.sha256);
  const taking = await judgeBundle(folder, bundle, options.verifier, options.onOtherBytes);
  const added: FileFact[] = [];
  for (const { path, bytes } of taking.keys) added.push(await addFile(folder, path, bytes));
  for (const staged of taking.staged) {
    if (staged.how === 'stage' || staged.added.length > 0)
      added.push(await takeStaged(folder, staged));
  }
  const transcript = await keepTranscript(folder, bundle, taking);
  await recordStaged(folder, options.participant, options.at);
  const signatures = taking.staged.flatMap(({ name, added: list }) =>
    list.map(({ keyid }) => ({ file: folderPath('staged', name), keyid })),
  );
  const { name, manifestSha256, manifest } = bundle;
  const data = { name, manifestSha256, from: manifest.from, transcript, added, signatures };
  await folder.append({ kind: 'bundle.taken', participant: options.participant, data }, options.at);
  const refused = taking.staged.flatMap((staged) => staged.refused);
  return { name, from: manifest.from, added, signatures, refused };
}

async function addFile(folder: CeremonyFolder, path: string, bytes: Uint8Array): Promise<FileFact> {
  await atPath(folder.directory, path, 'make', async (spot) => {
    await createFile(spot.directory, spot.name, bytes);
    await readBack(spot.directory, spot.name, bytes);
  });
  return factOf(path, bytes);
}

async function takeStaged(
  folder: CeremonyFolder,
  { name, how, here, bytes }: StagedTaking,
): Promise<FileFact> {
  const path = `staged/${name}`;
  if (how === 'stage' || here === null) {
    const staged = await stage(folder, name, bytes);
    return factOf(path, staged.bytes);
  }
  await atPath(folder.directory, path, 'stop', async (spot) => {
    await replaceFile(spot.directory, spot.name, bytes, here.sha256);
    await readBack(spot.directory, spot.name, bytes);
  });
  return factOf(path, bytes);
}

/** Another station's record is not put into ours: two chains stay two chains, and ours names the end of theirs. */
async function keepTranscript(
  folder: CeremonyFolder,
  { manifest }: ReadBundle,
  { transcript }: Taking,
): Promise<RecordData<'bundle.taken'>['transcript']> {
  if (transcript === null) return null;
  const { tip, lines } = transcript.checked.end;
  const path = folderPath('records', `${manifest.from ?? 'ceremony'}-${tip.slice(0, 16)}.jsonl`);
  await addFile(folder, path, transcript.bytes);
  return { file: path, lines, tip };
}

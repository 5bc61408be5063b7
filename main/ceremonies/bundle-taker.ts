import type { FileFact, RecordData } from '../../src/ceremony/record.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { SignatureOrigin } from '../../src/transfer/signature-origin.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { judgeBundle, type StagedTaking, type Taking } from './bundle-taking.ts';
import { readBundle } from './bundle-reader.ts';
import { carriedPath } from './carried-checkpoints.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { createFile, longestFile, readBack, replaceFile } from './durable-file.ts';
import { factOf } from './file-fact.ts';
import { atPath, readAt } from './path-in-folder.ts';
import { recordStaged } from './staged-record.ts';
import { stage } from './staged-file.ts';

export interface TakenBundle extends TakenFiles {
  readonly name: string;
  readonly from: string | null;
}

/** What taking has written. */
export interface TakenFiles {
  /** Files that are new here or changed, as they are now. */
  readonly added: readonly FileFact[];
  readonly signatures: RecordData<'bundle.taken'>['signatures'];
  /** Signatures that do not count and stayed outside, with where they come from. */
  readonly refused: readonly SignatureOrigin[];
  readonly transcript: RecordData<'bundle.taken'>['transcript'];
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
 * writer's record with what tokens signed of it, kept beside ours in `records/`. The bundle is read and judged as a whole before the first write.
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
  const { name, manifestSha256, manifest } = bundle;
  const taken = await writeTaking(folder, taking, manifest.from, options);
  const { added, signatures, transcript } = taken;
  const data = { name, manifestSha256, from: manifest.from, transcript, added, signatures };
  await folder.append(
    {
      kind: 'bundle.taken',
      participant: options.participant,
      data: { ...data, added: [...added] },
    },
    options.at,
  );
  return { name, from: manifest.from, ...taken };
}

/**
 * Writes what was judged: new key files, staged metadata or signatures in it, and the writer's record with its signatures. What is here
 * already is left as it is, so it can be done again.
 * @param from whose work it is, for the name of the record
 */
export async function writeTaking(
  folder: CeremonyFolder,
  taking: Taking,
  from: string | null,
  options: Pick<TakeOptions, 'participant' | 'at'>,
): Promise<TakenFiles> {
  const added: FileFact[] = [];
  for (const { path, bytes } of taking.keys) added.push(await addFile(folder, path, bytes));
  for (const staged of taking.staged) {
    if (staged.how === 'stage' || staged.added.length > 0)
      added.push(await takeStaged(folder, staged));
  }
  const transcript = await keepTranscript(folder, from, taking);
  added.push(...(await keepCheckpoints(folder, transcript, taking)));
  await recordStaged(folder, options.participant, options.at);
  const signatures = taking.staged.flatMap(({ name, added: list }) =>
    list.map(({ keyid }) => ({ file: folderPath('staged', name), keyid })),
  );
  const refused = taking.staged.flatMap((staged) => staged.refused);
  return { added, signatures, refused, transcript };
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

/** What tokens signed of another station's record lies beside it. */
async function keepCheckpoints(
  folder: CeremonyFolder,
  kept: RecordData<'bundle.taken'>['transcript'],
  { transcript }: Taking,
): Promise<FileFact[]> {
  if (kept === null || transcript === null) return [];
  const facts: FileFact[] = [];
  for (const { path, bytes } of transcript.checkpoints) {
    const place = carriedPath(kept.file, path);
    const here = await readAt(folder.directory, place, longestFile);
    const fact = await addFile(folder, place, bytes);
    if (here === null) facts.push(fact);
  }
  return facts;
}

/** Another station's record is not put into ours: two chains stay two chains, and ours names the end of theirs. */
async function keepTranscript(
  folder: CeremonyFolder,
  from: string | null,
  { transcript }: Taking,
): Promise<RecordData<'bundle.taken'>['transcript']> {
  if (transcript === null) return null;
  const { tip, lines } = transcript.checked.end;
  const path = folderPath('records', `${from ?? 'ceremony'}-${tip.slice(0, 16)}.jsonl`);
  await addFile(folder, path, transcript.bytes);
  return { file: path, lines, tip };
}

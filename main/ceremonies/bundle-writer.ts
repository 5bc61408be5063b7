import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import { sha256Hex } from '../../src/encoding/digest.ts';
import type { FileFact, RecordOf } from '../../src/ceremony/record.ts';
import { stateOf } from '../../src/ceremony/state.ts';
import { manifestBytes, manifestName } from '../../src/transfer/manifest.ts';
import { filesToCarry, type CarriedFile } from './bundle-files.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { within, type Directory } from './directory.ts';
import { createFile, readBack } from './durable-file.ts';
import { factOf } from './file-fact.ts';
import { FolderError } from './folder-error.ts';
import { openDirectory } from './linux-directory.ts';
import { atPath } from './path-in-folder.ts';

export interface WrittenBundle {
  /** The bundle's folder, for example `priya-raman-16.ceremony`. */
  readonly name: string;
  readonly files: readonly FileFact[];
  /** Of all files, with the manifest. */
  readonly bytes: number;
  readonly record: RecordOf<'bundle.written'>;
}

/**
 * Carries work to a folder that a person chose, a stick's folder for example: writes a bundle, then reads every file
 * back and compares it. The manifest comes last, so a bundle that was cut off is seen to be none. An earlier bundle of
 * the same name stays; the new one gets a number.
 *
 * Read back means through the kernel: a stick that lies when it is asked again right away is found out only when the
 * bundle is taken, where all digests are compared once more.
 *
 * @param participant whose work; null for the host, who carries everything
 * @param at now, RFC 3339 UTC
 * @throws FolderError `folder.inside`, `folder.full`, `folder.read-only`, `folder.read-back` and others; nothing is on
 *   record then
 */
export async function writeBundle(
  folder: CeremonyFolder,
  destination: string,
  participant: string | null,
  at: string,
): Promise<WrittenBundle> {
  await folder.assertHeld();
  await requireOutside(folder, destination);
  const { plan } = folder;
  const state = participant === null ? null : stateOf(plan, folder.records, participant);
  const carried = await filesToCarry(folder, state);
  const files = carried.map(({ path, bytes }) => factOf(path, bytes));
  const manifest = manifestBytes({
    format: 'station-bundle/1',
    plan: plan.sha256,
    title: plan.title,
    mode: plan.mode,
    rootVersion: plan.tuf.rootVersion,
    from: participant,
    at,
    files,
  });
  const all = [...carried, { path: manifestName, bytes: manifest }];
  const name = await within(openDirectory(destination), async (target) => {
    const free = await freeName(target, `${participant ?? 'ceremony'}-${plan.tuf.rootVersion}`);
    await within(target.make(free), (bundle) => fill(bundle, all));
    await target.sync();
    return free;
  });
  const data = { name, manifestSha256: sha256Hex(manifest), files };
  const record = await folder.append({ kind: 'bundle.written', participant, data }, at);
  if (record.kind !== 'bundle.written')
    throw new TypeError('a record has the kind that was appended');
  return { name, files, bytes: all.reduce((sum, { bytes }) => sum + bytes.length, 0), record };
}

/** Inside the ceremony it would be a second record of it, without the files that bundles leave out: an audit fails that. */
async function requireOutside({ path }: CeremonyFolder, destination: string): Promise<void> {
  // What cannot be found is refused where it is opened.
  const real = await realpath(destination).catch(() => null);
  if (real === null || /^\.\.(?:\/|$)/.test(relative(await realpath(path), real))) return;
  throw new FolderError('folder.inside', 'this place is inside the ceremony itself', {
    expected: 'a stick, or a folder elsewhere',
    found: 'the ceremony folder',
    hint: 'Choose another place. What lies in the ceremony folder does not leave this machine.',
    notDone: ['Nothing was written.'],
  });
}

async function fill(bundle: Directory, files: readonly CarriedFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    await atPath(bundle, path, 'make', (spot) => createFile(spot.directory, spot.name, bytes));
  }
  // All of it again from the start, when nothing is left to be written.
  for (const { path, bytes } of files) {
    await atPath(bundle, path, 'stop', (spot) => readBack(spot.directory, spot.name, bytes));
  }
}

async function freeName(target: Directory, base: string): Promise<string> {
  const taken = new Set((await target.entries()).map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${base}.ceremony` : `${base}-${number}.ceremony`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

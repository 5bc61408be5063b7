import { verifyCarriedCheckpoints } from '../../src/ceremony/checkpoints.ts';
import type {
  CheckpointFile,
  CheckpointProblem,
  JudgedCheckpoints,
} from '../../src/ceremony/checkpoints/judged.ts';
import { folderPath, type FolderPath } from '../../src/ceremony/folder-path.ts';
import type { Transcript } from '../../src/ceremony/transcript.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { publicKeyFromPem, type PublicKey, type SpkiDigest } from '../../src/keys/public-key.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { BundleError } from '../../src/transfer/bundle-error.ts';
import { bundlePart } from '../../src/transfer/bundle-part.ts';
import { exportedKeys, readCheckpoints } from './checkpoint-files.ts';
import { within, type Directory } from './directory.ts';
import type { ReadableFolder } from './readable-folder.ts';

/** A signature on another station's record that came with it and holds. */
export interface CarriedCheckpoint extends CheckpointFile {
  readonly spki: SpkiDigest;
}

interface Carried {
  readonly name: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Judges the signatures on the record that a bundle carries: over the lines of that record, in their own name, by a key of
 * this folder or of the bundle. One that does not hold stops the whole bundle.
 *
 * @param record the bundle's own, verified; null where it carries none
 * @throws BundleError `bundle.checkpoint`
 */
export async function judgeCarried(
  folder: ReadableFolder,
  { name, files }: Carried,
  record: Transcript | null,
  verifier: Verifier,
): Promise<readonly CarriedCheckpoint[]> {
  const checkpoints = [...files].flatMap(([path, bytes]) =>
    bundlePart(path) === 'checkpoint' ? [{ path, bytes }] : [],
  );
  const [first] = checkpoints;
  if (first === undefined) return [];
  if (record === null)
    throw refused(`${name}/${first.path}`, {
      message: 'the record that it is a signature on is not there',
      expected: 'the record, transcript.jsonl',
      found: 'no record',
    });
  const { signed, problems } = await verifyCarriedCheckpoints({
    records: record.records,
    files: checkpoints,
    keys: [...(await exportedKeys(folder.directory)), ...keysIn(files)],
    verifier,
  });
  const [problem] = problems;
  if (problem !== undefined) throw refused(`${name}/${problem.path}`, problem);
  return checkpoints.flatMap((file) => {
    const spki = signed.find(({ path }) => path === file.path)?.spki;
    return spki === undefined ? [] : [{ ...file, spki }];
  });
}

/** Where a signature on another station's record lies: beside that record, in a folder of the record's name. */
export function carriedPath(record: FolderPath, checkpoint: string): FolderPath {
  return folderPath(...record.replace(/\.jsonl$/, '').split('/'), ...checkpoint.split('/'));
}

/** The signatures on a record that came from another station, held against its lines. */
export async function readCarried(
  records: Directory,
  name: string,
  { records: lines }: Transcript,
  question: { readonly keys: readonly PublicKey[]; readonly verifier: Verifier },
): Promise<JudgedCheckpoints> {
  const below = name.replace(/\.jsonl$/, '');
  const files =
    (await records.kindOf(below)) === 'folder'
      ? await within(records.open(below), (folder) => readCheckpoints(folder))
      : [];
  return verifyCarriedCheckpoints({ records: lines, files, ...question });
}

function keysIn(files: ReadonlyMap<string, Uint8Array>): PublicKey[] {
  return [...files].flatMap(([path, bytes]) => {
    if (!path.endsWith('_pubkey.pem')) return [];
    try {
      return [publicKeyFromPem(fromUtf8(bytes), path)];
    } catch (error) {
      // What is no key is told where the keys are judged.
      if (error instanceof StationError) return [];
      throw error;
    }
  });
}

function refused(
  place: string,
  { message, expected, found }: Pick<CheckpointProblem, 'message' | 'expected' | 'found'>,
): BundleError {
  return new BundleError(
    'bundle.checkpoint',
    `a signature on the record does not hold: ${message}`,
    {
      place,
      expected,
      found,
      hint: 'The stick was changed or is damaged, or a key file is missing. Have the bundle written again.',
      notDone: ['Nothing was taken.'],
    },
  );
}

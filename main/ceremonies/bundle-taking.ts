import { equalBytes } from '../../src/encoding/bytes.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { verifyTranscript, type Transcript } from '../../src/ceremony/transcript.ts';
import { BundleError } from '../../src/transfer/bundle-error.ts';
import { bundlePart } from '../../src/transfer/bundle-part.ts';
import { mergeSignatures } from '../../src/transfer/merge-signatures.ts';
import { signatureOrigins, type SignatureOrigin } from '../../src/transfer/signature-origin.ts';
import { validSignatures } from '../../src/transfer/valid-signatures.ts';
import type { TufKey } from '../../src/tuf/key.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import { metadataFile, type SignatureText } from '../../src/tuf/write.ts';
import type { CarriedFile } from './bundle-files.ts';
import type { ReadBundle } from './bundle-reader.ts';
import { type CarriedCheckpoint, judgeCarried } from './carried-checkpoints.ts';
import { planName, type CeremonyFolder } from './ceremony-folder.ts';
import { longestFile } from './durable-file.ts';
import { keysKnownTo, keysListedIn } from './known-keys.ts';
import { earlierStages, knownSigners } from './known-signers.ts';
import { readAt } from './path-in-folder.ts';
import { readStaged } from './staged-file.ts';
import { transcriptName } from './transcript-file.ts';

/** What is to be done with a staged file of a bundle. */
export interface StagedTaking {
  readonly name: string;
  /** `merge`: signatures are added; `stage`: it is new here, or takes the place of what is staged. */
  readonly how: 'merge' | 'stage';
  readonly here: Metadata | null;
  readonly bytes: Uint8Array;
  readonly added: readonly SignatureText[];
  /** Signatures in the bundle that do not count, and where they come from; they stay outside. */
  readonly refused: readonly SignatureOrigin[];
}

/** Everything that taking a bundle will write, worked out before anything is written. */
export interface Taking {
  readonly keys: readonly CarriedFile[];
  readonly staged: readonly StagedTaking[];
  readonly transcript: {
    readonly bytes: Uint8Array;
    readonly checked: Transcript;
    /** What tokens signed of it. */
    readonly checkpoints: readonly CarriedCheckpoint[];
  } | null;
}

/**
 * Judges a whole bundle against this folder: strict parsing, verified signatures only, nothing that is here is changed.
 *
 * @param onOtherBytes where other metadata is staged under a name: `refuse` for the host, whose staging counts;
 *   `stage` for a keyholder, who reviews what is new before signing
 * @throws BundleError; JsonError, TufError or TranscriptError for a file that is not what its name says; FolderError
 */
export async function judgeBundle(
  folder: CeremonyFolder,
  bundle: Pick<ReadBundle, 'name' | 'files'>,
  verifier: Verifier,
  onOtherBytes: 'refuse' | 'stage',
): Promise<Taking> {
  const keys: CarriedFile[] = [];
  const staged: [string, Metadata][] = [];
  let record: Omit<NonNullable<Taking['transcript']>, 'checkpoints'> | null = null;
  // Before anything else is said of it: what belongs to another ceremony is wrong as a whole.
  const plan = bundle.files.get(planName);
  if (plan !== undefined) await requireSamePlan(folder, plan, `${bundle.name}/${planName}`);
  for (const [path, bytes] of bundle.files) {
    const place = `${bundle.name}/${path}`;
    const part = bundlePart(path);
    if (part === 'key') await addKey(folder, keys, { path, bytes });
    if (part === 'staged') staged.push([path.slice('staged/'.length), parseMetadata(bytes, place)]);
    if (path === transcriptName)
      record = { bytes, checked: verifyTranscript(bytes, place, folder.plan.sha256) };
  }
  const known = [
    ...(await keysKnownTo(folder)),
    ...staged.flatMap(([, metadata]) => keysListedIn(metadata)),
  ];
  const takings = await Promise.all(
    staged.map(([name, theirs]) =>
      judgeStaged(folder, name, theirs, known, verifier, onOtherBytes),
    ),
  );
  const checkpoints = await judgeCarried(folder, bundle, record?.checked ?? null, verifier);
  const transcript = record === null ? null : { ...record, checkpoints };
  return { keys, staged: takings.filter((taking) => taking !== null), transcript };
}

async function addKey(
  folder: CeremonyFolder,
  keys: CarriedFile[],
  file: CarriedFile,
): Promise<void> {
  const here = await readAt(folder.directory, file.path, longestFile);
  if (here === null) keys.push(file);
  else if (!equalBytes(here, file.bytes)) {
    throw new BundleError(
      'bundle.other-key',
      'the bundle holds another key file than this folder',
      {
        place: file.path,
        expected: 'the file that is here',
        found: 'other bytes under the same name',
        hint: 'Compare the words of both keys with the person who made them.',
        notDone: ['Nothing was taken.'],
      },
    );
  }
}

async function requireSamePlan(
  folder: CeremonyFolder,
  bytes: Uint8Array,
  place: string,
): Promise<void> {
  const here = await readAt(folder.directory, planName, longestFile);
  if (here !== null && equalBytes(here, bytes)) return;
  throw new BundleError(
    'bundle.other-plan',
    'the plan in the bundle is not the plan of this folder',
    {
      place,
      hint: 'Choose the bundle of this ceremony.',
      notDone: ['Nothing was taken.'],
    },
  );
}

async function judgeStaged(
  folder: CeremonyFolder,
  name: string,
  theirs: Metadata,
  keys: readonly TufKey[],
  verifier: Verifier,
  onOtherBytes: 'refuse' | 'stage',
): Promise<StagedTaking | null> {
  const here = await readStaged(folder, name);
  const signatures = await validSignatures(theirs, keys, verifier);
  const same = here !== null && equalBytes(here.signedBytes, theirs.signedBytes);
  const older = await earlierStages(folder, name);
  if (here !== null && !same && onOtherBytes === 'refuse') requireNotOlder(here, theirs, older);
  const signers = await knownSigners(folder);
  const refused = await signatureOrigins(
    theirs,
    signatures,
    [...signers, ...keys].map(({ publicKey }) => publicKey),
    same ? older : [],
    verifier,
  );
  if (here === null || (!same && onOtherBytes === 'stage')) {
    const bytes = refused.length === 0 ? theirs.bytes : metadataFile(theirs.signed, signatures);
    return { name, how: 'stage', here, bytes, added: signatures, refused };
  }
  const { bytes, added } = mergeSignatures(here, theirs, signatures);
  if (added.length === 0 && refused.length === 0) return null;
  return { name, how: 'merge', here, bytes, added, refused };
}

/** @throws BundleError `bundle.older-stage` if the other copy is one that the host has staged anew since */
function requireNotOlder(here: Metadata, theirs: Metadata, older: readonly Metadata[]): void {
  if (!older.some(({ signedBytes }) => equalBytes(signedBytes, theirs.signedBytes))) return;
  throw new BundleError('bundle.older-stage', 'the bundle signs what was staged before', {
    place: theirs.place,
    expected: `bytes to sign ${here.signedSha256}`,
    found: `bytes to sign ${theirs.signedSha256}`,
    hint: 'Give the keyholder the root that is staged now. It is reviewed and signed anew.',
    notDone: ['Nothing was taken.', 'No signature was added.'],
  });
}

import type { Done } from '../../src/contract/keyholder.ts';
import type { RecordData } from '../../src/ceremony/record.ts';
import type { Root } from '../../src/tuf/root.ts';
import { certificatesOnDisk } from '../ceremonies/key-files.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { StepError } from './desk.ts';
import { heldKeys, nameOfKey } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { hasSignatureOf } from './signature-check.ts';
import { publishedRoot, rootInUse, stagedRoot } from './root-at-hand.ts';
import { progressOf, seatsOf, type Progress } from './seats.ts';

const ordinals = [
  'no',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
];

/**
 * What was made, where it lies, and what to do next. Counted again from the files on the disk.
 * @throws StepError `step.too-early` before this person has signed
 */
export async function doneView(ceremony: OpenCeremony, verifier: Verifier): Promise<Done> {
  const { signature, key } = ceremony.state;
  if (signature === null || key === null)
    throw new StepError('step.too-early', 'you have not signed yet', { hint: 'Go back to Sign.' });
  const root = await signedRoot(ceremony, signature.data);
  const progress = await progressOf(root, await rootInUse(ceremony.folder), verifier);
  const held = await heldKeys(ceremony.folder);
  const lines = ceremony.records.filter(({ participant }) => participant === ceremony.you.id);
  return {
    version: root.version,
    headline: `Your signature is on root version ${root.version}`,
    lead: leadOf(progress),
    verified: signature.data.verifiedBy.map(String),
    sha256: root.metadata.signedSha256,
    files: [
      {
        path: signature.data.file,
        note: signature.data.recovered
          ? 'your signature, found in it after a crash'
          : 'your signature added',
        bytes: root.metadata.bytes.length,
      },
      ...(await certificateFiles(ceremony, held)),
      {
        path: 'transcript.jsonl',
        note: `${lines.length} lines of yours, each chained to the one before`,
        bytes: 0,
      },
    ],
    folder: ceremony.view.folder,
    next: [
      {
        title: 'Put the bundle on a stick',
        detail: `The host needs it to publish. It holds your signature and this record, no secret. ${attestationSentence(ceremony)}`,
      },
      {
        title:
          ceremony.plan.mode === 'rehearsal'
            ? 'Put your practice token away'
            : 'Take out your token',
        detail: `Put ${key.data.serial} back in its sealed bag, and note the bag’s number.`,
      },
      {
        title: 'Tell the host you are done',
        detail: 'The next act begins when all keyholders have said so.',
      },
    ],
    seats: progress.map((one) => seatsOf(one, key.data.spki, nameOfKey(held))),
  };
}

/** What is said of the attestation in what goes to the host: that it is there, or why it cannot be. */
export function attestationSentence({ state: { evidence } }: Pick<OpenCeremony, 'state'>): string {
  return evidence?.data.attested === true
    ? 'Your key’s attestation goes with it.'
    : 'No attestation goes with it: your token gave none.';
}

/** The certificates of this person's key that lie in the ceremony now. */
async function certificateFiles(
  { folder, you, state }: OpenCeremony,
  held: Awaited<ReturnType<typeof heldKeys>>,
): Promise<Done['files']> {
  const mine = held.find(({ participant }) => participant === you.id);
  if (mine === undefined || state.exported === null) return [];
  const { serial } = state.exported.data;
  const files = await certificatesOnDisk(folder, { serial, publicKey: mine.publicKey });
  return files.map(({ what, fact }) => ({
    path: fact.path,
    note:
      what === 'key-certificate'
        ? 'the attestation: where your key was made'
        : 'the certificate of the device that attested it',
    bytes: fact.bytes,
  }));
}

/**
 * The root that this person signed, with the signature in it: the staged file, or else the published one. What the
 * record says is not enough, since somebody may have exchanged the file.
 */
async function signedRoot(
  { folder, plan }: OpenCeremony,
  { signedSha256, spki, file }: RecordData<'signature.added'>,
): Promise<Root> {
  const roots = [await stagedRoot(folder), await publishedRoot(folder, plan.tuf.rootVersion)];
  const inUse = await rootInUse(folder);
  for (const root of roots) {
    if (root?.metadata.signedSha256 !== signedSha256) continue;
    if (await hasSignatureOf(root, inUse, spki)) return root;
  }
  throw new StepError('step.changed', 'your signature is not in the file any more', {
    expected: `your signature on bytes ${signedSha256.slice(0, 8)}`,
    found: 'a file without it',
    place: file,
    hint: 'Tell the host. Bring the file back from your bundle, or go back to Sign and sign again.',
  });
}

/** What exists now and what is still missing, for the new keyholders and the old ones apart. */
export function leadOf(progress: readonly Progress[]): string {
  const own = progress.at(-1);
  if (own === undefined) return '';
  const [old] = progress.length > 1 ? progress : [];
  const place = ordinals[own.signed.length] ?? `number ${own.signed.length}`;
  const of = progress.length > 1 ? 'the new keyholders' : 'the keyholders';
  const first = own.met
    ? `It is the ${place} from ${of}, which is enough.`
    : `It is the ${place} from ${of}. ${missing(own)} still to come.`;
  if (old === undefined) return first;
  return old.met
    ? `${first} The keyholders of version ${old.version} have enough too.`
    : `${first} ${missing(old)} still to come from the keyholders of version ${old.version}.`;
}

function missing({ threshold, signed }: Progress): string {
  const left = threshold - signed.length;
  return left === 1 ? 'One is' : `${left} are`;
}

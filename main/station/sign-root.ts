import type { SignPhase } from '../../src/contract/keyholder.ts';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { refuseMixing } from '../../src/ceremony/rehearsal.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { Participant } from '../../src/ceremony/plan.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import type { Metadata } from '../../src/tuf/metadata.ts';
import type { TufKey } from '../../src/tuf/key.ts';
import { parseRoot, type Root } from '../../src/tuf/root.ts';
import { addSignature } from '../ceremonies/staged-file.ts';
import type { PresentToken, KeyRef, Tokens } from '../tokens/token.ts';
import { recordStop } from './act-stop.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse, stagedRoot, stagedRootName } from './root-at-hand.ts';
import { requireSameWorld } from './rehearsal/real-repository.ts';
import { requireGoesOn } from './stage-root.ts';
import { hasSigned, requireTwice } from './signature-check.ts';
import { marksOf } from './token-at-hand.ts';

const file = folderPath('staged', stagedRootName);

/** One signature to be made: who, with which key, over which bytes. */
export interface SigningAct {
  readonly tokens: Pick<Tokens, 'sign'>;
  readonly ceremony: OpenCeremony;
  readonly participant: Participant;
  readonly token: PresentToken;
  readonly key: KeyRef;
  readonly pin: string | null;
  /** Of the canonical bytes that were reviewed. */
  readonly signedSha256: string;
  /** Waits for the finger, where the station has to; the token's own touch is awaited by the token. */
  readonly touch: () => Promise<void>;
  /** The token has taken the PIN and is asked for the signature: it may wait for a finger now. */
  readonly onSigning?: () => void;
  readonly tell: (phase: SignPhase) => void;
  readonly signal: AbortSignal;
}

/**
 * Signs the staged root once. The bytes are built again from the file on disk before and after; the marks of
 * rehearsal are held against the key; two implementations verify the signature before it is written; the file is read
 * back after. Intent and result are in the record.
 * @throws StepError, RehearsalError, TokenError, FolderError; nothing is written then
 */
export async function signStagedRoot(act: SigningAct): Promise<Root> {
  const { ceremony, participant, key, tell } = act;
  const root = await requireReviewed(ceremony, act.signedSha256);
  const inUse = await rootInUse(ceremony.folder);
  requireSameWorld(ceremony, inUse);
  const tufKey = keyInRoots(root, inUse, key.spkiDigest);
  refuseMixing(ceremony.plan, marksOf(act.token, tufKey.practice), root.rehearsal);
  if (await hasSigned(root, tufKey)) throw signedAlready();
  const { scheme } = tufKey;
  const facts = {
    file,
    serial: key.serial,
    spki: key.spkiDigest,
    signedSha256: root.metadata.signedSha256,
  };
  const by = participant.id;
  await ceremony.append({
    kind: 'signature.intended',
    participant: by,
    data: { ...facts, scheme },
  });

  const made = await signatureOf(act, root, tufKey);
  // From here on the signature may be in the file whatever happens: a stop is not recorded, the intent stays open, and
  // the next act of this person looks into the file.
  tell(phase('write', 'now'));
  const written = parseRoot(
    await addSignature(ceremony.folder, stagedRootName, made.over, tufKey.keyid, made.signature),
  );
  if (!(await hasSigned(written, tufKey))) throw notCounted();
  await ceremony.append({
    kind: 'signature.added',
    participant: by,
    data: {
      ...facts,
      keyid: tufKey.keyid,
      fileSha256: written.metadata.sha256,
      verifiedBy: ['node:crypto', 'noble'],
      recovered: false,
    },
  });
  tell(phase('write', 'done'));
  return written;
}

/** The signature, verified twice, and the file on the disk that it belongs to. A stop here is on record: nothing was written. */
async function signatureOf(
  act: SigningAct,
  root: Root,
  tufKey: TufKey,
): Promise<{ readonly signature: Uint8Array; readonly over: Metadata }> {
  const { tell } = act;
  try {
    tell(phase('pin', 'now'));
    await act.touch();
    const signature = await act.tokens.sign({
      key: act.key,
      scheme: tufKey.scheme,
      purpose: 'tuf-canonical',
      bytes: root.metadata.signedBytes,
      pin: act.pin,
      signal: act.signal,
      ...(act.onSigning === undefined ? {} : { onSigning: act.onSigning }),
    });
    tell(phase('check', 'now'));
    await requireTwice(tufKey, root.metadata.signedBytes, signature);
    const again = await requireReviewed(act.ceremony, act.signedSha256);
    requireSame(root, again);
    tell(phase('check', 'done'));
    return { signature, over: again.metadata };
  } catch (error) {
    const stopped = { act: 'signature', serial: act.key.serial } as const;
    await recordStop(act.ceremony, act.participant.id, stopped, error);
    throw error;
  }
}

/** The staged root, if it is the one that was reviewed. @throws StepError `step.changed`, `ceremony.abandoned` */
export async function requireReviewed(ceremony: OpenCeremony, signedSha256: string): Promise<Root> {
  requireGoesOn(ceremony.records);
  const root = await stagedRoot(ceremony.folder);
  if (root?.metadata.signedSha256 === signedSha256) return root;
  throw new StepError('step.changed', 'the staged root is not the one that was reviewed', {
    expected: `bytes ${signedSha256.slice(0, 8)}`,
    found: root === null ? 'no staged root' : `bytes ${root.metadata.signedSha256.slice(0, 8)}`,
    place: file,
    hint: 'Go back to Review and read what is staged now.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}

/**
 * The key object under which a public key signs this root: in its own root role, else in that of the version before.
 * @throws StepError `root.nothing-to-sign` if neither names the key
 */
export function keyInRoots(staged: Root, inUse: Root | null, spki: SpkiDigest): TufKey {
  for (const root of [staged, inUse]) {
    for (const keyid of root?.roles.root.keyids ?? []) {
      const key = root?.keys.get(keyid);
      if (key?.publicKey.digest === spki) return key;
    }
  }
  throw new StepError('root.nothing-to-sign', 'your key does not sign for this root', {
    expected: 'your key among the keyholders, old or new',
    found: `key ${spki.slice(0, 8)} in neither`,
    hint: 'Ask the host whether your export is in the staged root.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}

function requireSame(before: Root, after: Root): void {
  if (equalBytes(before.metadata.signedBytes, after.metadata.signedBytes)) return;
  throw new StepError('step.changed', 'the staged root changed while it was signed', {
    place: file,
    hint: 'Go back to Review and read what is staged now.',
    notDone: ['Nothing was written.'],
  });
}

/** What was written has to count: the signature is verified again from the file as it was read back. */
function notCounted(): StepError {
  return new StepError(
    'signature.disagreement',
    'the signature does not verify in the written file',
    {
      place: file,
      hint: 'Stop here and tell the host. The file may have been changed by somebody else.',
      notDone: ['Your signature is not on the root.'],
    },
  );
}

function signedAlready(): StepError {
  return new StepError('step.too-early', 'this key has signed the root already', {
    place: file,
    hint: 'Nothing is left to sign. Go on to Done.',
    notDone: ['No PIN was sent.'],
  });
}

/** One report of a phase of signing. */
export function phase(
  name: SignPhase['phase'],
  state: SignPhase['state'],
  secondsLeft: number | null = null,
): SignPhase {
  return { phase: name, state, note: '', secondsLeft };
}

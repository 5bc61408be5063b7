import type { SpkiDigest } from '../../src/keys/public-key.ts';
import type { TufKey } from '../../src/tuf/key.ts';
import type { Root } from '../../src/tuf/root.ts';
import { countSignatures } from '../../src/tuf/threshold.ts';
import { nodeVerifier } from '../verification/node.ts';
import { verifyTwice } from '../verification/twice.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse, stagedRoot } from './root-at-hand.ts';

/** Whether a key's signature is in the file and verifies. */
export async function hasSigned({ metadata }: Root, key: TufKey): Promise<boolean> {
  const role = { keyids: [key.keyid], threshold: 1 };
  return (await countSignatures(metadata, new Map([[key.keyid, key]]), role, nodeVerifier)).met;
}

/** Whether the staged root on the disk now has a valid signature by this public key. */
export async function isOnStagedRoot(ceremony: OpenCeremony, spki: SpkiDigest): Promise<boolean> {
  const root = await stagedRoot(ceremony.folder);
  return root !== null && hasSignatureOf(root, await rootInUse(ceremony.folder), spki);
}

/** Whether a root has a valid signature by this public key, which it lists itself or the version before does. */
export async function hasSignatureOf(
  root: Root,
  inUse: Root | null,
  spki: SpkiDigest,
): Promise<boolean> {
  const judges = [root, inUse];
  const keys = judges.flatMap((judge) => [...(judge?.keys.values() ?? [])]);
  const own = keys.filter(({ publicKey }) => publicKey.digest === spki);
  const answers = await Promise.all(own.map((key) => hasSigned(root, key)));
  return answers.includes(true);
}

/** @throws StepError `signature.disagreement` unless two implementations that share no code verify it */
export async function requireTwice(
  key: Pick<TufKey, 'publicKey' | 'scheme'>,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<void> {
  const opinions = await verifyTwice({
    key: key.publicKey,
    scheme: key.scheme,
    bytes,
    signature,
  });
  if (opinions.both) return;
  throw new StepError('signature.disagreement', 'the signature was not confirmed by both checks', {
    expected: 'two confirmations',
    found: `OpenSSL says ${String(opinions.node)}, noble says ${String(opinions.second)}`,
    hint: 'Do not use this token again. Tell the host.',
    notDone: ['Nothing was written.'],
  });
}

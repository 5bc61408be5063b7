import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import type { TufKey } from '../../../src/tuf/key.ts';
import type { Metadata } from '../../../src/tuf/metadata.ts';
import type { Role } from '../../../src/tuf/role.ts';
import { countSignatures } from '../../../src/tuf/threshold.ts';
import { addSignature, readStaged } from '../../ceremonies/staged-file.ts';
import { nodeVerifier } from '../../verification/node.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { recordRoleSignature, type TokenSigner, signRole } from '../sign-role.ts';

/** Who may sign a staged file: its keys, and how many of them have to. */
export interface Signatories {
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly role: Role;
}

/** How far a staged file is. */
export interface SignedSoFar {
  readonly metadata: Metadata;
  /** Distinct keys with a valid signature. */
  readonly valid: number;
  readonly threshold: number;
  readonly met: boolean;
}

/**
 * Each of these tokens signs a staged file once; who has signed is passed over. A signature is verified twice before it
 * is written, and the bytes on the disk are compared with what was shown.
 *
 * @param name its name in `staged/`
 * @param signedSha256 of the bytes that were shown
 * @throws DelegationError `delegation.signers` where no token here may sign, `delegation.nothing` where other bytes lie
 *   there by now; TokenError; RehearsalError; FolderError
 */
export async function signStaged(
  ceremony: OpenCeremony,
  name: string,
  signedSha256: string,
  { keys, role }: Signatories,
  signers: readonly TokenSigner[],
): Promise<SignedSoFar> {
  let metadata = await shown(ceremony, name, signedSha256);
  const able = signers.flatMap((signer) => {
    const keyid = role.keyids.find(
      (each) => keys.get(each)?.publicKey.digest === signer.key.spkiDigest,
    );
    return keyid === undefined ? [] : [{ signer, keyid }];
  });
  if (able.length === 0) throw nobodyHere(name);
  const file = folderPath('staged', name);
  for (const { signer, keyid } of able) {
    if (await isSigned(metadata, keys, keyid)) continue;
    const made = await signRole(ceremony, signer, { file, keyid, bytes: metadata.signedBytes });
    const again = await shown(ceremony, name, signedSha256);
    metadata = await addSignature(ceremony.folder, name, again, keyid, made.signature);
    await recordRoleSignature(ceremony, made, metadata.sha256);
  }
  return soFar(metadata, { keys, role });
}

/** The signatures of a staged file as they count. */
export async function soFar(metadata: Metadata, { keys, role }: Signatories): Promise<SignedSoFar> {
  const count = await countSignatures(metadata, keys, role, nodeVerifier);
  return { metadata, valid: count.distinct.length, threshold: role.threshold, met: count.met };
}

async function isSigned(
  metadata: Metadata,
  keys: ReadonlyMap<string, TufKey>,
  keyid: string,
): Promise<boolean> {
  const one = { keyids: [keyid], threshold: 1 };
  return (await countSignatures(metadata, keys, one, nodeVerifier)).met;
}

async function shown(
  { folder }: OpenCeremony,
  name: string,
  signedSha256: string,
): Promise<Metadata> {
  const metadata = await readStaged(folder, name);
  if (metadata?.signedSha256 === signedSha256) return metadata;
  throw new DelegationError('delegation.nothing', 'what is staged is not what was shown', {
    expected: `bytes ${signedSha256.slice(0, 16)}`,
    found: metadata === null ? 'no such file' : `bytes ${metadata.signedSha256.slice(0, 16)}`,
    place: `staged/${name}`,
    hint: 'Read what is staged now, then sign that.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}

function nobodyHere(name: string): DelegationError {
  return new DelegationError('delegation.signers', 'no token here may sign this file', {
    expected: 'a token of one of its keyholders',
    found: 'none',
    place: `staged/${name}`,
    hint: 'Plug in the token of a keyholder of this role.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}

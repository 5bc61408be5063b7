import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import {
  requireFresh,
  type DelegationChallenge,
} from '../../../src/ceremony/delegations/challenge.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import {
  requireEnough,
  requireProof,
  type Verified,
} from '../../../src/ceremony/delegations/judge-proofs.ts';
import {
  type DelegationProof,
  longestProof,
  parseProof,
  proofFile,
} from '../../../src/ceremony/delegations/proof.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import type { FileFact } from '../../../src/ceremony/record.ts';
import { within } from '../../ceremonies/directory.ts';
import { createFile, readBack } from '../../ceremonies/durable-file.ts';
import { factOf } from '../../ceremonies/file-fact.ts';
import { type FileBelow, filesBelow } from '../../ceremonies/files-below.ts';
import { openDirectory } from '../../ceremonies/linux-directory.ts';
import { atPath } from '../../ceremonies/path-in-folder.ts';
import { verifyTwice } from '../../verification/twice.ts';
import {
  type EvidenceFile,
  evidenceBeside,
  judgeEvidence,
  requireEvidence,
} from './evidence-files.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { challengeFolder } from './make-challenge.ts';

/** How every proof file ends. */
export const proofEnding = '.proof.json';

const bounds = { files: 200, bytes: longestProof };

/** Only what two implementations confirm proves anything. */
export const verifiedTwice: Verified = async (job) => (await verifyTwice(job)).both;

/** The attestation files that came with the proof of one key. */
export interface EvidenceOfKey {
  readonly key: DelegationProof['key'];
  readonly files: readonly EvidenceFile[];
}

/** Proofs that hold, and what came with them. */
export interface TakenProofs {
  readonly proofs: readonly DelegationProof[];
  readonly evidence: readonly EvidenceOfKey[];
}

/**
 * Reads the proofs in a folder of the other project and holds each against the challenge. All of them have to answer
 * it: one that does not is no reason to take the others.
 *
 * @param path the folder with the proof files, or the ceremony folder that has them in `delegation/`
 * @throws DelegationError naming the file; FolderError
 */
export async function readProofs(
  ceremony: OpenCeremony,
  challenge: DelegationChallenge,
  path: string,
  threshold: number,
): Promise<TakenProofs> {
  requireFresh(challenge, ceremonyTime(ceremony.records, ceremony.now()).slice(0, 10));
  const proofs: DelegationProof[] = [];
  const evidence: EvidenceOfKey[] = [];
  const came = await proofFiles(path, challenge);
  const now = ceremonyTime(ceremony.records, ceremony.now());
  for (const { name, bytes } of came.proofs) {
    const proof = parseProof(bytes, name);
    await requireProof(challenge, proof, name, verifiedTwice);
    const files = evidenceBeside(came.files, proof);
    requireEvidence(judgeEvidence({ plan: ceremony.plan, now }, proof, files), name);
    proofs.push(proof);
    evidence.push({ key: proof.key, files });
  }
  requireEnough(proofs, threshold);
  return { proofs, evidence };
}

/** Writes proofs into the ceremony folder, each under the digest of its key; they are never changed after. */
export async function keepProofs(
  { folder }: OpenCeremony,
  { role, nonce }: DelegationChallenge,
  proofs: readonly DelegationProof[],
): Promise<readonly FileFact[]> {
  const facts: FileFact[] = [];
  for (const proof of proofs) {
    const name = `${proof.key.slice(0, 16)}${proofEnding}`;
    const file = folderPath(...challengeFolder(role, nonce), name);
    const bytes = proofFile(proof);
    await folder.assertHeld();
    await atPath(folder.directory, file, 'make', async (spot) => {
      await createFile(spot.directory, spot.name, bytes);
      await readBack(spot.directory, spot.name, bytes);
    });
    facts.push(factOf(file, bytes));
  }
  return facts;
}

/** A file that ends like a proof, as it lies in the folder. */
export interface ProofFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * From the folder of this challenge, where the other project keeps several; else whatever proofs lie there.
 * @throws DelegationError `delegation.keys` where there is none; FolderError
 */
export async function proofFiles(
  path: string,
  { nonce }: DelegationChallenge,
): Promise<{ readonly proofs: readonly ProofFile[]; readonly files: readonly FileBelow[] }> {
  const files = await within(openDirectory(path), async (directory) => {
    const own = (await directory.kindOf('delegation')) === 'folder' ? ['delegation'] : [];
    return filesBelow(directory, own, bounds);
  });
  const proofs = files.filter((file) => file.path.endsWith(proofEnding));
  const answers = proofs.filter((file) => file.path.split('/').includes(nonce.slice(0, 16)));
  const chosen = answers.length > 0 ? answers : proofs;
  if (chosen.length > 0)
    return { proofs: chosen.map((file) => ({ name: file.path, bytes: file.bytes })), files };
  throw new DelegationError('delegation.keys', 'there is no proof in this folder', {
    expected: `files that end in ${proofEnding}`,
    found: `${files.length} other files`,
    hint: 'Choose the folder that the other project sent: their stations wrote the proofs into it.',
    notDone: ['No delegation was staged.'],
  });
}

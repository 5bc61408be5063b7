import type { DelegationChallenge } from '../../ceremony/delegations/challenge.ts';
import { DelegationError } from '../../ceremony/delegations/delegation-error.ts';
import { requireProof } from '../../ceremony/delegations/judge-proofs.ts';
import { parseProof } from '../../ceremony/delegations/proof.ts';
import type { RecordOf } from '../../ceremony/record.ts';
import type { Finding } from '../report.ts';
import type { FolderFile } from '../transcripts.ts';
import type { DelegationMatter } from './matter.ts';
import { invalid, told } from './told.ts';

/** Whether a proof answers the challenge, and is one of the key that the delegation names. */
export async function proofFindings(
  { verifier }: DelegationMatter,
  { path, inside, bytes }: FolderFile,
  challenge: DelegationChallenge,
  key: string,
): Promise<readonly Finding[]> {
  try {
    const proof = parseProof(bytes, inside);
    await requireProof(
      challenge,
      proof,
      inside,
      async (job) => (await verifier.verify([job]))[0] === true,
    );
    if (proof.key === key) return [];
    return [
      told('delegation.proof-missing', path, {
        message: `this proves key ${proof.key}, and the delegation is to another`,
        role: challenge.role,
        spkiSha256: key,
      }),
    ];
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    return [invalid(path, error, challenge.role)];
  }
}

/** A delegate's own answers: the file is what the record names, and its key made it. */
export async function answerFindings(
  { files, verifier }: DelegationMatter,
  { data }: RecordOf<'proof.made'>,
): Promise<readonly Finding[]> {
  const file = files.find(({ inside }) => inside === data.file);
  if (file === undefined) return [];
  try {
    const proof = parseProof(file.bytes, file.inside);
    const { challenge } = proof;
    await requireProof(
      challenge,
      proof,
      file.inside,
      async (job) => (await verifier.verify([job]))[0] === true,
    );
    if (proof.key === data.spki && challenge.role === data.role && challenge.nonce === data.nonce)
      return [];
    return [
      told('delegation.proof-replayed', file.path, {
        message: 'this is not the answer that the record names: key, role or challenge differ',
        role: data.role,
      }),
    ];
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    return [invalid(file.path, error, data.role)];
  }
}

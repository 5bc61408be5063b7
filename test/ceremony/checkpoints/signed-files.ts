import { generateKeyPairSync, sign } from 'node:crypto';
import {
  checkpointPath,
  checkpointText,
  checkpointType,
  type Checkpoint,
} from '../../../src/ceremony/checkpoint.ts';
import { verifyCheckpoints } from '../../../src/ceremony/checkpoints.ts';
import type { CheckpointFile } from '../../../src/ceremony/checkpoints/judged.ts';
import { envelopeFile, preAuthentication } from '../../../src/encoding/dsse.ts';
import { nobleVerifier } from '../../../src/keys/noble.ts';
import { publicKeyFromSpki, type PublicKey } from '../../../src/keys/public-key.ts';
import { actOf, chainOf } from '../sample-acts.ts';
import { samplePlan } from '../sample-plan.ts';

export const plan = samplePlan().sha256;
export const acts = [
  actOf('ceremony.opened', {}, null),
  actOf('token.chosen'),
  actOf('root.staged'),
  actOf('review.confirmed'),
];
export const { records } = chainOf(plan, acts);

interface Signer {
  readonly key: PublicKey;
  sign(bytes: Uint8Array): Uint8Array;
}

export function signer(kind: 'P-256' | 'P-384' | 'ed25519' | 'rsa'): Signer {
  const { publicKey, privateKey } =
    kind === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: kind });
  const key = publicKeyFromSpki(publicKey.export({ format: 'der', type: 'spki' }), kind);
  const hash = kind === 'ed25519' ? null : kind === 'P-384' ? 'sha384' : 'sha256';
  return {
    key,
    sign: (bytes) =>
      sign(
        hash,
        bytes,
        kind === 'rsa' ? { key: privateKey, padding: 6, saltLength: 32 } : privateKey,
      ),
  };
}

export const priya = signer('P-256');
export const tom = signer('P-384');
const known = [priya.key, tom.key];

export function signedFile(
  by: Signer,
  checkpoint: Checkpoint,
  change: Partial<{
    path: string;
    type: string;
    text: Uint8Array;
    signature: Uint8Array;
    keyid: string;
  }> = {},
): CheckpointFile {
  const payload = change.text ?? checkpointText(checkpoint);
  const payloadType = change.type ?? checkpointType;
  const signature = change.signature ?? by.sign(preAuthentication(payloadType, payload));
  return {
    path: change.path ?? checkpointPath(checkpoint, by.key.digest),
    bytes: envelopeFile({
      payloadType,
      payload,
      signatures: [{ keyid: change.keyid ?? by.key.digest, signature }],
    }),
  };
}

export const judge = (
  files: readonly CheckpointFile[],
  over = records,
  keys: readonly PublicKey[] = known,
) => verifyCheckpoints({ records: over, files, keys, verifier: nobleVerifier });
export const reasons = async (...given: Parameters<typeof judge>): Promise<string[]> =>
  (await judge(...given)).problems.map(({ reason }) => reason);

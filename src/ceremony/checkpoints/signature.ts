import type { PublicKey } from '../../keys/public-key.ts';
import { type Scheme, schemeFits } from '../../keys/scheme.ts';
import { checkpointPath } from '../checkpoint.ts';
import type { CheckpointProblem, CheckpointQuestion, SignedCheckpoint } from './judged.ts';
import { signaturesOn } from './named-files.ts';
import type { ReadFile } from './read-file.ts';

/** Whether the key that a checkpoint names is known, signed it, and gave the file its name. */
export async function judgeSignature(
  { path, checkpoint, bytes, signature: { keyid, signature } }: ReadFile,
  { records, keys, verifier }: CheckpointQuestion,
): Promise<SignedCheckpoint | CheckpointProblem> {
  const key = keys.find(({ digest }) => digest === keyid);
  if (key === undefined) {
    return {
      reason: 'key-unknown',
      path,
      message: 'the key that signed the checkpoint is not known here',
      expected: 'a key of this ceremony',
      found: `key ${keyid.slice(0, 64)}`,
    };
  }
  const [genuine] = await verifier.verify([{ key, scheme: schemeOf(key), bytes, signature }]);
  const itsPath = checkpointPath(checkpoint, key.digest);
  if (genuine !== true || path !== itsPath) {
    return {
      reason: 'signature-invalid',
      path,
      message: 'the key that the checkpoint names did not sign it so',
      expected: `a signature by key ${key.digest}, in ${itsPath}`,
      found: genuine === true ? 'another name' : 'a signature that does not verify',
    };
  }
  const record = signaturesOn(records).find(({ data }) => data.file === path) ?? null;
  return { path, lines: checkpoint.lines, spki: key.digest, record };
}

const schemes: readonly Scheme[] = [
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
];

/** The scheme under which a key signs: each kind of key has one. */
export function schemeOf(key: PublicKey): Scheme {
  const scheme = schemes.find((one) => schemeFits(one, key));
  if (scheme === undefined) throw new TypeError('every kind of key has its scheme');
  return scheme;
}

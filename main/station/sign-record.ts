import {
  checkpointOf,
  checkpointPath,
  checkpointText,
  checkpointType,
  type Checkpoint,
} from '../../src/ceremony/checkpoint.ts';
import { verifyCheckpoints } from '../../src/ceremony/checkpoints.ts';
import { refuseMixing } from '../../src/ceremony/rehearsal.ts';
import { schemeOf } from '../../src/ceremony/roster.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { envelopeFile, preAuthentication } from '../../src/encoding/dsse.ts';
import { fromHex } from '../../src/encoding/hex.ts';
import { publicKeyFromSpki } from '../../src/keys/public-key.ts';
import { exportedKeys, readCheckpoints, writeCheckpoint } from '../ceremonies/checkpoint-files.ts';
import { nodeVerifier } from '../verification/node.ts';
import { recordStop } from './act-stop.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { recordTouch } from './record-touch.ts';
import { requireTwice } from './signature-check.ts';
import type { TokenSigner } from './sign-role.ts';
import { marksOf } from './token-at-hand.ts';
import { requireSameAttested } from './yubikey/same-attested.ts';

/**
 * Has each of these tokens sign the record as it is now: all sign the same lines, one PIN and one touch each. What is in
 * the folder already, and was cut off before it was recorded, is recorded first.
 * @param tell called with the seconds left while a token may wait for a finger, and with null when that is over
 * @returns the checkpoint that was signed
 * @throws StepError `host.not-ready` without a token, `signature.disagreement`, `attestation.*`; TokenError; RehearsalError; FolderError.
 *   Signatures that were made before the one that stopped stay
 */
export async function signRecord(
  ceremony: OpenCeremony,
  signers: readonly TokenSigner[],
  tell: (secondsLeft: number | null) => void = () => {},
): Promise<Checkpoint> {
  if (signers.length === 0) throw noToken();
  await recordFoundCheckpoints(ceremony);
  const checkpoint = checkpointOf(ceremony.records);
  for (const signer of signers) await signOnce(ceremony, signer, checkpoint, tell);
  return checkpoint;
}

async function signOnce(
  ceremony: OpenCeremony,
  { participant, tokens, token, key, pin }: TokenSigner,
  checkpoint: Checkpoint,
  tell: (secondsLeft: number | null) => void,
): Promise<void> {
  const { plan, records } = ceremony;
  const scheme = schemeOf(plan, participant);
  const practice = plan.mode === 'rehearsal';
  refuseMixing(plan, marksOf(token, practice), practice ? plan.sha256 : null);
  await requireSameAttested(ceremony, { participant, key, tokens });
  const { lines, treeHead } = checkpoint;
  const facts = { serial: key.serial, spki: key.spkiDigest, lines, treeHead };
  await ceremony.append({ kind: 'checkpoint.intended', participant, data: { ...facts, scheme } });
  const payload = checkpointText(checkpoint);
  const bytes = preAuthentication(checkpointType, payload);
  const touch = recordTouch({ plan, records, participant, token }, tell);
  let signature: Uint8Array;
  try {
    const onSigning = (): void => touch?.start();
    signature = await tokens.sign({ key, scheme, purpose: 'dsse-pae', bytes, pin, onSigning });
    const spki = token.keys.find(({ id }) => id === key.id)?.spki ?? '';
    const publicKey = publicKeyFromSpki(fromHex(spki), `token ${key.serial}`);
    await requireTwice({ publicKey, scheme }, bytes, signature);
  } catch (error) {
    await recordStop(ceremony, participant, { act: 'checkpoint', serial: key.serial }, error);
    throw error;
  } finally {
    touch?.stop();
    if (touch?.started === true) tell(null);
  }
  const file = checkpointPath(checkpoint, key.spkiDigest);
  const written = envelopeFile({
    payloadType: checkpointType,
    payload,
    signatures: [{ keyid: key.spkiDigest, signature }],
  });
  await writeCheckpoint(ceremony.folder, file, written);
  await ceremony.append({
    kind: 'checkpoint.signed',
    participant,
    data: {
      ...facts,
      file,
      fileSha256: sha256Hex(written),
      verifiedBy: ['node:crypto', 'noble'],
      recovered: false,
    },
  });
}

/** After a crash a signature may be a file and not in the record. One that holds is recorded now, for who meant to make it. */
async function recordFoundCheckpoints(ceremony: OpenCeremony): Promise<void> {
  const { directory } = ceremony.folder;
  const files = await readCheckpoints(directory);
  const keys = await exportedKeys(directory);
  const question = { records: ceremony.records, files, keys, verifier: nodeVerifier };
  for (const { path, lines, spki, record } of (await verifyCheckpoints(question)).signed) {
    if (record !== null) continue;
    const intent = ceremony.records.findLast(
      (each) =>
        each.kind === 'checkpoint.intended' && each.data.lines === lines && each.data.spki === spki,
    );
    const file = files.find((each) => each.path === path);
    if (intent?.kind !== 'checkpoint.intended' || file === undefined) continue;
    const { serial, treeHead } = intent.data;
    await ceremony.append({
      kind: 'checkpoint.signed',
      participant: intent.participant,
      data: {
        serial,
        spki,
        lines,
        treeHead,
        file: checkpointPath({ lines }, spki),
        fileSha256: sha256Hex(file.bytes),
        verifiedBy: ['node:crypto'],
        recovered: true,
      },
    });
  }
}

function noToken(): StepError {
  return new StepError('host.not-ready', 'there is no token here that can sign the record', {
    expected: 'a token with an exported key of this ceremony',
    found: 'none',
    hint: 'Plug in your token. Its key has to be exported into this ceremony.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}

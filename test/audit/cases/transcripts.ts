import type { Act } from '../../../src/ceremony/record.ts';
import {
  checkpointOf,
  checkpointPath,
  checkpointText,
  checkpointType,
} from '../../../src/ceremony/checkpoint.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { envelopeFile, preAuthentication } from '../../../src/encoding/dsse.ts';
import { fromHex } from '../../../src/encoding/hex.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { publicKeyPem } from '../../../src/keys/public-key.ts';
import { actOf, chainOf } from '../../ceremony/sample-acts.ts';
import { ada, ben, type Files, file, root, rootPart } from '../made-files.ts';
import type { Case } from './case.ts';

export const plan = utf8('title: Roots\n');
const planSha256 = sha256Hex(plan);
const key = utf8(publicKeyPem(ada.publicKey));
const keyFile = folderPath('keys', '24617802', '24617802_pubkey.pem');
const exported = actOf('export.written', {
  files: [{ path: keyFile, bytes: key.length, sha256: sha256Hex(key) }],
});

/** A ceremony folder whose record says this. */
export function ceremony(
  acts: readonly Act[],
  files: Files = {},
  opened: 'real' | 'rehearsal' = 'real',
): Files {
  const { bytes } = chainOf(planSha256, [
    actOf('ceremony.opened', { mode: opened }, null),
    ...acts,
  ]);
  return { 'ceremony.yaml': plan, 'transcript.jsonl': bytes, ...files };
}

/** A checkpoint over the first line, by one key and under the name of another. */
function checkpoint(by: typeof ada, named = by): Files {
  const { records } = chainOf(planSha256, [actOf('ceremony.opened', { mode: 'real' }, null)]);
  const over = checkpointOf(records);
  const text = checkpointText(over);
  const signature = fromHex(by.sign(preAuthentication(checkpointType, text)));
  const envelope = {
    payload: text,
    payloadType: checkpointType,
    signatures: [{ keyid: named.publicKey.digest, signature }],
  };
  return { [checkpointPath(over, named.publicKey.digest)]: envelopeFile(envelope) };
}

const keyOfAda = { [keyFile]: key };
const whole = ceremony([exported], keyOfAda);
const marked = { 'x-rehearsal': planSha256 };

export const transcriptCases = {
  'transcript.signature-invalid': {
    provoked: { ...whole, ...checkpoint(ben, ada) },
    quiet: { ...whole, ...checkpoint(ada) },
    says: { severity: 'error' },
  },
  'transcript.file-mismatch': {
    provoked: { ...whole, [keyFile]: utf8(publicKeyPem(ben.publicKey)) },
    quiet: whole,
    says: { severity: 'error', subject: keyFile },
  },
  'transcript.file-missing': {
    provoked: ceremony([exported]),
    quiet: whole,
    says: { severity: 'error', subject: 'transcript.jsonl' },
  },
  'transcript.unexplained-file': {
    provoked: { ...whole, 'notes.txt': utf8('hello') },
    quiet: whole,
    says: { severity: 'warning', subject: 'notes.txt' },
  },
  'transcript.plan-missing': {
    provoked: { 'transcript.jsonl': whole['transcript.jsonl'] ?? new Uint8Array() },
    quiet: whole,
    says: { severity: 'warning', subject: 'transcript.jsonl' },
  },
  'transcript.practice-mismatch': {
    provoked: ceremony([], { 'staged/root.json': root({ version: 1 }) }, 'rehearsal'),
    quiet: ceremony(
      [],
      { 'staged/root.json': file(rootPart({ version: 1, members: marked }), []) },
      'rehearsal',
    ),
    says: { severity: 'error', subject: 'staged/root.json' },
  },
} satisfies Record<string, Case>;

import type { RecordOf } from '../../src/ceremony/record.ts';
import { stateOf } from '../../src/ceremony/state.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { validSignatures } from '../../src/transfer/valid-signatures.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { keysKnownTo } from './known-keys.ts';
import { readStaged } from './staged-file.ts';

/**
 * After a crash: a signature that was begun and whose end is in no record. If the file has it, and it verifies with
 * every verifier, it is recorded now, marked as found afterwards. If not, the intent stays open and nothing is claimed.
 *
 * @param at now, RFC 3339 UTC
 * @returns the record, or null if there was nothing to catch up with
 */
export async function recordFoundSignature(
  folder: CeremonyFolder,
  participant: string,
  verifiers: readonly Verifier[],
  at: string,
): Promise<RecordOf<'signature.added'> | null> {
  const intent = stateOf(folder.plan, folder.records, participant).unfinished.signature?.data;
  if (intent === undefined) return null;
  const { file, serial, spki, signedSha256 } = intent;
  // What is signed on publication is not staged: publishing again finishes it.
  if (!file.startsWith('staged/')) return null;
  const staged = await readStaged(folder, file.replace(/^staged\//, ''));
  if (staged === null || staged.signedSha256 !== signedSha256) return null;
  const keys = (await keysKnownTo(folder)).filter(({ publicKey }) => publicKey.digest === spki);
  const answers = await Promise.all(
    verifiers.map((verifier) => validSignatures(staged, keys, verifier)),
  );
  const keyid = answers[0]?.[0]?.keyid;
  if (keyid === undefined || answers.some((valid) => valid[0]?.keyid !== keyid)) return null;
  const verifiedBy = verifiers.map(({ name }) => name);
  const data = {
    file,
    serial,
    spki,
    signedSha256,
    keyid,
    fileSha256: staged.sha256,
    verifiedBy,
    recovered: true,
  };
  const record = await folder.append({ kind: 'signature.added', participant, data }, at);
  return record.kind === 'signature.added' ? record : null;
}

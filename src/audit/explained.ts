import type { VerifyJob, Verifier } from '../keys/verify.ts';
import type { TufKey } from '../tuf/key.ts';
import { type Edit, editsOf } from './edits.ts';
import { differsByOne } from './edits/keyids.ts';
import { finding } from './findings.ts';
import type { Failure } from './other-signers.ts';
import type { Finding } from './report.ts';
import { contentOnce } from './signed-files.ts';

/** The edit that is none of the content: a digit of the keyid under which a signature stands. */
const ownKeyid = 'signature-keyid-digit';

/** Bounds the work that a hostile file can cause: signatures that are looked into, and bytes that are formed. */
const mostSignatures = 256;
const largestContent = 256 * 1024;

/**
 * For every signature that does not verify: does it under one of the edits that published history shows? Then it is
 * known what was signed, and by whom; it counts for nothing all the same.
 */
export async function explained(
  failures: readonly Failure[],
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const contentOf = contentOnce();
  for (const failure of failures.slice(0, mostSignatures)) {
    signal?.throwIfAborted();
    const metadata = contentOf(failure.file);
    if (metadata.signedBytes.length > largestContent) continue;
    const original: Edit = { name: '', words: '', bytes: metadata.signedBytes };
    const tries =
      failure.status === 'invalid'
        ? keysOf(failure, (keyid) => keyid === failure.keyid).flatMap((key) =>
            editsOf(metadata.signed, metadata.signedBytes).map((edit) => ({ key, edit })),
          )
        : keysOf(failure, (keyid) => differsByOne(keyid, failure.keyid)).map((key) => ({
            key,
            edit: original,
          }));
    const jobs = tries.map(({ key, edit }): VerifyJob => ({
      key: key.publicKey,
      scheme: key.scheme,
      bytes: edit.bytes,
      signature: failure.signature,
    }));
    const answers = jobs.length === 0 ? [] : await verifier.verify(jobs, signal);
    const success = tries[answers.indexOf(true)];
    if (success !== undefined) findings.push(tell(failure, success.key, success.edit));
  }
  return findings;
}

/**
 * Whether the one finding says of the other's signature that its keyid is mistyped: then the key is the right one, and no
 * other token has to be looked for.
 */
export function isKeyidTold(one: Finding, { subject, data }: Finding): boolean {
  return (
    one.data['edit'] === ownKeyid && one.subject === subject && one.data['index'] === data['index']
  );
}

/** The keys of a keyid, as the file itself and whoever names its keys list them: each once. */
function keysOf({ file }: Failure, wanted: (keyid: string) => boolean): readonly TufKey[] {
  const keys = file.keysFor.flatMap((list) =>
    [...list].flatMap(([keyid, key]) => (wanted(keyid) ? [key] : [])),
  );
  return [...new Map(keys.map((key) => [key.publicKey.digest, key])).values()];
}

function tell({ file, index, keyid }: Failure, key: TufKey, edit: Edit): Finding {
  const isOwnKeyid = edit.name === '';
  return finding('signature.explained', {
    subject: file.path,
    message: isOwnKeyid
      ? `${file.what} has a signature under a keyid that differs from that of its key by one digit`
      : `${file.what} has a signature that verifies ${edit.words}`,
    hint: 'It counts for nothing as the file is. Whoever changed it after the signature was made can explain it.',
    data: {
      version: file.version,
      index,
      keyid,
      spkiSha256: key.publicKey.digest,
      edit: isOwnKeyid ? ownKeyid : edit.name,
    },
  });
}

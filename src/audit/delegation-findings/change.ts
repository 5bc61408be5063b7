import type { RecordOf } from '../../ceremony/record.ts';
import { keysAnnounced, keysBefore } from '../delegated-keys.ts';
import type { Finding } from '../report.ts';
import { proofFindings } from './answers.ts';
import { challengeOf } from './challenge.ts';
import type { DelegationMatter } from './matter.ts';
import { missing } from './told.ts';

/** Holds one change of a delegation against the proofs of every key that it names, or that the signed file names. */
export async function changeFindings(
  matter: DelegationMatter,
  record: RecordOf<'delegation.changed'>,
): Promise<readonly Finding[]> {
  const { change, role, nonce, proofs } = record.data;
  const announced = keysAnnounced(matter, record);
  // The keys of the record, and those of the signed file: a record could say less than what is signed.
  const keys = [...new Set([...record.data.keys, ...(announced?.get(role) ?? [])])];
  const others = [...(announced ?? [])].flatMap(([name, listed]) =>
    name === role ? [] : newKeys(matter, record, name, listed),
  );
  if (change === 'adjust') return [...newKeys(matter, record, role, keys), ...others];
  if (nonce === null) return [...keys.map((key) => missing(matter, record, role, key)), ...others];
  const asked = challengeOf(matter, role, nonce, record.number);
  if ('finding' in asked) return [asked.finding, ...others];
  const findings: Finding[] = [];
  for (const key of keys) {
    const proof = proofs.find(({ path }) => path.endsWith(`/${key.slice(0, 16)}.proof.json`));
    const file = matter.files.find(({ inside }) => inside === proof?.path);
    if (file === undefined) findings.push(missing(matter, record, role, key));
    else findings.push(...(await proofFindings(matter, file, asked.challenge, key)));
  }
  return [...findings, ...others];
}

/**
 * Where a role gets other paths or another threshold, or stands beside the one that is changed, no key may come in.
 * Without anything that says which keys it had, each one is new.
 */
function newKeys(
  matter: DelegationMatter,
  record: RecordOf<'delegation.changed'>,
  role: string,
  keys: readonly string[],
): readonly Finding[] {
  const before = keysBefore(matter, record, role);
  return keys
    .filter((key) => before?.includes(key) !== true)
    .map((key) => missing(matter, record, role, key, before === null));
}

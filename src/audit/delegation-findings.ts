import type { RecordOf } from '../ceremony/record.ts';
import { answerFindings } from './delegation-findings/answers.ts';
import { changeFindings } from './delegation-findings/change.ts';
import type { DelegationMatter } from './delegation-findings/matter.ts';
import { told } from './delegation-findings/told.ts';
import type { Finding } from './report.ts';

/**
 * Holds every delegation to keys from outside against the proofs of those keys: each key answered the challenge that
 * this ceremony made for this role, and for nothing else. On a delegate's side, that its answers hold.
 */
export async function delegationFindings(matter: DelegationMatter): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const record of matter.records) {
    if (record.kind === 'delegation.changed')
      findings.push(...(await changeFindings(matter, record)));
    if (record.kind === 'roles.published') findings.push(...unannounced(matter, record));
    if (record.kind === 'proof.made') findings.push(...(await answerFindings(matter, record)));
  }
  return findings;
}

/** Targets that were published without a record of which delegation they change. */
function unannounced(
  { records, subject }: DelegationMatter,
  { number, data }: RecordOf<'roles.published'>,
): Finding[] {
  const known = records.some(
    (each) =>
      each.number < number &&
      ((each.kind === 'delegation.changed' && each.data.signedSha256 === data.signedSha256) ||
        (each.kind === 'roles.published' && each.data.signedSha256 === data.signedSha256)),
  );
  // Without a change the targets are those that were published with the root: no line names their digest by itself.
  const changed = records.some(({ kind }) => kind === 'delegation.changed');
  if (known || !changed || data.version === 1) return [];
  return [
    told('delegation.proof-missing', subject, {
      message: `line ${number} of the record publishes targets version ${data.version}, and no line says which delegation they change`,
      line: number,
    }),
  ];
}

import { type DelegationChallenge, parseChallenge } from '../../ceremony/delegations/challenge.ts';
import { DelegationError } from '../../ceremony/delegations/delegation-error.ts';
import type { RecordOf } from '../../ceremony/record.ts';
import type { Finding } from '../report.ts';
import type { DelegationMatter } from './matter.ts';
import { invalid, told } from './told.ts';

/** The challenge as its file says it, which has to be the one on record before, for this plan. */
export function challengeOf(
  { records, plan, files, subject }: DelegationMatter,
  role: string,
  nonce: string,
  before: number,
): { readonly challenge: DelegationChallenge } | { readonly finding: Finding } {
  const record = records.find(
    (each): each is RecordOf<'delegation.challenged'> =>
      each.kind === 'delegation.challenged' && each.data.nonce === nonce && each.number < before,
  );
  const file = files.find(({ inside }) => inside === record?.data.file.path);
  if (record === undefined || file === undefined) {
    return {
      finding: told('delegation.proof-missing', subject, {
        message: `line ${before} of the record delegates ${role}, and the challenge that its keys answered is not there`,
        line: before,
        role,
      }),
    };
  }
  try {
    const challenge = parseChallenge(file.bytes, file.inside);
    const { ceremony, root } = challenge;
    const own =
      ceremony === plan &&
      challenge.role === role &&
      challenge.nonce === nonce &&
      root === record.data.rootSha256;
    if (own) return { challenge };
    return {
      finding: told('delegation.proof-replayed', file.path, {
        message: `the challenge for ${role} is not the one that this ceremony made`,
        line: before,
        role,
        ceremony,
      }),
    };
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    return { finding: invalid(file.path, error, role) };
  }
}

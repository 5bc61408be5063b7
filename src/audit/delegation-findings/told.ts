import { DelegationError } from '../../ceremony/delegations/delegation-error.ts';
import type { RecordOf } from '../../ceremony/record.ts';
import { finding, type PlainCode } from '../findings.ts';
import type { Finding } from '../report.ts';
import type { DelegationMatter } from './matter.ts';

/** No proof of a key is there; `nothingBefore` where nothing says either which keys the role had. */
export function missing(
  { subject }: DelegationMatter,
  { number }: RecordOf<'delegation.changed'>,
  role: string,
  key: string,
  nothingBefore = false,
): Finding {
  const lost = nothingBefore ? ', nor the targets that were published before' : '';
  return told('delegation.proof-missing', subject, {
    message: `line ${number} of the record delegates ${role} to key ${key}, and no proof of it is there${lost}`,
    line: number,
    role,
    spkiSha256: key,
  });
}

/** A challenge or proof that cannot be read, or does not hold. */
export function invalid(
  subject: string,
  { code, message, expected, found }: DelegationError,
  role: string,
) {
  return told(
    code === 'delegation.replayed' ? 'delegation.proof-replayed' : 'delegation.proof-invalid',
    subject,
    {
      message: `the proof for ${role} does not hold: ${message}`,
      role,
      reason: code,
      expected: expected ?? null,
      found: found ?? null,
    },
  );
}

/** What to do about each of them. */
const hints = {
  'delegation.proof-missing':
    'Whether anybody has this key is not known. Ask for the proof, or have the delegation taken back.',
  'delegation.proof-invalid':
    'Do not rely on this delegation. Have the key answer a new challenge, or take the delegation back.',
  'delegation.proof-replayed':
    'The answer was given for something else. Have the key answer the challenge of this ceremony.',
} as const satisfies Partial<Record<PlainCode, string>>;

/** A finding with the hint of its code; what stands beside the message is its data. */
export function told(
  code: keyof typeof hints,
  subject: string,
  { message, ...data }: { readonly message: string } & Record<string, string | number | null>,
): Finding {
  return finding(code, { subject, message, hint: hints[code], data });
}

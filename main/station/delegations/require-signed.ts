import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import { compareInstants, parseInstant } from '../../../src/encoding/instant.ts';
import { delegationDifference } from '../../../src/tuf/delegations/difference.ts';
import type { Metadata } from '../../../src/tuf/metadata.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { notPublished } from './not-published.ts';
import { soFar } from './sign-staged.ts';
import type { TargetsInUse } from './targets-in-use.ts';

/**
 * Staged targets may be published: signed by enough keyholders, different in nothing but delegations, and not expired.
 * @throws DelegationError `delegation.unexplained`, `delegation.signers`, `delegation.metadata`
 */
export async function requireSigned(
  ceremony: OpenCeremony,
  { root, targets }: TargetsInUse,
  staged: Metadata,
): Promise<void> {
  const odd = delegationDifference(targets.signed, staged.signed, () => null).find(
    ({ kind }) => kind === 'unexplained',
  );
  if (odd !== undefined)
    throw notPublished(
      'delegation.unexplained',
      'a part of the staged targets has no explanation',
      {
        expected: 'a change of delegations, and nothing else',
        found: odd.title,
        hint: 'Do not sign or publish it. Find out who changed the file.',
      },
    );
  const { valid, threshold, met } = await soFar(staged, {
    keys: root.keys,
    role: root.roles.targets,
  });
  if (!met)
    throw notPublished('delegation.signers', 'the staged targets do not have enough signatures', {
      expected: `${threshold} of the keyholders of targets`,
      found: `${valid}`,
      hint: 'Let the other keyholders sign, then publish.',
    });
  const at = parseInstant(ceremonyTime(ceremony.records, ceremony.now()));
  if (compareInstants(staged.expires, at) <= 0)
    throw notPublished('delegation.metadata', 'the targets role has expired', {
      expected: `an expiry after ${at.text}`,
      found: staged.expires.text,
      hint: 'Make a new root ceremony: it makes targets with a later day.',
    });
}

import { challengeInWords } from '../../src/ceremony/delegations/challenge.ts';
import type { DelegationDifference } from '../../src/tuf/delegations/difference.ts';
import type { DelegationsLook, WaitingChange } from '../station/delegations/look.ts';
import type { MadeChallenge } from '../station/delegations/make-challenge.ts';

/** Delegations as they are, what waits, and what was asked, as text. */
export function lookText({ targetsVersion, roles, waiting, challenges }: DelegationsLook): string {
  const lines = [
    `Targets version ${targetsVersion}, ${roles.length} delegated roles, in the order in which clients ask them`,
    ...roles.flatMap(({ role, sentence, version, warnings }) => [
      `  ${role}${version === null ? '' : `, version ${version}`}: ${sentence}`,
      ...warnings.map((warning) => `    Take note: ${warning}`),
    ]),
    ...challenges.map(
      ({ role, nonce, file }) => `Challenge ${nonce.slice(0, 16)} for ${role}: ${file}`,
    ),
  ];
  return `${lines.join('\n')}\n${waiting === null ? '' : waitingText(waiting)}`;
}

/** A change that waits: who may sign what before and after, and how far its signatures are. */
export function waitingText({ metadata, changes, valid, threshold, met }: WaitingChange): string {
  return [
    '',
    `Targets version ${metadata.version} waits. Bytes to sign ${metadata.signedSha256}`,
    ...changes.flatMap(changeLines),
    met
      ? `${valid} have signed, ${threshold} needed: it can be published.`
      : `${valid} have signed, ${threshold} needed.`,
    '',
  ].join('\n');
}

function changeLines({ title, before, after }: DelegationDifference): string[] {
  return [`  ${title}`, `    before: ${before ?? 'nobody'}`, `    after:  ${after ?? 'nobody'}`];
}

/** What the host does with a challenge that was made. */
export function challengeMade({ challenge, file }: MadeChallenge): string {
  return [
    ...challengeInWords(challenge),
    '',
    `Written to ${file}. Send this file to the other project, as it is.`,
    'Say its number to them by another way, for example on the telephone.',
    '',
  ].join('\n');
}

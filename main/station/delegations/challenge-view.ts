import type { DelegationsView } from '../../../src/contract/delegations.ts';
import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import { challengeInWords, requireFresh } from '../../../src/ceremony/delegations/challenge.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { lastChallenge } from './make-challenge.ts';

type Challenge = DelegationsView['challenges'][number];

/** The last challenge for each role, newest first: whether it can still be answered, and was used. */
export async function challengesOf(ceremony: OpenCeremony): Promise<Challenge[]> {
  const roles = ceremony.records.flatMap((record) =>
    record.kind === 'delegation.challenged' ? [record.data.role] : [],
  );
  const newest = [...new Set(roles.toReversed())].slice(0, 64);
  return Promise.all(newest.map((role) => challengeView(ceremony, role)));
}

async function challengeView(ceremony: OpenCeremony, role: string): Promise<Challenge> {
  try {
    const { challenge, file } = await lastChallenge(ceremony, role);
    const used = ceremony.records.some(
      (record) => record.kind === 'delegation.changed' && record.data.nonce === challenge.nonce,
    );
    const words = {
      role,
      number: challenge.nonce.slice(0, 8),
      words: [...challengeInWords(challenge)],
      file,
    };
    if (used)
      return {
        ...words,
        state: 'used',
        sentence: 'Its answers were taken in. Another change asks anew.',
      };
    requireFresh(challenge, ceremonyTime(ceremony.records, ceremony.now()).slice(0, 10));
    return {
      ...words,
      state: 'open',
      sentence: `Made on ${challenge.date}. No answer was taken in yet.`,
    };
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    return {
      role,
      number: '',
      words: [],
      file: error.place?.slice(0, 200) ?? '',
      state: 'old',
      sentence: error.hint,
    };
  }
}

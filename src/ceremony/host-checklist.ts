import type { Plan } from './plan.ts';

/**
 * What a host has to do beside the station after publication, in order. The station cannot see whether it was done,
 * so it says it and ticks nothing off.
 */
export function hostChecklist({ mode, tuf }: Pick<Plan, 'mode' | 'tuf'>): readonly string[] {
  const version = tuf.rootVersion;
  if (mode === 'rehearsal')
    return [
      'Talk through what went wrong, with everybody, and change the plan.',
      'Delete the practice repository where people could take it for a real one.',
      'Give the date of the real ceremony, and who brings which token.',
    ];
  return [
    'Have another person audit the published branch on another machine.',
    'Merge the branch after at least two people have reviewed it.',
    `Read the fingerprint of root version ${version} aloud on the stream, and publish it where the project publishes news.`,
    'Publish the digest of the last line of the record beside it.',
    ...(version === 1
      ? ['Ship the first root with the clients: it is what everything later is checked against.']
      : ['Check with a client in use that it comes to the new root by itself.']),
    'Put the recording of the stream where it stays.',
    'See every token back in its bag, and every bag with its keyholder.',
    `Put the date on which root version ${version} expires (${tuf.expires.slice(0, 10)}) into the calendar, and the next ceremony well before.`,
  ];
}

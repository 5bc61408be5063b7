/** A sentence that people may take from a verdict, and may not. */
export interface Limit {
  readonly title: string;
  readonly detail: string;
}

const ofPass: readonly Limit[] = [
  {
    title: 'That these are the files others see',
    detail:
      'The verdict is about the files that were read. Compare the digest of the newest root with somebody who has it from elsewhere.',
  },
  {
    title: 'That no other root was signed',
    detail:
      'A second root of the same version may lie in another place. Only what is in the folder can be found.',
  },
  {
    title: 'Who held the tokens',
    detail:
      'Evidence shows on which device a key was made. It cannot show in whose hand the device was.',
  },
  {
    title: 'What the keyholders saw',
    detail:
      'A signature shows that a key signed these bytes. It cannot show what stood on the screen.',
  },
  {
    title: 'Anything about a later day',
    detail: 'Roots expire and advisories are published. Change the date to ask for another day.',
  },
];

const ofFail: readonly Limit[] = [
  {
    title: 'That somebody meant harm',
    detail:
      'A file that was cut off, a date in the past, or a missing file can be the cause. The findings say which.',
  },
  {
    title: 'That nothing here can be trusted',
    detail: 'Each error names its place. Roots and signatures without one were checked and stand.',
  },
  {
    title: 'Anything about another day',
    detail:
      'A root that has expired today may have been valid on the day you ask about. Change the date.',
  },
];

/** What a verdict does not prove, in plain words. */
export function limitsOf(verdict: 'pass' | 'fail'): readonly Limit[] {
  return verdict === 'pass' ? ofPass : ofFail;
}

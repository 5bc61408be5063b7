import type { RecoveryView } from '../../../src/contract/recovery.ts';

/** A way out, in the order from the smallest to the largest. */
export interface RecoverWay {
  readonly id: 'unstage' | 'root' | 'ceremony';
  readonly title: string;
  readonly detail: string;
  /** Why it is locked, or null. */
  readonly locked: string | null;
  /** What the primary button does. */
  readonly verb: string;
}

/** The three ways out, each with what it means now. */
export function recoverWays({ staged, canEnd, ended }: RecoveryView): readonly RecoverWay[] {
  const none = ended !== null ? 'The ceremony was given up.' : 'No root is staged.';
  const version = staged === null ? '' : ` version ${staged.version}`;
  return [
    {
      id: 'unstage',
      title: `Take root${version} back`,
      detail: 'Nobody has signed it. Its file is kept aside, and it can be staged again.',
      locked: staged === null ? none : staged.begun ? 'Somebody has signed it, or begun to.' : null,
      verb: 'Take the root back',
    },
    {
      id: 'root',
      title: `Give root${version} up`,
      detail:
        'It stays in the folder with its signatures. These bytes are never signed again, and the next root has to differ.',
      locked: staged === null ? none : null,
      verb: 'Give the root up',
    },
    {
      id: 'ceremony',
      title: 'Give the whole ceremony up',
      detail:
        'Nothing is staged, signed or published in this folder any more. All of it stays to be read.',
      locked: canEnd ? null : ended === null ? 'Its root is published, and stays.' : none,
      verb: 'Give the ceremony up',
    },
  ];
}

/**
 * Whether the person has to type the version, since clients accept this root already.
 */
export function needsVersion({ staged }: RecoveryView, id: RecoverWay['id']): boolean {
  return staged?.acceptable === true && id !== 'unstage';
}

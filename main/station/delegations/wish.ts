import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';

/** What one role may sign for, and how many of its keys have to. */
interface Terms {
  readonly role: string;
  readonly paths: readonly string[];
  readonly threshold: number;
  readonly terminating: boolean;
  readonly reason: string;
}

/** What the host wants of a role that another project is to have: keys come in, with their proofs. */
export interface DelegationWish extends Terms {
  readonly change: 'add' | 'redelegate';
  /** The folder with the proofs. */
  readonly from: string;
}

/** The keys of a role stay; what they may sign for, or how many have to, is another. */
export interface AdjustWish extends Terms {
  readonly change: 'adjust';
}

/** Nobody is to sign for the role any more. */
export interface RevokeWish {
  readonly change: 'revoke';
  readonly role: string;
  readonly reason: string;
}

export type AnyWish = DelegationWish | AdjustWish | RevokeWish;

/**
 * Path patterns that a targets role may list.
 * @throws DelegationError `delegation.nothing`
 */
export function requirePaths(paths: readonly string[]): void {
  const sound = paths.every((path) => /^[!-~]{1,200}$/.test(path) && !path.startsWith('/'));
  if (sound && paths.length > 0 && paths.length <= 64 && new Set(paths).size === paths.length)
    return;
  throw new DelegationError('delegation.nothing', 'these are no path patterns of a delegation', {
    expected: '1 to 64 patterns, each once, without spaces and without / at the beginning',
    found: `${paths.length} texts`,
    hint: 'Write them as in a plan: registry.example.org/*',
    notDone: ['No delegation was staged.'],
  });
}

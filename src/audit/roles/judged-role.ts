import type { UnusableKey } from '../../tuf/key-list.ts';
import type { TufKey } from '../../tuf/key.ts';
import type { Metadata } from '../../tuf/metadata.ts';
import type { Oddity } from '../../tuf/oddity.ts';
import type { Role } from '../../tuf/role.ts';
import type { SignatureCount } from '../../tuf/threshold.ts';
import type { Repository, RoleFile } from '../repository.ts';
import type { RoleContent } from '../role-content.ts';

/** Somebody who names the keys of a role. */
export interface Delegator {
  /** "root 4", "targets 2". */
  readonly what: string;
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly unusable: readonly UnusableKey[];
  readonly role: Role;
  /** The history of roots that it belongs to. */
  readonly history: number;
  readonly oddities: readonly Oddity[];
  /** Its whole file. */
  readonly load: () => Metadata;
}

/** A role's file, judged by whoever names its keys. */
export interface JudgedRole extends RoleFile, RoleContent {
  /** The name under which its keys are named. */
  readonly role: string;
  readonly repository: Repository;
  /** Signatures for the delegator that accepts it, else for the newest one; null where nobody here names its keys. */
  readonly count: SignatureCount | null;
  readonly delegator: Delegator | null;
  /** The laxest client could have accepted it, by this delegator or by another one that names its keys. */
  readonly acceptable: boolean;
  /** No newer version of this role lies beside it. */
  readonly newest: boolean;
}

/** A file that is still to be judged. */
export interface Open {
  readonly file: RoleFile;
  readonly repository: Repository;
  readonly newest: boolean;
}

/** A delegator, with the name that it has for the role. */
export type Named = Delegator & { readonly name: string };

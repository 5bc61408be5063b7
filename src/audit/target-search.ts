import { binFor } from '../tuf/delegated-path.ts';
import { DelegationIndex } from '../tuf/delegation-index.ts';
import type { Delegations } from '../tuf/delegation.ts';

/** As many roles as clients look into for one target before they give up. */
export const mostVisits = 256;

/** What the search sees of a role. */
export interface SearchedRole {
  readonly listed: (() => { has(target: string): boolean }) | null;
  readonly delegations: Delegations | null;
}

interface Visit<Searched> {
  /** The first role that lists the target. */
  readonly found: Searched | null;
  /** A delegation on the way ends the search, whatever comes of it. */
  readonly ended: boolean;
}

/**
 * Looks for targets as a client does: depth first from the top, in the order of the delegations, into each role once,
 * into 256 roles at most, and not past one that ends the search (TUF specification 1.0, section 5.6.7).
 */
export class TargetSearch<Searched extends SearchedRole> {
  readonly #roles: ReadonlyMap<string, Searched>;
  readonly #indexes = new Map<Delegations, DelegationIndex>();

  constructor(roles: ReadonlyMap<string, Searched>) {
    this.#roles = roles;
  }

  /** The role from which a client gets this target; null if it finds none. */
  find(target: string): Searched | null {
    return this.#visit('targets', target, new Set()).found;
  }

  #visit(name: string, target: string, seen: Set<string>): Visit<Searched> {
    const role = this.#roles.get(name);
    if (role === undefined || seen.has(name) || seen.size >= mostVisits) {
      return { found: null, ended: false };
    }
    seen.add(name);
    if (role.listed?.().has(target) === true) return { found: role, ended: true };
    const { delegations } = role;
    if (delegations === null) return { found: null, ended: false };
    if (delegations.succinct !== null) {
      const { found } = this.#visit(binFor(delegations.succinct, target), target, seen);
      return { found, ended: true };
    }
    for (const delegated of this.#indexOf(delegations).rolesFor(target)) {
      const { found, ended } = this.#visit(delegated.name, target, seen);
      if (found !== null || ended || delegated.terminating) return { found, ended: true };
    }
    return { found: null, ended: false };
  }

  #indexOf(delegations: Delegations): DelegationIndex {
    const known = this.#indexes.get(delegations);
    if (known !== undefined) return known;
    const made = new DelegationIndex(delegations);
    this.#indexes.set(delegations, made);
    return made;
  }
}

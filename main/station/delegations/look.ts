import { roleInWords, delegationDifference } from '../../../src/tuf/delegations/difference.ts';
import { shadowWarnings } from '../../../src/tuf/delegations/shadows.ts';
import { isJsonObject } from '../../../src/encoding/json.ts';
import type { Metadata } from '../../../src/tuf/metadata.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { publishedRole } from './receive-role.ts';
import { soFar } from './sign-staged.ts';
import { namesOfKeys } from './names-of-keys.ts';
import { stagedChange, targetsInUse } from './targets-in-use.ts';

/** One delegated role as it is published. */
export interface DelegationLook {
  readonly role: string;
  readonly sentence: string;
  /** The version of its metadata; null where none is published. */
  readonly version: number | null;
  readonly warnings: readonly string[];
}

/** A change that waits for signatures. */
export interface WaitingChange {
  readonly metadata: Metadata;
  readonly changes: ReturnType<typeof delegationDifference>;
  readonly valid: number;
  readonly threshold: number;
  readonly met: boolean;
}

export interface DelegationsLook {
  readonly targetsVersion: number;
  readonly roles: readonly DelegationLook[];
  readonly waiting: WaitingChange | null;
  /** Roles for which a challenge was made, with the number that the record gives it. */
  readonly challenges: readonly {
    readonly role: string;
    readonly nonce: string;
    readonly file: string;
  }[];
}

/** Delegations as they are, and as they are to be. @throws DelegationError `delegation.nothing` */
export async function lookAtDelegations(ceremony: OpenCeremony): Promise<DelegationsLook> {
  const inUse = await targetsInUse(ceremony);
  const nameOf = await namesOfKeys(ceremony);
  const { delegations, targets, root } = inUse;
  const roles: DelegationLook[] = [];
  for (const role of delegations?.roles ?? [])
    roles.push({
      role: role.name,
      sentence: delegations === null ? '' : roleInWords(role, delegations, nameOf),
      version: (await publishedRole(ceremony, role.name))?.version ?? null,
      warnings: shadowWarnings(role.name, delegations?.roles ?? [], targetPaths(targets)),
    });
  const staged = await stagedChange(ceremony, inUse);
  const signed =
    staged === null ? null : await soFar(staged, { keys: root.keys, role: root.roles.targets });
  return {
    targetsVersion: targets.version,
    roles,
    waiting:
      signed === null
        ? null
        : {
            ...signed,
            changes: delegationDifference(targets.signed, signed.metadata.signed, nameOf),
          },
    challenges: ceremony.records.flatMap((record) =>
      record.kind === 'delegation.challenged'
        ? [{ role: record.data.role, nonce: record.data.nonce, file: record.data.file.path }]
        : [],
    ),
  };
}

function targetPaths({ signed }: Metadata): readonly string[] {
  const { targets } = signed;
  return isJsonObject(targets) ? Object.keys(targets) : [];
}

import type { Delegations } from '../../../src/tuf/delegation.ts';
import { pathTo } from '../../../src/tuf/delegations/sample-path.ts';
import { type Metadata, parseMetadata } from '../../../src/tuf/metadata.ts';
import { readStaged } from '../../ceremonies/staged-file.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import type { RolePart } from '../role-parts.ts';
import { notPublished } from './not-published.ts';
import { publishedRole, requireAcceptable } from './receive-role.ts';

/**
 * Of each delegated role the metadata that its present keys signed: what waits, or what is published.
 * @throws DelegationError `delegation.metadata` for a role without any
 */
export async function delegatedParts(
  ceremony: OpenCeremony,
  delegations: Delegations | null,
): Promise<readonly RolePart[]> {
  if (delegations === null) return [];
  const parts: RolePart[] = [];
  for (const role of delegations.roles) {
    const waiting = await readStaged(ceremony.folder, `${role.name}.json`);
    const there = await publishedRole(ceremony, role.name);
    const newer = waiting !== null && waiting.version > (there?.version ?? 0) ? waiting : there;
    if (newer === null)
      throw notPublished('delegation.metadata', `the role ${role.name} has no metadata yet`, {
        expected: `${role.name}.json, signed by its keys`,
        found: 'none',
        hint: 'Clients would stop at it. Take the metadata that the other project signed, then publish.',
      });
    await requireAcceptable(ceremony, newer, role, delegations);
    parts.push(partOf(role.name, newer));
  }
  return parts;
}

/** Those that the repository does not have in this version. */
export async function newParts(
  ceremony: OpenCeremony,
  parts: readonly RolePart[],
): Promise<readonly RolePart[]> {
  const changed: RolePart[] = [];
  for (const part of parts)
    if ((await publishedRole(ceremony, part.name))?.version !== part.version) changed.push(part);
  return changed;
}

/** A path for each delegated role, so that the client comes to its metadata and judges them. */
export function pathsTo(
  delegations: Delegations | null,
  roles: readonly RolePart[],
): readonly string[] {
  if (delegations === null) return [];
  return roles.flatMap(({ name, bytes }) => {
    const path = pathTo(delegations, name, parseMetadata(bytes, name).signed);
    return path === null ? [] : [path];
  });
}

/** Metadata that others signed, as a part of a publication. */
export function partOf(name: string, { version, bytes }: Metadata): RolePart {
  return { name, version, bytes, made: [] };
}

import { isJsonObject, type JsonObject } from '../../encoding/json.ts';
import { speaksFor } from '../delegated-path.ts';
import type { Delegations } from '../delegation.ts';

/**
 * A path that leads a client to a role: one that the role lists, else one that fits a pattern; null where none was found.
 */
export function pathTo(
  { roles }: Delegations,
  name: string,
  signed: JsonObject | null,
): string | null {
  const role = roles.find((one) => one.name === name);
  if (role === undefined) return null;
  const { targets } = signed ?? {};
  const listed = isJsonObject(targets) ? Object.keys(targets) : [];
  const made = (role.paths ?? []).map(fitting);
  return [...listed, ...made].find((path) => speaksFor(role, path)) ?? null;
}

/** Stars and question marks become a letter, a bracket its first character. */
function fitting(pattern: string): string {
  return pattern
    .replaceAll(/\[([^!\]])[^\]]*\]/g, '$1')
    .replaceAll(/\[![^\]]*\]/g, '~')
    .replaceAll(/[*?]/g, 'x');
}

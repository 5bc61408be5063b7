import { topRoles } from '../tuf/role.ts';

/**
 * The form of a delegated role's name: it becomes a file name on every kind of disk. It never begins like a version:
 * the metadata of a role `2.root` would lie where clients look for the second root, and stop them for good.
 */
export const roleNameForm = /^(?!\d+\.)[a-z0-9]+([._-][a-z0-9]+)*$/;
/** Most characters of one. */
export const longestRoleName = 64;

/** True for a name that a delegated role may have: small letters and digits, and none that a top-level role has. */
export function isRoleName(text: string): boolean {
  return (
    text.length <= longestRoleName &&
    roleNameForm.test(text) &&
    !topRoles.some((role) => role === text)
  );
}

import { sha256, sha256Hex } from '../encoding/digest.ts';
import { utf8 } from '../encoding/utf8.ts';
import type { DelegatedRole, Delegations, SuccinctRoles } from './delegation.ts';
import { tokensOf } from './path-pattern.ts';
import type { Role } from './role.ts';

/** Who has to sign a role of this name, as these delegations say; null if they name none. */
export function roleNamed(delegations: Delegations, name: string): Role | null {
  const { succinct } = delegations;
  if (succinct !== null && isBin(succinct, name)) return succinct;
  return delegations.roles.find((role) => role.name === name) ?? null;
}

/**
 * True if this role may speak of a target: one of its patterns fits the path, part by part, or one of its prefixes
 * begins the digest of the path (TUF specification 1.0, section 4.5).
 */
export function speaksFor({ paths, pathHashPrefixes }: DelegatedRole, target: string): boolean {
  if (paths?.some((pattern) => patternFits(pattern, target)) === true) return true;
  if (pathHashPrefixes === null) return false;
  const digest = sha256Hex(utf8(target));
  return pathHashPrefixes.some((prefix) => digest.startsWith(prefix));
}

/** The bin of a target: the first bits of the digest of its path, as many as the delegation says (TAP 15). */
export function binFor(succinct: SuccinctRoles, target: string): string {
  const digest = sha256(utf8(target));
  const [a = 0, b = 0, c = 0, d = 0] = digest;
  const number = (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** (32 - succinct.bitLength);
  return binName(succinct, Math.floor(number));
}

/** True for the names of all bins, and no other name. */
export function isBin(succinct: SuccinctRoles, name: string): boolean {
  const start = `${succinct.namePrefix}-`;
  if (!name.startsWith(start) || !/^[0-9a-f]{1,8}$/.test(name.slice(start.length))) return false;
  const number = Number.parseInt(name.slice(start.length), 16);
  return number < 2 ** succinct.bitLength && binName(succinct, number) === name;
}

/** The number has as many digits as the highest one. */
function binName({ namePrefix, bitLength }: SuccinctRoles, number: number): string {
  const digits = (2 ** bitLength - 1).toString(16).length;
  return `${namePrefix}-${number.toString(16).padStart(digits, '0')}`;
}

/** Shell patterns, compared part by part, so that a star never goes over a slash. */
export function patternFits(pattern: string, target: string): boolean {
  const [patterns, parts] = [pattern.split('/'), target.split('/')];
  return (
    patterns.length === parts.length &&
    patterns.every((each, index) => partFits(each, parts[index] ?? ''))
  );
}

/** By two positions and one way back, so that no pattern makes it slow. */
function partFits(pattern: string, part: string): boolean {
  const tokens = tokensOf(pattern);
  const characters = Array.from(part);
  let [token, at, star, retry] = [0, 0, -1, 0];
  while (at < characters.length) {
    const next = tokens[token];
    if (next === '*') {
      star = token;
      retry = at;
      token += 1;
    } else if (typeof next === 'function' && next(characters[at] ?? '')) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      token = star + 1;
      retry += 1;
      at = retry;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === '*');
}

/**
 * Reads a member with its exact type. A plain `from.key` on a type parameter falls back to the
 * parameter's constraint, which would lose the schema of the one method that is called.
 */
export function member<T extends object, K extends keyof T>(from: T, key: K): T[K] {
  return from[key];
}

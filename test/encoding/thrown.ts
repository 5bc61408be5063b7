/** The error that a function throws, of the class that it has to be; anything else fails the test. */
export function thrown<Thrown extends Error>(
  kind: abstract new (...args: never[]) => Thrown,
  act: () => unknown,
): Thrown {
  const outcome = outcomeOf(kind, act);
  if ('error' in outcome) return outcome.error;
  throw new Error(`no ${kind.name} was thrown`);
}

/** What a parser of hostile input may do: give a value, or throw its typed error. Anything else fails the test. */
export function outcomeOf<Value, Thrown extends Error>(
  kind: abstract new (...args: never[]) => Thrown,
  act: () => Value,
): { readonly value: Value } | { readonly error: Thrown } {
  try {
    return { value: act() };
  } catch (error) {
    if (error instanceof kind) return { error };
    throw error;
  }
}

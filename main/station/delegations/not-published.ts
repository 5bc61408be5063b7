import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';

/** Why nothing is published under the root in use: what is missing, and the next step. */
export function notPublished(
  code: DelegationError['code'],
  message: string,
  sides: { readonly expected: string; readonly found: string; readonly hint: string },
): DelegationError {
  return new DelegationError(code, message, { ...sides, notDone: ['Nothing was published.'] });
}

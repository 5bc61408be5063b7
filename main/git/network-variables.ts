import type { GitVariables } from './git-environment.ts';
import type { Remote } from './remote.ts';

/**
 * What ssh needs of the person's environment: where its keys and known hosts lie, and its agent. Nothing for a folder
 * on this machine, and nothing else for any.
 */
export function networkVariables(
  { protocol }: Remote,
  environment: Readonly<Record<string, string | undefined>>,
): GitVariables {
  if (protocol !== 'ssh') return {};
  const { HOME, SSH_AUTH_SOCK } = environment;
  return {
    ...(HOME === undefined ? {} : { HOME }),
    ...(SSH_AUTH_SOCK === undefined ? {} : { SSH_AUTH_SOCK }),
  };
}

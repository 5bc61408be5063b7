import type { Plan } from '../../src/ceremony/plan.ts';
import { partsOf } from '../../src/ceremony/rehearsal-plan.ts';
import type { Desk } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { beginRehearsal } from './rehearsal/begin.ts';

/** How far the making of a rehearsal is. */
export type Making = (step: { done: number; total: number; doing: string }) => void;

/**
 * Makes the rehearsal of a plan for the window, in the station's own folder, with its host in front of it.
 * @param here participants who play their own part
 * @throws RehearsalError; PlanError; FolderError; TokenError; the reason of `signal`
 */
export async function rehearsePlan(
  desk: Desk,
  plan: Plan,
  here: readonly string[],
  { progress, signal }: { readonly progress: Making; readonly signal: AbortSignal },
): Promise<OpenCeremony> {
  const parts = partsOf(plan);
  const total =
    parts.tokens.filter((id) => !here.includes(id)).length +
    parts.former.length +
    parts.online.length;
  let done = 0;
  const doing = (what: string): void => {
    signal.throwIfAborted();
    progress({ done, total, doing: what });
    done = Math.min(total, done + 1);
  };
  const { ceremony } = await beginRehearsal(desk, plan, desk.folders.ceremonies, { here, doing });
  return ceremony;
}

import type { Problem } from '../../../src/contract/values.ts';
import type { Call } from '../../calls.ts';

/** Everything that the host can have done from this page. */
export interface HostCalls {
  readonly practiceKey: Call<'host.practiceKey'>;
  readonly stage: Call<'host.stage'>;
  readonly practiceSign: Call<'host.practiceSign'>;
  readonly publish: Call<'host.publish'>;
  readonly follow: Call<'plan.follow'>;
  readonly take: Call<'bundle.take'>;
  readonly carry: Call<'bundle.write'>;
}

/** Whether one of them is under way: then no other is begun. */
export function isBusy(calls: HostCalls): boolean {
  return Object.values(calls).some((call: { readonly pending: boolean }) => call.pending);
}

/** The problem that is to be shown, the first of them. */
export function problemIn(calls: HostCalls): Problem | null {
  const all: readonly { readonly problem: Problem | null }[] = Object.values(calls);
  return all.find((call) => call.problem !== null)?.problem ?? null;
}

/** Takes away what an earlier act stopped with, before a new act begins. */
export function clearAll(calls: HostCalls): void {
  for (const call of Object.values(calls)) call.clear();
}

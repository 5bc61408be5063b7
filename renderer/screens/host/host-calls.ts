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

import type { Verifier, VerifyJob } from '../keys/verify.ts';

export interface AuditProgress {
  readonly done: number;
  /** null while files are still being found. */
  readonly total: number | null;
  /** What is being done now, in a few words. */
  readonly doing: string;
  /** How far this one step is, where it can take long: "1,280 signatures". */
  readonly part?: string;
}

/** How an audit says where it is. Each call lets the caller breathe, and throws where it was cancelled. */
export interface Steps {
  /** A new step. @param files how many files there are, null while that is not known */
  next(doing: string, files: number | null): Promise<void>;
  /** Further within the step: a number, and what it counts. */
  within(done: number, of: string): Promise<void>;
  /** A verifier that says within each step how many signatures it has verified. */
  counting(verifier: Verifier): Verifier;
}

export interface StepListener {
  readonly signal?: AbortSignal | undefined;
  /** Awaited, so that the caller can let its other work run in between. */
  readonly progress?: ((progress: AuditProgress) => void | Promise<void>) | undefined;
}

const stepsBesideFiles = 5;

/** The steps of one audit, from the first on. */
export function stepsOf({ signal, progress }: StepListener): Steps {
  let begun = 0;
  let now: AuditProgress = { done: 0, total: null, doing: '' };
  let verified = 0;
  const say = async (what: AuditProgress): Promise<void> => {
    signal?.throwIfAborted();
    await progress?.(what);
    signal?.throwIfAborted();
  };
  const within = (done: number, of: string): Promise<void> =>
    say({ ...now, part: `${done.toLocaleString('en-US')} ${of}` });
  return {
    async next(doing, files) {
      const total = files === null ? null : Math.max(files + stepsBesideFiles, begun);
      now = { done: begun, total, doing };
      verified = 0;
      await say(now);
      begun += 1;
    },
    within,
    counting: (verifier) => ({
      name: verifier.name,
      async verify(jobs: readonly VerifyJob[], stop?: AbortSignal): Promise<boolean[]> {
        const answers = await verifier.verify(jobs, stop);
        verified += jobs.length;
        if (jobs.length > 0) await within(verified, 'signatures');
        return answers;
      },
    }),
  };
}

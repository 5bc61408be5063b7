import type { CeremonyView } from '../../src/contract/ceremony.ts';
import type { Role } from '../../src/contract/values.ts';
import type { Plan } from '../../src/ceremony/plan.ts';
import type { TranscriptRecord } from '../../src/ceremony/record.ts';
import { stateOf, steps } from '../../src/ceremony/state.ts';

/** What is open: a ceremony, who sits here, and in which role. */
export interface Seat {
  readonly plan: Plan;
  readonly records: readonly TranscriptRecord[];
  readonly role: Role;
  /** The participant's id; null until somebody said who they are. */
  readonly you: string | null;
  /** The last names of the folder's path. */
  readonly folderNames: readonly string[];
}

/** The open ceremony as the page shows it around every step: worked out from plan and records alone. */
export function ceremonyView({ plan, records, role, you, folderNames }: Seat): CeremonyView {
  const state = you === null ? null : stateOf(plan, records, you);
  const now = state?.step ?? 'token';
  return {
    title: plan.title,
    kind: plan.kind,
    mode: plan.mode,
    role,
    folder: folderNames.slice(-2).map((name) => name.slice(0, 200)),
    planSha256: plan.sha256,
    rootVersion: plan.tuf.rootVersion,
    participants: plan.participants.map(({ id, name, duties, token }) => ({
      id,
      name,
      duties: [...duties],
      token: token ?? null,
    })),
    you,
    step: now,
    steps: steps.map((step) => {
      const of = state?.steps.find((each) => each.step === step);
      return {
        step,
        state: of?.done === true ? 'done' : step === now ? 'now' : 'next',
        fact: of?.fact ?? '',
      };
    }),
    deviations: records.filter(({ kind }) => kind === 'deviation' || kind === 'deviation.settled')
      .length,
  };
}

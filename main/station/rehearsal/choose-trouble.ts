import { TroubleKind } from '../../../src/ceremony/trouble.ts';
import { StepError } from '../desk.ts';
import type { OpenCeremony } from '../open-ceremony.ts';

/**
 * Chooses what is to go wrong in this rehearsal; what has happened already stays. The last choice counts.
 * @throws StepError `practice.only` in a ceremony that counts
 */
export async function chooseTrouble(
  ceremony: OpenCeremony,
  troubles: readonly TroubleKind[],
): Promise<void> {
  if (ceremony.plan.mode !== 'rehearsal') {
    throw new StepError('practice.only', 'nothing is made to go wrong in a ceremony that counts', {
      expected: 'a rehearsal',
      found: 'a real ceremony',
      hint: 'Rehearse the plan, and practise trouble there.',
      notDone: ['Nothing was arranged.'],
    });
  }
  const chosen = TroubleKind.options.filter((kind) => troubles.includes(kind));
  await ceremony.record({ kind: 'trouble.chosen', data: { troubles: chosen } });
}

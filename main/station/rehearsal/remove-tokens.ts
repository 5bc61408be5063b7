import { onlineKeysOf } from '../../../src/ceremony/roster.ts';
import { scriptState } from '../../../src/ceremony/script-state.ts';
import { isPracticeLabel } from '../../tokens/practice-label.ts';
import type { TokenRef } from '../../tokens/token.ts';
import { type Desk, StepError } from '../desk.ts';
import type { OpenCeremony } from '../open-ceremony.ts';

/**
 * The practice tokens that the station made for the people of this rehearsal and can remove now. Each of them has every
 * mark: the plan is a rehearsal's and names its serial, it lies in the store of colleagues, it is labelled for practice,
 * and the station keeps its PIN. A token that a person made for themselves is not among them.
 *
 * @returns none before the rehearsal is over, since somebody may still have to sign
 */
export async function removableTokens(
  { colleagues }: Pick<Desk, 'colleagues'>,
  ceremony: OpenCeremony,
): Promise<readonly TokenRef[]> {
  if (ceremony.plan.mode !== 'rehearsal' || !isOver(ceremony)) return [];
  const serials = serialsIn(ceremony);
  const found: TokenRef[] = [];
  for (const { ref, practice, label } of (await colleagues.list()).tokens) {
    if (ref === null || !practice || !isPracticeLabel(label) || !serials.has(ref.serial)) continue;
    if ((await colleagues.colleaguePin(ref)) !== null) found.push(ref);
  }
  return found;
}

/**
 * Removes those tokens for good, each with a line in the record. What an audit of the rehearsal needs lies in its folder:
 * public keys, signatures, record. If it is cut off, it is done again.
 *
 * @returns how many were removed
 * @throws StepError `practice.only` in a ceremony that counts, or before the rehearsal is over; TokenError
 */
export async function removeTokens(
  desk: Pick<Desk, 'colleagues'>,
  ceremony: OpenCeremony,
): Promise<number> {
  const { plan } = ceremony;
  if (plan.mode !== 'rehearsal' || !isOver(ceremony))
    throw new StepError('practice.only', 'these tokens are not removed', {
      expected: 'a rehearsal that is over',
      found: plan.mode === 'rehearsal' ? 'one that goes on' : 'a ceremony that counts',
      hint: 'Publish, or end the script, or give the rehearsal up. Then remove its tokens.',
      notDone: ['No token was removed.'],
    });
  const tokens = await removableTokens(desk, ceremony);
  for (const ref of tokens) {
    await desk.colleagues.removePractice(ref);
    await ceremony.append({
      kind: 'practice.token-removed',
      participant: ceremony.youOrNull?.id ?? null,
      data: { serial: ref.serial },
    });
  }
  return tokens.length;
}

/** Where people run the script, its end; else a publication, or that it was given up. */
function isOver({ plan, records }: OpenCeremony): boolean {
  const { phase } = scriptState(plan, records);
  if (records.some(({ kind }) => kind === 'ceremony.abandoned') || phase === 'ended') return true;
  return phase === 'not-begun' && records.some(({ kind }) => kind === 'root.published');
}

function serialsIn({ plan }: OpenCeremony): ReadonlySet<string> {
  return new Set([
    ...plan.participants.flatMap(({ token, formerToken }) =>
      [token ?? [], formerToken ?? []].flat(),
    ),
    ...onlineKeysOf(plan).flatMap((key) => (key.kind === 'token' ? key.token : [])),
  ]);
}

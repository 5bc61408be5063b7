import { ceremonyTime } from '../../src/ceremony/ceremony-clock.ts';
import { namesInWords } from '../../src/ceremony/names-in-words.ts';
import { compareInstants, parseInstant } from '../../src/encoding/instant.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';

/** What of the plan is over by the ceremony's confirmed time, in one sentence; null when nothing is. */
export function earlyExpiry({ plan, records, now }: ExpiryMatter): string | null {
  const at = parseInstant(ceremonyTime(records, now()));
  const { tuf } = plan;
  const roles = [
    { name: 'root', expires: tuf.expires },
    ...Object.entries(tuf.roles).map(([name, { expires }]) => ({ name, expires })),
    ...tuf.delegations,
  ];
  const over = roles.filter(({ expires }) => compareInstants(parseInstant(expires), at) <= 0);
  if (over.length === 0) return null;
  return `By the ceremony’s time, ${at.text}, this has expired: ${namesInWords(over.map(({ name }) => name))}.`;
}

type ExpiryMatter = Pick<OpenCeremony, 'plan' | 'records' | 'now'>;

/**
 * Refuses to make what no client would take any more, by the time that the participants confirmed.
 * @throws StepError `host.not-ready`
 */
export function requireUnexpired(ceremony: OpenCeremony, notDone: string): void {
  const early = earlyExpiry({
    plan: ceremony.plan,
    records: ceremony.records,
    now: () => ceremony.now(),
  });
  if (early === null) return;
  throw new StepError('host.not-ready', 'the plan makes metadata that has expired already', {
    expected: 'expiry after the ceremony',
    found: early,
    hint: 'Check the clocks, then plan again with later expiry.',
    notDone: [notDone],
  });
}

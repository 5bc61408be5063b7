import type { PlanFields } from '../../../src/ceremony/plan.ts';
import { partsOf, type Casting } from '../../../src/ceremony/rehearsal-plan.ts';
import type { TokenSerial } from '../../tokens/token.ts';
import type { Desk } from '../desk.ts';

/**
 * Makes a practice token for everybody who has a token in the plan, for the tokens that some used before, and for the
 * online keys. The plan's own serials are not looked for: no production token is touched.
 * @param given practice tokens that are there already, for the first keyholders
 * @param here people who bring any practice token of their own: the station plays everybody else
 * @throws TokenError
 */
export async function castPlan(
  desk: Desk,
  plan: PlanFields,
  {
    given = [],
    here = [],
    doing = () => {},
  }: {
    readonly given?: readonly TokenSerial[];
    readonly here?: readonly string[];
    readonly doing?: (what: string) => void;
  } = {},
): Promise<Casting> {
  const parts = partsOf(plan);
  const free = [...given];
  const nameOf = (id: string): string =>
    plan.participants.find((participant) => participant.id === id)?.name ?? id;
  const keyholder = (id: string): boolean =>
    plan.participants.some((one) => one.id === id && one.duties.includes('keyholder'));
  const made = async (ids: readonly string[], suffix: string, mayBeGiven: boolean) => {
    const serials = new Map<string, TokenSerial>();
    for (const id of ids) {
      const ready = mayBeGiven && keyholder(id) ? free.shift() : undefined;
      doing(`Make a practice token for ${nameOf(id)}${suffix}`);
      const serial =
        ready ?? (await desk.colleagues.createColleague(`${nameOf(id)}${suffix}`)).serial;
      serials.set(id, serial);
    }
    return serials;
  };
  const played = parts.tokens.filter((id) => !here.includes(id));
  return {
    tokens: new Map<string, TokenSerial | 'practice'>([
      ...(await made(played, '', true)),
      ...here.map((id) => [id, 'practice'] as const),
    ]),
    former: await made(parts.former, ', former', false),
    online: await made(parts.online, ', online', false),
  };
}

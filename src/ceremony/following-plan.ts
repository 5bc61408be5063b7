import type { PlanFields } from './plan-schema.ts';
import { holdersOf, leaversOf } from './roster.ts';
import type { Serial } from './serial.ts';

/**
 * The plan of what comes after a ceremony that has published: the next version by the same people, to be changed. Who
 * left is not in it; whoever used any practice token is planned with the one that was used; every expiry lies as many
 * days after the new date as it lay after the old one.
 *
 * @param today `YYYY-MM-DD`
 * @param serials the tokens whose keys are in the root, by participant
 */
export function followingPlan(
  plan: PlanFields,
  today: string,
  serials: ReadonlyMap<string, Serial>,
): PlanFields {
  const gone = new Set(leaversOf(plan).map(({ id }) => id));
  const holders = holdersOf(plan);
  const by = Date.parse(today) - Date.parse(plan.date);
  const later = <Role extends { readonly expires: string }>(role: Role): Role => ({
    ...role,
    expires: new Date(Date.parse(role.expires) + by).toISOString().replace('.000Z', 'Z'),
  });
  const { roles, delegations, rootVersion, ...tuf } = plan.tuf;
  const { script: _script, ...rest } = plan;
  return {
    ...rest,
    title: followingTitle(plan.title, rootVersion),
    kind: 'rotation',
    date: today,
    participants: plan.participants
      .filter(({ id, duties }) => !gone.has(id) || holders.has(id) || duties.includes('host'))
      .map(({ formerToken: _former, ...participant }) => {
        const serial = serials.get(participant.id);
        return participant.token === undefined || serial === undefined
          ? participant
          : { ...participant, token: serial };
      }),
    tuf: {
      ...later(tuf),
      rootVersion: rootVersion + 1,
      roles: {
        targets: later(roles.targets),
        snapshot: later(roles.snapshot),
        timestamp: later(roles.timestamp),
      },
      delegations: delegations.map(later),
    },
    ...scriptWithout(gone, plan),
  };
}

/** The script without acts of making a key, whose people and times differ each time, and without those who left. */
function scriptWithout(
  gone: ReadonlySet<string>,
  { script }: PlanFields,
): Pick<PlanFields, 'script'> {
  if (script === undefined) return {};
  const acts = script.acts.filter((entry) => !('act' in entry) || !entry.act.startsWith('key.'));
  const checkpoints = script.checkpoints
    ?.filter(({ after }) => !after.startsWith('key.'))
    .map(({ after, by }) => ({ after, by: by.filter((id) => !gone.has(id)) }))
    .filter(({ by }) => by.length > 0);
  return { script: { acts, ...(checkpoints === undefined ? {} : { checkpoints }) } };
}

/** As a plan has it, in UTF-16 units. */
const longestTitle = 120;

/** The title with the next version where it names this one, or with the next version behind it. */
function followingTitle(title: string, version: number): string {
  const named = new RegExp(String.raw`(?<![\d.])${version}(?![\d.])`);
  const next = String(version + 1);
  const behind = `, root ${next}`;
  const whole = named.test(title) ? title.replace(named, next) : `${title}${behind}`;
  if (whole.length <= longestTitle) return whole;
  // Not within a character of two units, and with no space at the end.
  const begins = title.slice(0, longestTitle - behind.length).replace(/[\uD800-\uDBFF]$/, '');
  return `${begins.trimEnd()}${behind}`;
}

import { delegateActs } from './delegate-acts.ts';
import { durationSeconds } from './duration.ts';
import type { PlanFields } from './plan-schema.ts';
import { holdersOf, keyholdersOf, leaversOf } from './roster.ts';

/** What an act is about. `own` is one that the plan's author added. */
export type ActKind =
  | 'welcome'
  | 'clock'
  | 'plan'
  | 'key'
  | 'stage'
  | 'read'
  | 'sign'
  | 'audit'
  | 'publish'
  /** In the ceremony of a delegate: keys answer a challenge, the answers are handed over, and so is the metadata. */
  | 'prove'
  | 'answer'
  | 'send'
  | 'close'
  | 'own';

/** One act of a ceremony, as planned. */
export interface PlannedAct {
  /** Its name in the plan and in the record: the kind, `key.<participant>`, or `own.<number>` in the order of the plan. */
  readonly id: string;
  readonly kind: ActKind;
  readonly title: string;
  /** Who acts, by participant id; never empty. */
  readonly who: readonly string[];
  /** What is there when it is over. */
  readonly expected: string;
  /** Seconds. */
  readonly estimate: number;
  /** Keyholders who sign the record when it is over, by participant id; mostly nobody. */
  readonly checkpoint: readonly string[];
}

/**
 * The acts of a ceremony, in the one order in which they can happen: keys before the root that lists them, the root
 * before its reading, reading before signing, signatures before publication. The plan gives titles and times, and may
 * put acts of its own between; it cannot move one of these. A delegate makes no root: `delegateActs` has its acts.
 */
export function plannedActs(plan: PlanFields): readonly PlannedAct[] {
  const known = knownActs(plan);
  const placed = new Map<string, PlannedAct[]>();
  let after = '';
  for (const [index, entry] of ownAndKnown(plan).entries()) {
    if ('act' in entry) {
      after = entry.act;
      continue;
    }
    const own: PlannedAct = {
      id: `own.${index + 1}`,
      kind: 'own',
      title: entry.own,
      who: hostsOf(plan),
      expected: entry.expected,
      estimate: entry.estimate === undefined ? 120 : durationSeconds(entry.estimate),
      checkpoint: [],
    };
    placed.set(after, [...(placed.get(after) ?? []), own]);
  }
  const following = (id: string) => placed.get(id) ?? [];
  return [...following(''), ...known.flatMap((act) => [act, ...following(act.id)])];
}

/** Names of the acts that the plan may name, in their order. */
export function actNames(plan: PlanFields): readonly string[] {
  return drafts(plan).map(({ id }) => id);
}

/** What a checkpoint after an act asks of the tokens present (one signature each, by the plan's PIN and touch policy). */
export function checkpointCost(
  plan: PlanFields,
  { checkpoint }: PlannedAct,
): { readonly pins: number; readonly touches: number } {
  const { pin, touch } = plan.keys;
  return {
    pins: pin === 'never' ? 0 : checkpoint.length,
    touches: touch === 'never' ? 0 : checkpoint.length,
  };
}

/** An act before the plan gave it a title, a time and a checkpoint. */
export type ActDraft = Omit<PlannedAct, 'checkpoint'>;

function knownActs(plan: PlanFields): readonly PlannedAct[] {
  const entries = new Map(
    ownAndKnown(plan).flatMap((entry) => ('act' in entry ? [[entry.act, entry] as const] : [])),
  );
  const checkpoints = new Map(
    (plan.script?.checkpoints ?? []).map(({ after, by }) => [after, by] as const),
  );
  return drafts(plan).map((draft) => {
    const { title = draft.title, estimate } = entries.get(draft.id) ?? {};
    return {
      ...draft,
      title,
      estimate: estimate === undefined ? draft.estimate : durationSeconds(estimate),
      checkpoint: checkpoints.get(draft.id) ?? [],
    };
  });
}

function drafts(plan: PlanFields): readonly ActDraft[] {
  const hosts = hostsOf(plan);
  const everybody = plan.participants.map(({ id }) => id);
  return [
    {
      id: 'welcome',
      kind: 'welcome',
      title: 'Welcome, and what everyone will see',
      who: hosts,
      expected: 'Everybody of the plan is here, or a deviation says who is not.',
      estimate: 300,
    },
    {
      id: 'clock',
      kind: 'clock',
      title: 'Confirm the time and that this machine is offline',
      who: everybody,
      expected:
        'Everybody has read the time from a clock of their own. The machine has no way out.',
      estimate: 180,
    },
    {
      id: 'plan',
      kind: 'plan',
      title: 'Show the plan and its digest',
      who: hosts,
      expected: 'Everybody has the same digest of the plan.',
      estimate: 240,
    },
    ...keyActs(plan),
    ...(plan.kind === 'delegation'
      ? delegateActs(plan, { hosts, witnesses: witnessesOf(plan) })
      : rootActs(plan)),
    {
      id: 'close',
      kind: 'close',
      title: 'Close: tokens back into their bags',
      who: everybody,
      expected: 'Every token is with its holder. The last line of the record was read aloud.',
      estimate: 240,
    },
  ];
}

/** From the staged root to its publication. */
function rootActs(plan: PlanFields): readonly ActDraft[] {
  const hosts = hostsOf(plan);
  const signers = keyholdersOf(plan).map(({ id }) => id);
  const readers = [...signers, ...witnessesOf(plan).filter((id) => !signers.includes(id))];
  const root = `root version ${plan.tuf.rootVersion}`;
  return [
    {
      id: 'stage',
      kind: 'stage',
      title: `Stage ${root}`,
      who: hosts,
      expected: 'The root that the plan describes, waiting for signatures.',
      estimate: 60,
    },
    {
      id: 'read',
      kind: 'read',
      title: `Read ${root} in words, together`,
      who: readers.length === 0 ? hosts : readers,
      expected: 'Every change is explained. Everybody has the same words.',
      estimate: 360,
    },
    {
      id: 'sign',
      kind: 'sign',
      title: `Keyholders sign ${root}`,
      who: signers.length === 0 ? hosts : signers,
      expected: thresholdsInWords(plan),
      estimate: Math.max(120, 120 * signers.length),
    },
    {
      id: 'audit',
      kind: 'audit',
      title: 'Audit on a second station',
      who: witnessesOf(plan).length === 0 ? hosts : witnessesOf(plan),
      expected: 'The verdict is pass, and every finding is explained.',
      estimate: 300,
    },
    {
      id: 'publish',
      kind: 'publish',
      title: 'Sign the other roles, publish, and read the digest aloud',
      who: hosts,
      expected: 'A complete repository that a client accepts.',
      estimate: 300,
    },
  ];
}

/** One for everybody with a key in some role: made now in a first root, made or brought along in a later one. */
function keyActs(plan: PlanFields): readonly ActDraft[] {
  const holders = holdersOf(plan);
  const makes = plan.kind === 'initial' ? 'makes a key' : 'makes a key, or shows the one in use';
  return plan.participants
    .filter(({ id }) => holders.has(id))
    .map(({ id, name }) => ({
      id: `key.${id}`,
      kind: 'key',
      title: `${name} ${makes}`,
      who: [id],
      expected: 'The key is exported, and its fingerprint was read back.',
      estimate: plan.kind === 'initial' ? 480 : 240,
    }));
}

function thresholdsInWords(plan: PlanFields): string {
  const { threshold, rootVersion } = plan.tuf;
  const own = `${threshold} valid signatures from the keyholders of version ${rootVersion}`;
  if (rootVersion === 1) return `${own}.`;
  const leave = leaversOf(plan).length === 0 ? '' : ' Those who leave sign once more.';
  return `${own}, and as many from those of version ${rootVersion - 1} as that version asks for.${leave}`;
}

function ownAndKnown(plan: PlanFields) {
  return plan.script?.acts ?? [];
}

function hostsOf(plan: PlanFields): readonly string[] {
  return plan.participants.filter(({ duties }) => duties.includes('host')).map(({ id }) => id);
}

function witnessesOf(plan: PlanFields): readonly string[] {
  return plan.participants.filter(({ duties }) => duties.includes('witness')).map(({ id }) => id);
}

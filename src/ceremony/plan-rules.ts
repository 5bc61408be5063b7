import { delegatesPlan } from './plan-delegate.ts';
import { keyRules } from './plan-key-rules.ts';
import { contradictionInRole } from './plan-role-rules.ts';
import type { Contradiction } from './plan-role-rules.ts';
import type { PlanFields } from './plan-schema.ts';
import { contradictionInScript } from './plan-script-rules.ts';
import { holdersOf, keyholdersOf, leaversOf } from './roster.ts';

type Rule = (plan: PlanFields) => Contradiction | null;

/** The first contradiction in a plan, or null. Rules are tried in the order in which a plan is read. */
export function contradictionIn(plan: PlanFields): Contradiction | null {
  for (const rule of rules) {
    const found = rule(plan);
    if (found !== null) return found;
  }
  return null;
}

/** The first contradiction of each rule, in the order in which a plan is read: what an author has to correct. */
export function contradictionsIn(plan: PlanFields): readonly Contradiction[] {
  return rules.flatMap((rule) => rule(plan) ?? []);
}

const rules: readonly Rule[] = [
  (plan) => twice(plan, 'id', ({ id }) => id, 'one person stands in the plan twice'),
  (plan) =>
    twice(
      plan,
      'name',
      ({ name }) => name.toLowerCase().normalize('NFKC'),
      'two people have the same name',
    ),
  (plan) =>
    twice(
      plan,
      'token',
      ({ token }) => (token === 'practice' ? undefined : token?.toLowerCase()),
      'one token is given to two people',
    ),
  duties,
  hosted,
  practiceTokens,
  tokensOfHolders,
  ...keyRules,
  (plan) => contradictionInRole(plan, ['tuf'], plan.tuf),
  (plan) => contradictionInRole(plan, ['tuf', 'roles', 'targets'], plan.tuf.roles.targets),
  (plan) => contradictionInRole(plan, ['tuf', 'roles', 'snapshot'], plan.tuf.roles.snapshot),
  (plan) => contradictionInRole(plan, ['tuf', 'roles', 'timestamp'], plan.tuf.roles.timestamp),
  rootHolders,
  delegations,
  versionOfKind,
  delegatesPlan,
  nobodyLeavesAtFirst,
  contradictionInScript,
  remoteOfTransfer,
];

function twice(
  plan: PlanFields,
  member: 'id' | 'name' | 'token',
  valueOf: (participant: PlanFields['participants'][number]) => string | undefined,
  message: string,
): Contradiction | null {
  const seen = new Map<string, number>();
  for (const [index, participant] of plan.participants.entries()) {
    const value = valueOf(participant);
    const before = value === undefined ? undefined : seen.get(value);
    if (before !== undefined) {
      return {
        steps: ['participants', index, member],
        message,
        expected: `another ${member} than participant ${before + 1} has`,
        found: 'the same one',
        hint: 'Correct one of the two, or take one out.',
      };
    }
    if (value !== undefined) seen.set(value, index);
  }
  return null;
}

function duties(plan: PlanFields): Contradiction | null {
  const index = plan.participants.findIndex(({ duties }) => new Set(duties).size !== duties.length);
  if (index < 0) return null;
  return {
    steps: ['participants', index, 'duties'],
    message: 'a duty is named twice',
    expected: 'each duty once',
    found: 'one of them twice',
    hint: 'Take the second one out.',
  };
}

function hosted(plan: PlanFields): Contradiction | null {
  if (plan.participants.some(({ duties }) => duties.includes('host'))) return null;
  return {
    steps: ['participants'],
    message: 'nobody hosts the ceremony',
    expected: 'a participant with the duty host',
    found: 'none',
    hint: 'Give somebody the duty host.',
  };
}

function practiceTokens(plan: PlanFields): Contradiction | null {
  if (plan.mode === 'rehearsal') return null;
  const index = plan.participants.findIndex(({ token }) => token === 'practice');
  if (index < 0) return null;
  return {
    steps: ['participants', index, 'token'],
    message: 'a real ceremony cannot use a practice token',
    expected: 'the serial of a token',
    found: 'practice',
    hint: 'Name the token by its serial, or make the plan a rehearsal.',
  };
}

function tokensOfHolders(plan: PlanFields): Contradiction | null {
  const holders = holdersOf(plan);
  const index = plan.participants.findIndex(
    ({ id, duties, token }) =>
      token === undefined && (duties.includes('keyholder') || holders.has(id)),
  );
  if (index < 0) return null;
  return {
    steps: ['participants', index],
    message: 'somebody is to hold a key and has no token',
    expected: plan.mode === 'rehearsal' ? 'a serial, or practice' : 'the serial of a token',
    found: 'no token',
    hint: 'Give this person a token, or take the key away.',
  };
}

function rootHolders(plan: PlanFields): Contradiction | null {
  const keyholders = new Set(keyholdersOf(plan).map(({ id }) => id));
  const index = plan.tuf.holders.findIndex((id) => !keyholders.has(id));
  if (index < 0) return null;
  return {
    steps: ['tuf', 'holders', index],
    message: 'a holder of the root is no keyholder',
    expected: 'a participant with the duty keyholder',
    found: 'a participant without it',
    hint: 'Give this person the duty keyholder, or take the id out.',
  };
}

function delegations(plan: PlanFields): Contradiction | null {
  const names = plan.tuf.delegations.map(({ name }) => name);
  for (const [index, delegation] of plan.tuf.delegations.entries()) {
    const steps = ['tuf', 'delegations', index];
    if (names.indexOf(delegation.name) < index) {
      return {
        steps: [...steps, 'name'],
        message: 'two delegations have the same name',
        expected: 'each name once',
        found: 'one of them twice',
        hint: 'Rename one of the two.',
      };
    }
    const found = contradictionInRole(plan, steps, delegation);
    if (found !== null) return found;
  }
  return null;
}

function versionOfKind(plan: PlanFields): Contradiction | null {
  // No root is made by a delegate.
  if (plan.kind === 'delegation') return null;
  const first = plan.tuf.rootVersion === 1;
  if (first === (plan.kind === 'initial')) return null;
  return {
    steps: ['tuf', 'rootVersion'],
    message: 'the first root is made by an initial ceremony, and by no other',
    expected: first ? 'kind initial, or a version from 2' : 'version 1, or another kind',
    found: `kind ${plan.kind}, version ${plan.tuf.rootVersion}`,
    hint: 'Correct the kind of the ceremony, or the version.',
  };
}

function nobodyLeavesAtFirst(plan: PlanFields): Contradiction | null {
  if (plan.kind !== 'initial' || leaversOf(plan).length === 0) return null;
  return {
    steps: ['tuf', 'holders'],
    message: 'a keyholder has no key in the first root',
    expected: 'every keyholder among the holders',
    found: 'one of them missing',
    hint: 'Add this person to the holders, or take the duty keyholder away.',
  };
}

function remoteOfTransfer({ transfer }: PlanFields): Contradiction | null {
  if (transfer === undefined || (transfer.method === 'git') === (transfer.remote !== undefined))
    return null;
  const git = transfer.method === 'git';
  return {
    steps: ['transfer', git ? 'method' : 'remote'],
    message: git ? 'work goes by Git, and nowhere' : 'only work that goes by Git has a remote',
    expected: git ? 'a remote beside it' : 'no remote, or method git',
    found: git ? 'no remote' : `method ${transfer.method}`,
    hint: git ? 'Add the address of the repository.' : 'Take the remote out, or choose git.',
  };
}

import { type TopRole, topRoles } from '../role.ts';
import type { Comparison } from './comparison.ts';
import type { Topic } from './ledger.ts';
import { renamedKeys } from './naming.ts';
import { type Movement, movementOf } from './people.ts';
import { seats } from './roles.ts';
import { count, list, roleWord } from './words.ts';

/** One sentence without a full stop that sums up every change. What blocks signing comes before all else. */
export function headlineOf(comparison: Comparison, blocked: boolean): string {
  const { previous, next } = comparison;
  const subject =
    next.rehearsal === null
      ? `Version ${next.version}`
      : `Version ${next.version} of the practice root`;
  if (blocked) return `${subject} has a change that nobody should sign for yet`;
  if (previous === null) return `${subject} ${firstPart(comparison)}`;
  const parts = [
    ...peopleParts(movementOf(comparison)),
    ...roleParts(comparison),
    ...otherParts(comparison),
  ];
  return `${subject} ${parts.length === 0 ? 'changes nothing but its number' : list(parts)}`;
}

function firstPart(comparison: Comparison): string {
  const { version, roles } = comparison.next;
  const holders = movementOf(comparison).joins.length;
  const { threshold } = roles.root;
  const needed =
    threshold === holders ? 'every signature needed' : `${count(threshold, 'signature')} needed`;
  const which = version === 1 ? 'is the first root' : 'has no root before it here';
  return `${which}: ${count(holders, 'keyholder')}, ${needed}`;
}

function peopleParts({ joins, leaves, renews }: Movement): readonly string[] {
  const replaced = Math.min(joins.length, leaves.length);
  const tokens = renews.filter(({ old, now }) => old.holder?.serial !== now.holder?.serial);
  return [
    ...part('replaces', replaced, 'keyholder'),
    ...part('adds', joins.length - replaced, 'keyholder'),
    ...part('removes', leaves.length - replaced, 'keyholder'),
    ...part('changes', tokens.length, 'token'),
    ...part('renews', renews.length - tokens.length, 'key'),
  ];
}

function part(verb: string, number: number, noun: string): readonly string[] {
  return number > 0 ? [`${verb} ${count(number, noun)}`] : [];
}

/** What changes in the roles, beyond what happens to the root and to another role alike. */
function roleParts(comparison: Comparison): readonly string[] {
  const { previous, next, book } = comparison;
  const asks =
    previous?.roles.root.threshold === next.roles.root.threshold
      ? []
      : [`asks for ${seats(comparison, 'root').new} signatures`];
  const touched = topRoles.filter((role) => {
    if (role === 'root') return false;
    const step = thresholdStep(comparison, role);
    if (step !== '' && step !== thresholdStep(comparison, 'root')) return true;
    return book.some(
      ({ rolesBefore, rolesAfter }) =>
        rolesBefore.includes(role) !== rolesAfter.includes(role) &&
        rolesBefore.includes('root') === rolesAfter.includes('root'),
    );
  });
  return touched.length === 0
    ? asks
    : [...asks, `changes who signs for ${list(touched.map(roleWord))}`];
}

/** Empty where the threshold stays. */
function thresholdStep({ previous, next }: Comparison, role: TopRole): string {
  const [old, now] = [previous?.roles[role].threshold, next.roles[role].threshold];
  return old === now ? '' : `${old} to ${now}`;
}

function otherParts(comparison: Comparison): readonly string[] {
  const about = (topic: Topic) =>
    comparison.ledger.explained.some((explained) => explained.topic === topic);
  return [
    ...(about('keyids') ? [`lists ${count(renamedKeys(comparison).length, 'key')} anew`] : []),
    ...(about('form') ? ['writes keys in another form'] : []),
    ...(about('notes') ? ['changes notes for tools'] : []),
    ...(about('files') ? ['changes how files are named'] : []),
    ...(about('edition') ? ['follows another edition of the specification'] : []),
    ...(about('expiry') ? ['moves the expiry'] : []),
  ];
}

import type { ClientReach } from './client-reach.ts';
import { keyWords, type RotationNote } from './notes.ts';
import type { Obstacle, RotationPlan, RotationStep, Verdict } from './plan-rotation.ts';
import type { Quorum } from './signing.ts';
import type { Situation } from './situation.ts';

/** One version on the way, in sentences. */
export interface StepWords {
  readonly title: string;
  readonly changes: readonly string[];
  /** Who signs: towards the old threshold, and towards the new one. */
  readonly signatures: readonly string[];
  readonly must: string;
  readonly clients: readonly {
    readonly name: string;
    readonly reach: ClientReach['reach'];
    readonly sentence: string;
  }[];
}

/** What the planner found, in the words of docs/words.md. */
export interface RotationWords {
  readonly verdict: Verdict;
  readonly headline: string;
  readonly lead: string;
  readonly steps: readonly StepWords[];
  readonly ifMissing: readonly {
    readonly name: string;
    readonly verdict: Verdict;
    readonly sentence: string;
  }[];
  readonly warnings: readonly RotationNote[];
  readonly irreversible: readonly RotationNote[];
}

/** The answer of the planner as a person reads it. */
export function rotationWords(situation: Situation, plan: RotationPlan): RotationWords {
  return {
    verdict: plan.verdict,
    headline: headlineOf(situation, plan),
    lead: leadOf(situation, plan),
    steps: plan.steps.map((step) => stepWords(situation, step)),
    ifMissing: plan.ifMissing.map(({ person, verdict }) => ({
      name: nameOf(situation, person),
      verdict,
      sentence: missingWords(plan.verdict, verdict),
    })),
    warnings: plan.warnings,
    irreversible: plan.irreversible,
  };
}

function headlineOf({ version }: Situation, { verdict }: RotationPlan): string {
  const next = version + 1;
  return {
    one: `This goes in one version: ${next}`,
    two: `This takes two versions: ${next} now, ${next + 1} later`,
    wait: `Version ${next} has to wait for people who are not here`,
    nothing: 'The plan changes nobody’s key',
    impossible: 'This rotation cannot be signed',
  }[verdict];
}

function leadOf(situation: Situation, { verdict, obstacle }: RotationPlan): string {
  if (obstacle !== null) return obstacleWords(situation, obstacle);
  return {
    one: 'Those who come can meet both thresholds, old and new.',
    two: 'Those who come now can do a part of it. The rest follows when the others are there.',
    wait: 'Those who come now can change nothing that the plan wants. Together with the others they can.',
    nothing: 'Holders and threshold are those of the root in use.',
    impossible: '',
  }[verdict];
}

function obstacleWords(situation: Situation, obstacle: Obstacle): string {
  const next = situation.version + 1;
  if (obstacle.kind === 'old-threshold')
    return `Version ${situation.version} asks for ${signatures(obstacle.need)} and only ${obstacle.have} of its keys can ever sign. No version ${next} of any kind can be made. Clients need a new first root, by a way of their own.`;
  if (obstacle.kind === 'new-threshold')
    return `The plan asks for ${signatures(obstacle.need)} and only ${obstacle.have} of its keys can sign. Lower its threshold, or give more people keys.`;
  return `Nobody will have made ${obstacle.keys.map((key) => keyWords(situation, key)).join(', ')}. A root cannot list a key that does not exist.`;
}

function stepWords(situation: Situation, step: RotationStep): StepWords {
  const { version, meeting, signing, leaves, joins, threshold, root } = step;
  const moved = threshold.from !== threshold.to;
  return {
    title: `Version ${version}, ${meeting === 'now' ? 'at this ceremony' : 'at a later one'}`,
    changes: [
      ...leaves.map((key) => `${keyWords(situation, key)} leaves.`),
      ...joins.map((key) => `${keyWords(situation, key)} joins.`),
      moved
        ? `The threshold goes from ${threshold.from} to ${threshold.to} of ${root.keys.length}.`
        : `The threshold stays ${threshold.to} of ${root.keys.length}.`,
    ],
    signatures: [
      quorumWords(situation, `version ${version - 1}`, signing.old),
      quorumWords(situation, `version ${version}`, signing.new),
    ],
    must: mustWords(situation, signing.must),
    clients: step.clients.map(({ client, reach }) => ({
      name: `${client.name} ${client.version}`,
      reach,
      sentence: reachWords(version, reach),
    })),
  };
}

function quorumWords(
  situation: Situation,
  whose: string,
  { threshold, from, spare }: Quorum,
): string {
  const names = from.map((key) => keyWords(situation, key)).join(', ');
  return `${signatures(threshold)} by the keys of ${whose}, out of: ${names}. ${spareWords(spare)}`;
}

function spareWords(spare: number): string {
  if (spare === 0) return 'Nobody is to spare.';
  return spare === 1 ? 'One may be missing.' : `${spare} may be missing.`;
}

function mustWords(situation: Situation, must: readonly string[]): string {
  if (must.length === 0) return 'Nobody has to sign in person: the others are enough.';
  return `It cannot be signed without ${must.map((id) => nameOf(situation, id)).join(', ')}.`;
}

function missingWords(now: Verdict, then: Verdict): string {
  if (then === now) return 'Nothing changes: the others are enough.';
  return {
    one: 'It still goes in one version.',
    two: 'Then it takes two versions.',
    wait: 'Then it has to wait for somebody else.',
    nothing: 'Nothing changes: the others are enough.',
    impossible: 'Then it cannot be signed at all.',
  }[then];
}

function reachWords(version: number, reach: ClientReach['reach']): string {
  return {
    always: `Follows to version ${version}.`,
    'if-enough': `Follows to version ${version} only if enough of the keys that it counts sign.`,
    never: `Stays at version ${version - 1}.`,
    'not-tried': 'Was never tried with keys of this form.',
  }[reach];
}

const signatures = (count: number): string =>
  count === 1 ? 'one signature' : `${count} signatures`;

function nameOf({ people }: Situation, id: string): string {
  return people.find((person) => person.id === id)?.name ?? id;
}

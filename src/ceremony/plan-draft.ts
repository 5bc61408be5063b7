import { StationError } from '../encoding/station-error.ts';
import { utf8 } from '../encoding/utf8.ts';
import { positionIn, type PlanPlaces, type Position } from './plan-place.ts';
import { treeOf } from './plan-edit/plan-edit.ts';
import type { PlanSteps, PlanValue } from './plan-edit/plan-value.ts';
import { longestPlan, memberHint } from './plan.ts';
import { contradictionsIn } from './plan-rules.ts';
import { PlanFields } from './plan-schema.ts';
import { againstToday, type PlanAgainstToday } from './plan-today.ts';
import { readYaml } from './plan-yaml.ts';
import { issuesOf } from './schema-issue.ts';

/** One thing in a plan that has to be corrected, with its place in the text and in the forms. */
export interface DraftProblem {
  /** The member; empty for the whole. */
  readonly steps: PlanSteps;
  readonly at: Pick<Position, 'line' | 'column'>;
  readonly message: string;
  readonly expected: string | null;
  readonly found: string | null;
  /** The way out. */
  readonly hint: string;
}

/** A plan as it is being written: it may not be one yet. */
export interface PlanDraft {
  /** What the text says; null while it cannot be read as YAML. */
  readonly tree: PlanValue;
  /** What has the form of a plan, whether or not it contradicts itself. */
  readonly fields: PlanFields | null;
  /** The plan, once nothing is wrong with it. */
  readonly plan: PlanFields | null;
  /** In the order of the text; none exactly if there is a plan. */
  readonly problems: readonly DraftProblem[];
  /** What stops nothing and is good to know, such as that its day has passed. */
  readonly notes: readonly DraftProblem[];
}

/**
 * Reads the text of a plan that is being written. What `parsePlan` would refuse is told, all of it, and never thrown.
 * @param today `YYYY-MM-DD`, to hold a plan against that is still to be carried out; null for one that is not
 */
export function draftOf(text: string, today: string | null = null): PlanDraft {
  if (utf8(text.toWellFormed()).length > longestPlan) {
    return unreadable('the text is longer than any plan', `at most ${longestPlan} bytes`);
  }
  let yaml;
  try {
    yaml = readYaml(text, 'the plan');
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return unreadable(error.message, error.expected ?? null, error.hint, error.place);
  }
  const tree = treeOf(yaml.document);
  const parsed = PlanFields.safeParse(tree);
  const { expired, late } =
    parsed.success && today !== null ? againstToday(parsed.data, today) : untouched;
  const problems = parsed.success
    ? [...contradictionsIn(parsed.data), ...expired].map(
        ({ steps, message, expected, found, hint }) =>
          problemAt(yaml.places, { steps, message, expected, found, hint }),
      )
    : issuesOf(parsed.error).map(({ steps, path, problem }) =>
        problemAt(yaml.places, {
          steps,
          message: path === '$' ? `the plan: ${problem}` : `${path}: ${problem}`,
          expected: null,
          found: null,
          hint: memberHint,
        }),
      );
  return {
    tree,
    fields: parsed.success ? parsed.data : null,
    plan: parsed.success && problems.length === 0 ? parsed.data : null,
    notes: late === null ? [] : [problemAt(yaml.places, late)],
    problems: problems.toSorted(({ at: a }, { at: b }) => a.line - b.line || a.column - b.column),
  };
}

const untouched: PlanAgainstToday = { expired: [], late: null };

/** What is wrong at this member, or anywhere below it. */
export function problemsAt(draft: PlanDraft, steps: PlanSteps): readonly DraftProblem[] {
  return draft.problems.filter((problem) =>
    steps.every((step, depth) => problem.steps[depth] === step),
  );
}

function problemAt(places: PlanPlaces, problem: Omit<DraftProblem, 'at'>): DraftProblem {
  const { line, column } = places.position(problem.steps);
  return { ...problem, at: { line, column } };
}

function unreadable(
  message: string,
  expected: string | null,
  hint = 'Correct the text. The forms show the plan again when it can be read.',
  place = '',
): PlanDraft {
  const at = positionIn(place) ?? { line: 1, column: 1 };
  return {
    tree: null,
    fields: null,
    plan: null,
    notes: [],
    problems: [{ steps: [], at, message, expected, found: null, hint }],
  };
}

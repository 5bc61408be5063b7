import { stringify } from 'yaml';
import { sha256Hex, type Sha256Hex } from '../encoding/digest.ts';
import { StationError } from '../encoding/station-error.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import { PlanError } from './ceremony-error.ts';
import type { PlanPlaces } from './plan-place.ts';
import type { Contradiction } from './plan-role-rules.ts';
import { contradictionIn } from './plan-rules.ts';
import { withDelegatesRoot } from './plan-delegate.ts';
import { PlanFields } from './plan-schema.ts';
import { againstToday } from './plan-today.ts';
import { malformed, readYaml } from './plan-yaml.ts';
import { firstIssue } from './schema-issue.ts';

export type {
  Delegation,
  Duty,
  KeyPolicy,
  OnlineKey,
  Participant,
  PlanFields,
  RolePolicy,
  TufPolicy,
} from './plan-schema.ts';
export type { PlannedCheckpoint, Script, ScriptAct } from './plan-script-schema.ts';
export type { Publication, Transfer } from './plan-publication-schema.ts';

/** A plan as it was read, with the digest of the file that said it. */
export interface Plan extends Readonly<PlanFields> {
  /** Of the bytes of `ceremony.yaml`. */
  readonly sha256: Sha256Hex;
}

/** The way out where a member has another form. */
export const memberHint = 'Correct the plan. Numbers that stand on a token go in quotes.';

/** Most bytes of a plan. */
export const longestPlan = 64 * 1024;

/**
 * Reads `ceremony.yaml`, format `station-ceremony/1` (docs/plan.md): one YAML 1.2 document in UTF-8, core schema.
 * What two readers could understand differently is refused: a member twice, anchors, aliases, tags, merges.
 *
 * @param place the file's name, for errors
 * @throws PlanError with line and column
 */
export function parsePlan(bytes: Uint8Array, place: string): Plan {
  return readPlan(bytes, place).plan;
}

/** A plan that is to be carried out, and what there is to know about its day. */
export interface UsablePlan {
  readonly plan: Plan;
  /** One sentence with its place and the way out, or null. */
  readonly late: string | null;
}

/**
 * Reads a plan that somebody means to carry out, so it is held against the day too (`againstToday`).
 * @param today `YYYY-MM-DD`
 * @throws PlanError as `parsePlan`, and where its day has passed and something would have expired by now
 */
export function parseUsablePlan(bytes: Uint8Array, place: string, today: string): UsablePlan {
  const { plan, places } = readPlan(bytes, place);
  const { expired, late } = againstToday(plan, today);
  const [first] = expired;
  if (first !== undefined) throw contradicted(first, places);
  if (late === null) return { plan, late };
  const { message, steps, hint } = late;
  return { plan, late: `${message} (${places.of(steps)}: ${late.found}). ${hint}` };
}

function readPlan(bytes: Uint8Array, place: string) {
  const { document, places } = readYaml(textOf(bytes, place), place);
  const parsed = PlanFields.safeParse(withDelegatesRoot(document.toJS({ maxAliasCount: 0 })));
  if (!parsed.success) throw memberError(firstIssue(parsed.error), places);
  const contradiction = contradictionIn(parsed.data);
  if (contradiction !== null) throw contradicted(contradiction, places);
  const plan: Plan = { ...parsed.data, sha256: sha256Hex(bytes) };
  return { plan, places };
}

function contradicted(
  { steps, message, ...details }: Contradiction,
  places: PlanPlaces,
): PlanError {
  return new PlanError('plan.contradiction', message, { ...details, place: places.of(steps) });
}

/**
 * The text of a plan, in the order of the format, so that the same plan always has the same text.
 * `parsePlan` reads it back as it was.
 */
export function planText(fields: PlanFields): string {
  // The schema gives the order of members back, whatever order the caller had.
  return stringify(PlanFields.parse(fields), { lineWidth: 0, singleQuote: false });
}

function textOf(bytes: Uint8Array, place: string): string {
  if (bytes.length > longestPlan) {
    throw new PlanError('plan.too-large', 'the file is larger than any plan', {
      place,
      expected: `at most ${longestPlan} bytes`,
      found: `${bytes.length} bytes`,
      hint: 'This is not a plan. Choose the folder of a ceremony.',
    });
  }
  try {
    const text = fromUtf8(bytes);
    if (text.startsWith('\u{feff}'))
      throw malformed('the plan begins with a byte order mark', place);
    return text;
  } catch (cause) {
    if (cause instanceof PlanError) throw cause;
    if (!(cause instanceof StationError)) throw cause;
    throw malformed('the plan is not UTF-8 text', place, cause);
  }
}

function memberError(
  { problem, path, steps }: ReturnType<typeof firstIssue>,
  places: PlanPlaces,
): PlanError {
  return new PlanError(
    'plan.member',
    `${path === '$' ? 'the plan' : path} is not as a plan needs it: ${problem}`,
    {
      place: places.of(steps),
      hint: memberHint,
      notDone: ['The ceremony was not opened.'],
    },
  );
}

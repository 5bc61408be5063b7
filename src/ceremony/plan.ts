import { stringify } from 'yaml';
import { sha256Hex, type Sha256Hex } from '../encoding/digest.ts';
import { StationError } from '../encoding/station-error.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import { PlanError } from './ceremony-error.ts';
import type { PlanPlaces } from './plan-place.ts';
import { contradictionIn } from './plan-rules.ts';
import { withDelegatesRoot } from './plan-delegate.ts';
import { PlanFields } from './plan-schema.ts';
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
  const { document, places } = readYaml(textOf(bytes, place), place);
  const parsed = PlanFields.safeParse(withDelegatesRoot(document.toJS({ maxAliasCount: 0 })));
  if (!parsed.success) throw memberError(firstIssue(parsed.error), places);
  const contradiction = contradictionIn(parsed.data);
  if (contradiction !== null) {
    const { steps, message, ...details } = contradiction;
    throw new PlanError('plan.contradiction', message, { ...details, place: places.of(steps) });
  }
  return { ...parsed.data, sha256: sha256Hex(bytes) };
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

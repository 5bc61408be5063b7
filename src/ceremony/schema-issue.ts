import type { z } from 'zod';

/** The first thing that a schema did not like, in words that never repeat the value. */
export interface SchemaIssue {
  /** For example `participants[2].token`; `$` for the whole. */
  readonly path: string;
  readonly steps: readonly (string | number)[];
  readonly problem: string;
}

const longestName = 60;

type Issue = z.ZodError['issues'][number];

/** What to say of a value that is not of its schema. Names of members are shown only if they are short and plain. */
export function firstIssue(error: z.ZodError): SchemaIssue {
  const issue = issuesOf(error)[0];
  if (issue === undefined) throw new TypeError('a failed parse has an issue');
  return issue;
}

/** All that a schema did not like, in the order of the schema. */
export function issuesOf(error: z.ZodError): readonly SchemaIssue[] {
  return error.issues.map(schemaIssue);
}

function schemaIssue(issue: Issue): SchemaIssue {
  const steps = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  return { path: pathText(steps), steps, problem: problemOf(issue) };
}

function problemOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') {
    return `it has a member that no such thing has${issue.keys.length === 1 ? named(issue.keys[0]) : ''}`;
  }
  if (issue.code === 'invalid_type') {
    return `${issue.expected === 'int' ? 'a whole number' : article(issue.expected)} is expected here`;
  }
  if (issue.code === 'invalid_value')
    return `it has to be one of: ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `it is too small or too short, at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `it is too large or too long, at most ${issue.maximum}`;
  if (issue.code === 'invalid_union') return 'it is none of the forms that are possible here';
  // Our own messages name the form; zod's begin with a capital and quote patterns.
  return /^[a-z]/.test(issue.message) ? `it has to be ${issue.message}` : 'it has another form';
}

function named(name: string | undefined): string {
  return name !== undefined && name.length <= longestName && /^[\w.-]+$/.test(name)
    ? `: ${name}`
    : '';
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

function pathText(steps: readonly (string | number)[]): string {
  return (
    steps.reduce<string>(
      (text, step) =>
        typeof step === 'number'
          ? `${text}[${step}]`
          : text === ''
            ? named(step).slice(2)
            : `${text}.${named(step).slice(2)}`,
      '',
    ) || '$'
  );
}

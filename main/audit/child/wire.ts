import { z } from 'zod';
import {
  AttestationEntry,
  AuditReport,
  Finding,
  KeyEntry,
  RootEntry,
} from '../../../src/audit/report.ts';

// What goes between the station and the process that runs one audit: one JSON text a line. The child reads whatever
// files a person was handed, so what it says is taken in this form or not at all.

/** Longest line that is taken from the child. One finding about a name of ten megabytes fits. */
export const maximumLineBytes = 32 * 1024 * 1024;
/** What all lines of one audit may hold together: read, it takes several times as much of the station's own memory. */
export const maximumAnswerBytes = 128 * 1024 * 1024;

const Path = z.string().max(65_536);
const Count = z.int().min(0);

/** What is to be audited. It is the first line that the child gets; a second one, `"stop"`, ends the audit. */
export const AuditRequest = z.strictObject({
  paths: z.array(Path).min(1).max(64),
  /** What each path is called in the report; the window shows no path. */
  names: z.array(z.string().max(4096)).max(64),
  git: z.boolean(),
  /** A file that holds the root that is trusted from elsewhere. */
  trustedRoot: Path.nullable(),
  /** RFC 3339. */
  asOf: z.string().max(64),
});
export type AuditRequest = z.output<typeof AuditRequest>;

export const stopWord = JSON.stringify('stop');

const Place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: Path }),
  z.strictObject({
    kind: z.literal('object'),
    repository: Path,
    oid: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  }),
]);

/** A file as it was judged: its path in the audit, its whole length and digest, and where it lies. */
const ReadFile = z.strictObject({
  path: z.string(),
  length: Count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  place: Place.nullable(),
});
export type ReadFile = z.output<typeof ReadFile>;

/** Errors that are an answer: the child found that there is nothing to give a verdict on. */
export const FailureCode = z.enum([
  'input.missing',
  'input.unreadable',
  'input.too-much',
  'input.no-repository',
  'input.git',
  'input.not-one-file',
  'audit.nothing',
  'audit.trusted-root',
  'audit.instant',
  'audit.too-much',
  'audit.report-too-large',
  'opinion.no-answer',
]);
export type FailureCode = z.output<typeof FailureCode>;

const Words = z.string().max(2000);

export const Failure = z.strictObject({
  kind: z.literal('failure'),
  code: FailureCode,
  message: Words,
  expected: Words.nullable(),
  found: Words.nullable(),
  place: Words.nullable(),
  hint: Words,
});
export type Failure = z.output<typeof Failure>;

/**
 * The report comes in parts, since one text could be longer than a string can be. The end says how many there were of
 * each, so that a report that lost a part is none.
 */
export const ChildMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progress'),
    done: Count,
    total: Count.nullable(),
    doing: z.string().max(200),
    part: z.string().max(200).optional(),
  }),
  z.strictObject({ kind: z.literal('files'), items: z.array(ReadFile) }),
  z.strictObject({ kind: z.literal('roots'), items: z.array(RootEntry) }),
  z.strictObject({ kind: z.literal('keys'), items: z.array(KeyEntry) }),
  z.strictObject({ kind: z.literal('attestations'), items: z.array(AttestationEntry) }),
  z.strictObject({ kind: z.literal('findings'), items: z.array(Finding) }),
  z.strictObject({
    kind: z.literal('end'),
    asOf: z.string().max(64),
    verdict: AuditReport.shape.verdict,
    filesRead: Count,
    counts: z.strictObject({
      files: Count,
      roots: Count,
      keys: Count,
      attestations: Count,
      findings: Count,
    }),
  }),
  Failure,
]);
export type ChildMessage = z.output<typeof ChildMessage>;
/** The kinds of message that bring a part of the answer. */
export type PartKind = keyof Extract<ChildMessage, { kind: 'end' }>['counts'];

import type { RecordKind, RecordOf, TranscriptRecord } from './record.ts';
import { isStillStaged } from './abandoned.ts';
import type { Plan } from './plan.ts';
import { evidenceFact, keyFact, reviewFact, signatureFact, tokenFact } from './step-facts.ts';

/** The keyholder's seven steps, in their order. */
export const steps = ['token', 'key', 'evidence', 'export', 'review', 'sign', 'done'] as const;
export type Step = (typeof steps)[number];

export interface StepState {
  readonly step: Step;
  readonly done: boolean;
  /** Its result in at most four words, a serial counted as one; empty while it is not done. */
  readonly fact: string;
}

/** Where one keyholder is in a ceremony. Worked out from the records alone, so quitting loses nothing. */
export interface KeyholderState {
  readonly participant: string;
  /** Seven of them, in order. */
  readonly steps: readonly StepState[];
  /** The first step that is not done; `done` when all are. */
  readonly step: Step;
  readonly token: RecordOf<'token.chosen'> | null;
  readonly key: KeyRecord | null;
  readonly evidence: RecordOf<'evidence.accepted'> | null;
  readonly exported: RecordOf<'export.written'> | null;
  /** Rows of the public key's sheet that were read back, ascending; the step wants all eight. */
  readonly exportRows: readonly number[];
  /** The root that awaits signatures now, whoever staged it. */
  readonly staged: RecordOf<'root.staged'> | null;
  readonly review: RecordOf<'review.confirmed'> | null;
  /** Rows of the staged root's sheet that agreed with a second device, ascending; the step wants all eight. */
  readonly reviewRows: readonly number[];
  readonly signature: RecordOf<'signature.added'> | null;
  /** The bundle with that signature in it. */
  readonly carried: RecordOf<'bundle.written'> | null;
  readonly published: RecordOf<'root.published'> | null;
  /** Acts on a token that began and whose end is in no record: a crash lies between. */
  readonly unfinished: {
    readonly key: RecordOf<'key.intended'> | null;
    readonly signature: RecordOf<'signature.intended'> | null;
  };
}

export type KeyRecord = RecordOf<'key.made'> | RecordOf<'key.adopted'>;

/**
 * The state of one participant as a fold over the transcript: the plan and the records are all there is.
 *
 * Every step hangs on what it was about. A key counts for the chosen token only, evidence and export for that key
 * only, review and signature for the root that is staged now. So choosing another token, or staging another root,
 * opens the later steps again, and going back to the former brings their results back.
 */
export function stateOf(
  plan: Plan,
  records: readonly TranscriptRecord[],
  participant: string,
): KeyholderState {
  const all = records.filter((record) => record.plan === plan.sha256);
  const own = all.filter((record) => record.participant === participant);

  const token = last(own, 'token.chosen');
  const key = lastKey(own, token);
  const ofKey = ({ data }: { data: { spki: string } }) => data.spki === key?.data.spki;
  const evidence = last(own, 'evidence.accepted', ofKey);
  const exported = last(own, 'export.written', ofKey);
  const exportRows = exported === null ? [] : rowsOf(every(own, 'export.confirmed').filter(ofKey));

  const newest = last(all, 'root.staged');
  const staged = newest !== null && isStillStaged(all, newest) ? newest : null;
  const ofStaged = ({ data }: { data: { signedSha256: string } }) =>
    data.signedSha256 === staged?.data.signedSha256;
  const review = last(own, 'review.confirmed', ofStaged);
  const reviewRows = rowsOf(every(own, 'review.confirmed').filter(ofStaged));
  const signature = last(own, 'signature.added', (record) => ofStaged(record) && ofKey(record));
  const carried =
    signature === null
      ? null
      : last(own, 'bundle.written', ({ number }) => number > signature.number);
  const published = last(all, 'root.published', ofStaged);

  const facts: Readonly<Record<Step, string | null>> = {
    token: token && tokenFact(token),
    key: key && keyFact(key),
    evidence: evidence && evidenceFact(evidence),
    export: exportRows.length === 8 ? 'Read back and confirmed' : null,
    review: review !== null && reviewRows.length === 8 ? reviewFact(review) : null,
    sign: signature && signatureFact(signature),
    done:
      signature === null ? null : published !== null ? 'Published' : carried && 'Bundle written',
  };
  return {
    participant,
    steps: steps.map((step) => ({ step, done: facts[step] !== null, fact: facts[step] ?? '' })),
    step: steps.find((step) => facts[step] === null) ?? 'done',
    token,
    key,
    evidence,
    exported,
    exportRows,
    staged,
    review,
    reviewRows,
    signature,
    carried,
    published,
    unfinished: { key: unfinishedKey(own), signature: unfinishedSignature(own) },
  };
}

function lastKey(
  own: readonly TranscriptRecord[],
  token: RecordOf<'token.chosen'> | null,
): KeyRecord | null {
  return (
    own.findLast(
      (record): record is KeyRecord =>
        (record.kind === 'key.made' || record.kind === 'key.adopted') &&
        record.data.serial === token?.data.serial,
    ) ?? null
  );
}

function unfinishedKey(own: readonly TranscriptRecord[]): RecordOf<'key.intended'> | null {
  const intent = last(own, 'key.intended');
  const ended = own.some(
    (record) =>
      record.number > (intent?.number ?? 0) &&
      (record.kind === 'key.made' ||
        record.kind === 'key.adopted' ||
        (record.kind === 'act.stopped' && record.data.act === 'key')),
  );
  return ended ? null : intent;
}

function unfinishedSignature(
  own: readonly TranscriptRecord[],
): RecordOf<'signature.intended'> | null {
  const intent = last(own, 'signature.intended');
  const ended = own.some(
    (record) =>
      record.number > (intent?.number ?? 0) &&
      (record.kind === 'signature.added' ||
        (record.kind === 'act.stopped' && record.data.act === 'signature')),
  );
  return ended ? null : intent;
}

function every<Kind extends RecordKind>(
  records: readonly TranscriptRecord[],
  kind: Kind,
): RecordOf<Kind>[] {
  return records.filter((record): record is RecordOf<Kind> => record.kind === kind);
}

function last<Kind extends RecordKind>(
  records: readonly TranscriptRecord[],
  kind: Kind,
  about: (record: RecordOf<Kind>) => boolean = () => true,
): RecordOf<Kind> | null {
  return every(records, kind).findLast(about) ?? null;
}

function rowsOf(records: readonly { data: { rows: readonly number[] } }[]): number[] {
  return [...new Set(records.flatMap(({ data }) => data.rows))].toSorted((a, b) => a - b);
}

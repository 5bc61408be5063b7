import type { TranscriptRecord } from './record-schema.ts';

export type { TranscriptRecord } from './record-schema.ts';
export type { FileFact } from './record-values.ts';

export type RecordKind = TranscriptRecord['kind'];

/** The record of one kind. */
export type RecordOf<Kind extends RecordKind> = Extract<TranscriptRecord, { kind: Kind }>;

export type RecordData<Kind extends RecordKind> = RecordOf<Kind>['data'];

/** What somebody did: the part of a record that the caller says. The transcript adds number, time and chain. */
export type Act = {
  readonly [Kind in RecordKind]: Pick<RecordOf<Kind>, 'kind' | 'participant' | 'data'>;
}[RecordKind];

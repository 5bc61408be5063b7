import { durationText } from './duration.ts';
import type { Plan } from './plan.ts';
import type { RecordOf, TranscriptRecord } from './record.ts';
import { participantOf } from './roster.ts';
import { troublesOf, troubleWords, type Trouble } from './trouble.ts';

type TroubleRecord = RecordOf<'trouble.chosen' | 'trouble.happened' | 'trouble.solved'>;

/** A record about trouble as one sentence. */
export function troubleSentence(record: TroubleRecord): string {
  switch (record.kind) {
    case 'trouble.chosen':
      return record.data.troubles.length === 0
        ? 'Chose to practise no trouble.'
        : `Chose trouble to practise: ${record.data.troubles.map((kind) => troubleWords[kind].title.replace(/^A/, 'a')).join(', ')}.`;
    case 'trouble.happened':
      return `Trouble, arranged by the station: ${troubleWords[record.data.trouble].what} Shown: ${record.data.sentence} (${record.data.code})`;
    case 'trouble.solved':
      return `The trouble is solved: ${record.data.sentence}`;
  }
}

/** What went wrong in a rehearsal, how it was solved, and how long it took, in lines; empty where nothing was chosen. */
export function troubleSummary(plan: Plan, records: readonly TranscriptRecord[]): string[] {
  return troublesOf(records).flatMap((trouble) => linesOf(plan, trouble));
}

function linesOf(plan: Plan, trouble: Trouble): string[] {
  const { title } = troubleWords[trouble.kind];
  const { happened, deviation, seconds } = trouble;
  if (happened === null) return [`${title}: did not happen. Nobody came to the act for it.`];
  const who =
    happened.participant === null ? null : participantOf(plan, happened.participant)?.name;
  return [
    `${title}${who == null ? '' : `, ${who}`}`,
    `  Shown: ${happened.data.sentence}`,
    ...(deviation === null
      ? []
      : [`  Happened: ${deviation.data.happened}`, `  Decided: ${deviation.data.decided}`]),
    seconds === null
      ? '  Not solved.'
      : `  Solved ${seconds < 1 ? 'within a second' : `after ${durationText(seconds)}`}.`,
  ];
}

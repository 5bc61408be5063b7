import { durationText } from './duration.ts';
import type { RecordOf } from './record.ts';

type ScriptRecord = RecordOf<
  | 'script.begun'
  | 'act.closed'
  | 'script.paused'
  | 'script.resumed'
  | 'deviation.stopped'
  | 'deviation.settled'
  | 'clock.read'
  | 'clock.settled'
>;

/** A record of the script as a sentence or a few. */
export function scriptSentence(record: ScriptRecord): string {
  switch (record.kind) {
    case 'script.begun':
      return `Began the script of ${record.data.acts} acts.`;
    case 'act.closed':
      return `Closed act ${record.data.act}.${witnessOf(record)}`;
    case 'script.paused':
      return `Paused in act ${record.data.act}.`;
    case 'script.resumed':
      return `Went on with act ${record.data.act}.`;
    case 'deviation.stopped':
      return `Stopped act ${record.data.act} for a deviation.`;
    case 'deviation.settled':
      return `Deviation in act ${record.data.act}. Expected: ${record.data.expected} Happened: ${record.data.happened} Decided: ${record.data.decided}${witnessOf(record)}`;
    case 'clock.read':
      return `Read ${record.data.theirs} from a clock of their own; it is ${offsetInWords(record.data.offset)}.`;
    case 'clock.settled':
      return `Confirmed the time by ${record.data.readings} ${record.data.readings === 1 ? 'clock' : 'clocks'}: the ceremony's time is ${offsetInWords(record.data.offset)}, the day is ${record.data.date}.${witnessOf(record)}`;
  }
}

/** How far a clock is from the station's, for people. */
export function offsetInWords(seconds: number): string {
  if (seconds === 0) return 'the same as the station’s';
  return `${durationText(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'} the station’s`;
}

function witnessOf({
  data,
}: {
  readonly data: { readonly witness: string | null; readonly initials: string };
}): string {
  return data.witness === null ? '' : ` Witnessed by ${data.witness} (${data.initials}).`;
}

import type { RecordData } from '../../src/ceremony/record.ts';
import { StepError } from './desk.ts';

type Deviation = RecordData<'deviation'>;

/**
 * A deviation as it goes into the record: each part one line. Line breaks and tabs become spaces; whatever else a
 * terminal or a page could take for a command is refused, since the record has to say what the person wrote.
 * @throws StepError `deviation.text` naming the part
 */
export function deviationText({ about, expected, happened, decided }: Deviation): Deviation {
  return {
    about,
    expected: oneLine(expected, 'Expected'),
    happened: oneLine(happened, 'Happened'),
    decided: oneLine(decided, 'Decided'),
  };
}

function oneLine(text: string, part: string): string {
  const line = text.replaceAll(/[\s\u2028\u2029]+/g, ' ').trim();
  if (line === '') throw refused(part, 'nothing');
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(line)) throw refused(part, 'a control character');
  return line;
}

function refused(part: string, found: string): StepError {
  return new StepError('deviation.text', 'this deviation cannot be recorded as it is', {
    expected: 'letters, digits and signs',
    found,
    place: part,
    hint: 'Type this part again.',
    notDone: ['No deviation was recorded.'],
  });
}

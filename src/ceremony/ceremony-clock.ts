import type { RecordOf, TranscriptRecord } from './record.ts';

/** Differences up to this many seconds are what reading a clock aloud costs. */
export const closeEnough = 60;

/** What each person's clock said last, in the order in which they first read theirs. */
export function clockReadings(
  records: readonly TranscriptRecord[],
): readonly RecordOf<'clock.read'>[] {
  const last = new Map<string, RecordOf<'clock.read'>>();
  for (const record of records)
    if (record.kind === 'clock.read' && record.participant !== null)
      last.set(record.participant, record);
  return [...last.values()];
}

/** The time that the participants confirmed, or null before they did. */
export function settledClock(
  records: readonly TranscriptRecord[],
): RecordOf<'clock.settled'> | null {
  return (
    records.findLast(
      (record): record is RecordOf<'clock.settled'> => record.kind === 'clock.settled',
    ) ?? null
  );
}

/**
 * The ceremony's time: the station's, and the offset that the participants confirmed. Everything that expires is held
 * against this one.
 * @param station the station's clock, RFC 3339, UTC, whole seconds
 */
export function ceremonyTime(records: readonly TranscriptRecord[], station: string): string {
  return shifted(station, settledClock(records)?.data.offset ?? 0);
}

/**
 * The offset that most of the clocks agree with: the one in the middle. One wrong clock among three changes nothing.
 * @param offsets seconds, at least one
 */
export function middleOffset(offsets: readonly number[]): number {
  const sorted = offsets.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new TypeError('no clock was read');
  return Math.abs(middle) <= closeEnough ? 0 : middle;
}

/**
 * The instant that a clock with this face means, the nearest to the station's time: just before midnight a watch that
 * is ahead shows the next day.
 * @param face `HH:MM:SS`, UTC
 */
export function instantOfFace(face: string, station: string): string {
  const day = Date.parse(`${station.slice(0, 10)}T${face}Z`);
  const at = Date.parse(station);
  const nearest = [day - 86_400_000, day, day + 86_400_000].toSorted(
    (a, b) => Math.abs(a - at) - Math.abs(b - at),
  )[0];
  return textOf(nearest ?? day);
}

/** An instant so many seconds later. */
export function shifted(instant: string, seconds: number): string {
  return textOf(Date.parse(instant) + seconds * 1000);
}

function textOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

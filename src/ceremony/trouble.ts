import type { RecordOf, TranscriptRecord } from './record.ts';
import { TroubleKind } from './records/troubles.ts';

export { TroubleKind } from './records/troubles.ts';

/** What the host's station does when a trouble stops it. */
export type TroubledDeed = 'stage' | 'sign';

interface TroubleWords {
  readonly title: string;
  /** What the station makes happen. */
  readonly what: string;
  readonly deed: TroubledDeed;
}

/** Each trouble for people, in the order in which they happen. */
export const troubleWords: Readonly<Record<TroubleKind, TroubleWords>> = {
  'corrupt-file': {
    title: 'A corrupt file',
    what: 'A key file is damaged when the root is to be staged.',
    deed: 'stage',
  },
  'absent-keyholder': {
    title: 'An absent keyholder',
    what: 'A keyholder whose turn it is to sign is not there.',
    deed: 'sign',
  },
  'wrong-token': {
    title: 'A wrong token',
    what: 'A keyholder plugs in somebody else’s token.',
    deed: 'sign',
  },
  'pulled-token': {
    title: 'A pulled token',
    what: 'A token is pulled out while it is to sign.',
    deed: 'sign',
  },
  'locked-pin': {
    title: 'A locked PIN',
    what: 'A token has locked its PIN after wrong tries.',
    deed: 'sign',
  },
};

const order: readonly TroubleKind[] = [
  'corrupt-file',
  'absent-keyholder',
  'wrong-token',
  'pulled-token',
  'locked-pin',
];

/** One trouble that was chosen: how far it has come. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** `decided`: the deviation is written down, and what had stopped is still to be done. */
  readonly state: 'chosen' | 'happened' | 'decided' | 'solved';
  readonly happened: RecordOf<'trouble.happened'> | null;
  readonly deviation: RecordOf<'deviation.settled'> | null;
  /** Seconds from its happening to its end; null before. */
  readonly seconds: number | null;
}

/**
 * The troubles of a rehearsal, from its record alone, in the order in which they happen. The last choice counts; what
 * has happened stays. Somebody's absence is over with the decision what to do without them.
 */
export function troublesOf(records: readonly TranscriptRecord[]): readonly Trouble[] {
  const chosen = records.findLast(
    (record): record is RecordOf<'trouble.chosen'> => record.kind === 'trouble.chosen',
  );
  const kinds = new Set(chosen?.data.troubles);
  return order.flatMap((kind): Trouble[] => {
    const happened = records.find(
      (record): record is RecordOf<'trouble.happened'> =>
        record.kind === 'trouble.happened' && record.data.trouble === kind,
    );
    if (happened !== undefined) return [afterwards(kind, happened, records)];
    return kinds.has(kind)
      ? [{ kind, state: 'chosen', happened: null, deviation: null, seconds: null }]
      : [];
  });
}

/** The trouble that is to be seen through before anything else goes on, or null. */
export function openTrouble(
  records: readonly TranscriptRecord[],
): (Trouble & { readonly happened: RecordOf<'trouble.happened'> }) | null {
  for (const trouble of troublesOf(records)) {
    const { happened, state } = trouble;
    if (happened !== null && state !== 'solved') return { ...trouble, happened };
  }
  return null;
}

/** What is to happen at this deed, or null: one trouble at a time. */
export function nextTrouble(
  records: readonly TranscriptRecord[],
  deed: TroubledDeed,
): TroubleKind | null {
  if (openTrouble(records) !== null) return null;
  const next = troublesOf(records).find(
    ({ kind, state }) => state === 'chosen' && troubleWords[kind].deed === deed,
  );
  return next?.kind ?? null;
}

function afterwards(
  kind: TroubleKind,
  happened: RecordOf<'trouble.happened'>,
  records: readonly TranscriptRecord[],
): Trouble {
  const deviation =
    records.find(
      (record): record is RecordOf<'deviation.settled'> =>
        record.kind === 'deviation.settled' && record.data.stopped > happened.number,
    ) ?? null;
  const solved =
    kind === 'absent-keyholder'
      ? deviation
      : (records.find(
          (record) => record.kind === 'trouble.solved' && record.data.happened === happened.number,
        ) ?? null);
  const state = solved !== null ? 'solved' : deviation !== null ? 'decided' : 'happened';
  const seconds = solved === null ? null : secondsBetween(happened.at, solved.at);
  return { kind, state, happened, deviation, seconds };
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}

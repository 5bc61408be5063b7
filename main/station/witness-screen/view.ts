import { participantOf } from '../../../src/ceremony/roster.ts';
import type { WitnessSubject, WitnessView } from '../../../src/contract/witness-screen.ts';
import { deviceOf } from './device.ts';
import type { StagedFacts, WitnessFacts } from './facts.ts';
import type { LiveState } from './live.ts';
import { progressShown } from './progress.ts';
import { situationOf, type Situation, type WitnessedSeat } from './situation.ts';

/** An open ceremony, what goes on in it now, and what its folder holds; null where the folder could not be read. */
export interface Witnessed extends WitnessedSeat {
  readonly live: LiveState;
  readonly facts: WitnessFacts | null;
}

/** Longest texts in characters, so that the screen holds them; names of people are far below. */
const longest = { title: 80, heading: 120, line: 200 };

/**
 * What an audience sees. Each member is put together here from what the plan, the record and the folder say, by name: a
 * PIN, a path or the words of an error have no way in.
 */
export function witnessView(witnessed: Witnessed): WitnessView {
  const { plan, live, facts } = witnessed;
  const now = situationOf(witnessed, facts);
  const paused = facts === null || now.paused || live.trouble;
  const shown = paused ? pausing : shownNow(witnessed, facts, now);
  return {
    title: line(plan.title, longest.title),
    mode: plan.mode,
    place: now.place,
    heading: line(shown.heading, longest.heading),
    during: paused ? line(now.title, longest.heading) : '',
    device: shown.device ? deviceOf(witnessed, facts, now.who) : null,
    subject: shown.subject,
    progress: facts === null ? null : progressShown(witnessed, facts, now),
  };
}

/** While nothing is open. */
export const nothingOpen: WitnessView = {
  title: '',
  mode: 'real',
  place: null,
  heading: 'No ceremony is open',
  during: '',
  device: null,
  subject: { kind: 'none', text: 'This screen shows the next one as it goes on.' },
  progress: null,
};

interface Shown {
  readonly heading: string;
  readonly device: boolean;
  readonly subject: WitnessSubject;
}

const pausing: Shown = {
  heading: 'The ceremony pauses',
  device: false,
  subject: { kind: 'pause' },
};

function shownNow(witnessed: Witnessed, facts: WitnessFacts, now: Situation): Shown {
  const { live } = witnessed;
  if (live.touch !== null) {
    const name = actorOf(witnessed, now);
    return {
      heading: name === null ? 'The token waits for a finger' : `${name} touches the token now`,
      device: true,
      subject: { kind: 'touch', secondsLeft: live.touch },
    };
  }
  return readingShown(witnessed, facts, now) ?? aboutShown(witnessed, facts, now);
}

/** What a person reads aloud, with the row that is lit. Which digest that is, record and folder say, not the page. */
function readingShown(witnessed: Witnessed, facts: WitnessFacts, now: Situation): Shown | null {
  const { reading } = witnessed.live;
  if (reading === null) return null;
  const { of, same, differs } = reading;
  const [actor = ''] = now.who;
  const sha256 = of === 'key' ? facts.held.get(actor)?.spki : facts.root?.signedSha256;
  if (sha256 === undefined) return null;
  const name = actorOf(witnessed, now) ?? 'Somebody';
  const open = [0, 1, 2, 3, 4, 5, 6, 7].find(
    (row) => !same.includes(row) && !differs.includes(row),
  );
  return {
    heading:
      of === 'key'
        ? `${name} reads the fingerprint aloud`
        : `${name} compares the bytes with a second device`,
    device: of === 'key',
    subject: {
      kind: 'sheet',
      sheet: { of, sha256, said: [...same], differs: [...differs], now: open ?? null },
    },
  };
}

function aboutShown(witnessed: Witnessed, facts: WitnessFacts, now: Situation): Shown {
  const { plan } = witnessed;
  const { root, published } = facts;
  const plain: Shown = {
    heading: now.title,
    device: now.who.length === 1,
    subject: { kind: 'none', text: line(now.text, longest.line) },
  };
  switch (now.about) {
    case 'nothing':
      return plain;
    case 'plan':
      return { ...plain, device: false, subject: sheetShown('plan', plan.sha256) };
    case 'key': {
      const key = facts.held.get(now.who[0] ?? '');
      return key === undefined ? plain : { ...plain, subject: sheetShown('key', key.spki) };
    }
    case 'review':
      return root === null
        ? plain
        : { heading: root.headline, device: false, subject: reviewShown(root) };
    case 'sign':
    case 'publish': {
      const version = `Root version ${plan.tuf.rootVersion}`;
      if (root === null) return { ...plain, device: false };
      if (now.about === 'publish' && published)
        return {
          heading: `${version} is published`,
          device: false,
          subject: { ...sheetShown('root', root.signedSha256), kind: 'publication' },
        };
      return {
        heading: root.met ? `${version} has every signature it needs` : now.title,
        device: !root.met && now.who.length === 1,
        subject: thresholdShown(witnessed, facts, root),
      };
    }
  }
}

function sheetShown(
  of: 'key' | 'root' | 'plan',
  sha256: string,
): Extract<WitnessSubject, { kind: 'sheet' }> {
  return { kind: 'sheet', sheet: { of, sha256, said: [], differs: [], now: null } };
}

const mostChanges = 5;

function reviewShown({ changes }: StagedFacts): WitnessSubject {
  return {
    kind: 'review',
    changes: changes
      .slice(0, mostChanges)
      .map(({ kind, title }) => ({ kind, title: line(title, longest.line) })),
    more: Math.max(0, changes.length - mostChanges),
  };
}

/** Names of at most so many stand under the boxes; with more, the boxes and the foot say who. */
const mostNames = 8;

function thresholdShown(
  { plan }: Witnessed,
  { held }: WitnessFacts,
  { seats, met, signed }: StagedFacts,
): WitnessSubject {
  const nameOf = (spki: string): string => {
    const holder = [...held].find(([, key]) => key.spki === spki)?.[0];
    return (holder === undefined ? null : participantOf(plan, holder)?.name) ?? spki.slice(0, 8);
  };
  return {
    kind: 'threshold',
    seats: seats.map((one) => ({
      ...one,
      sentence: one.signed > mostNames ? '' : one.sentence,
    })),
    cloth: met ? signed.map((spki) => ({ name: nameOf(spki), spkiSha256: spki })) : [],
  };
}

/** The name of whoever acts, where it is one person. */
function actorOf({ plan }: Witnessed, { who }: Situation): string | null {
  const [id, another] = who;
  return id === undefined || another !== undefined ? null : (participantOf(plan, id)?.name ?? null);
}

/** Cut so that the screen holds it, never inside a surrogate pair. */
function line(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

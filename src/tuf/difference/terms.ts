import { compareInstants } from '../../encoding/instant.ts';
import type { Comparison } from './comparison.ts';
import { leafKey } from './leaf.ts';
import type { LeafPair } from './ledger.ts';
import { type RootChange, told } from './root-change.ts';
import { capital, count, day, list, quoted, span, timeOfDay } from './words.ts';

/** Writes sentences for everything that is not about keys and roles: expiry, file names, formats, marks, version. */
export function explainTerms(comparison: Comparison): void {
  explainExpiry(comparison);
  explainSnapshots(comparison);
  explainRehearsal(comparison);
  explainFormat(comparison);
  explainSchedule(comparison);
  explainVersion(comparison);
}

function explainExpiry({ previous, next, ledger }: Comparison): void {
  const pair = ledger.open('expires');
  if (pair === null) return;
  const now = next.metadata.expires;
  const midnight = timeOfDay(now) === '00:00:00 UTC' && now.nanos === 0;
  const exact = midnight ? '' : `Until ${timeOfDay(now)} on that day.`;
  if (previous === null) {
    ledger.explain('expiry', told('moves', `The root is valid until ${day(now)}`, exact), [pair]);
    return;
  }
  const old = previous.metadata.expires;
  const order = compareInstants(old, now);
  const [from, to] =
    day(old) === day(now) ? [quoted(old.text), quoted(now.text)] : [day(old), day(now)];
  const title =
    order === 0
      ? 'The expiry is written differently, and stays the same'
      : order < 0
        ? `The root is valid ${span(old, now)} longer`
        : `The root expires ${span(old, now)} earlier`;
  ledger.explain('expiry', { kind: 'moves', title, detail: exact, old: from, new: to }, [pair]);
}

function explainSnapshots({ previous, next, ledger }: Comparison): void {
  const pair = ledger.open('consistent_snapshot');
  if (pair === null) return;
  if (previous?.consistentSnapshot === next.consistentSnapshot) {
    const same = 'How files are named is written differently, and stays the same';
    ledger.explain('files', told('role', same), [pair]);
    return;
  }
  const title = next.consistentSnapshot
    ? 'Published files carry their version in their names'
    : 'Published files have names without a version';
  const detail =
    previous === null
      ? ''
      : next.consistentSnapshot
        ? 'Until now they did not. A reader always finds files that fit together.'
        : 'Until now they did. A reader may find files that do not fit together.';
  ledger.explain('files', told('role', title, detail), [pair]);
}

function explainRehearsal({ previous, next, ledger }: Comparison): void {
  const pair = ledger.open('x-rehearsal');
  if (pair === null || next.rehearsal === null) return;
  const plan = `It belongs to the rehearsal whose plan begins with ${quoted(next.rehearsal).slice(0, 8)}.`;
  const title =
    previous === null
      ? 'This is a practice root: nothing signed here counts'
      : 'The practice root belongs to another rehearsal than before';
  ledger.explain(previous === null ? 'mark' : 'rehearsal', told('role', title, plan), [pair]);
}

function explainFormat({ previous, ledger }: Comparison): void {
  const type = ledger.open('_type');
  const edition = ledger.open('spec_version');
  if (edition !== null && /^"1\.\d{1,4}(\.\d{1,4})?"$/.test(edition.new?.json ?? '')) {
    const [old, now] = [plain(edition.old?.json), plain(edition.new?.json)];
    ledger.explain(
      'edition',
      previous === null
        ? told('number', `Edition ${now ?? ''} of the TUF specification`)
        : {
            kind: 'number',
            title: 'The edition of the TUF specification changes',
            detail: '',
            old,
            new: now,
          },
      [edition, type],
    );
  } else if (previous === null && type !== null) {
    ledger.explain('edition', told('role', 'The file is a root'), [type]);
  }
}

/** tuf-on-ci notes after how many days it prepares the next version. */
function explainSchedule({ ledger }: Comparison): void {
  const open = ledger.allOpen().filter(isSchedule);
  if (open.length === 0) return;
  ledger.explain(
    'notes',
    told(
      'role',
      `${capital(count(open.length, 'note'))} on the schedule of signing ${open.length === 1 ? 'changes' : 'change'}`,
      `Days after which tools prepare the next version: ${list(open.map(scheduleNote))}. No effect on who can sign.`,
    ),
    open,
  );
}

function scheduleNote({ path, old, new: now }: LeafPair): string {
  const where = path[0] === 'roles' ? ` of ${String(path[1])}` : '';
  return `${String(path.at(-1))}${where}, ${old?.json ?? 'none'} before, ${now?.json ?? 'none'} now`;
}

const periods: readonly (string | number | undefined)[] = [
  'x-tuf-on-ci-expiry-period',
  'x-tuf-on-ci-signing-period',
];

function isSchedule({ path, old, new: now }: LeafPair): boolean {
  const placed = path.length === 1 || (path.length === 3 && path[0] === 'roles');
  if (!placed || !periods.includes(path.at(-1))) return false;
  return [old, now].every((leaf) => leaf === null || /^\d{1,6}$/.test(leaf.json));
}

/** Clients take versions one by one (TUF specification 1.0, section 5.3.5), so that any other step is a dead end. */
function explainVersion({ previous, next, ledger }: Comparison): void {
  const pairs = [ledger.pairs.get(leafKey(['version'])) ?? null];
  const now = next.version;
  if (previous === null) {
    const change: RootChange =
      now < 1
        ? told('unexplained', 'Version 0 is no version that a client accepts')
        : told('number', `This is version ${now}`);
    ledger.explain('version', change, pairs);
    return;
  }
  const old = previous.version;
  const [from, to] = [String(old), String(now)];
  if (now === old + 1) {
    const title = 'The version goes up by one';
    ledger.explain('version', { kind: 'number', title, detail: '', old: from, new: to }, pairs);
    return;
  }
  const title =
    now > old
      ? `The version goes up by ${now - old}, not by one`
      : now === old
        ? 'The version stays what it was'
        : `The version goes back by ${old - now}`;
  const detail = `Clients of version ${old} accept only version ${old + 1} next.`;
  ledger.explain('version', { kind: 'unexplained', title, detail, old: from, new: to }, pairs);
}

function plain(json: string | undefined): string | null {
  return json === undefined ? null : quoted(json.replace(/^"|"$/g, ''));
}

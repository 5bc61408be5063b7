import { describe, expect, test } from 'vitest';
import { TranscriptRecord } from '../../src/ceremony/record-schema.ts';
import { isJsonArray, isJsonObject, type JsonValue, parseJson } from '../../src/encoding/json.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { digestOf, everyKind, sampleData } from './sample-acts.ts';

type Path = readonly (string | number)[];

/** The record of a kind as its line in a transcript holds it. */
function recordOf(kind: string, data: unknown): JsonValue {
  const envelope = { number: 2, at: '2027-07-14T14:00:01Z', participant: 'priya-raman' };
  const chain = { plan: digestOf('plan'), previous: digestOf('line') };
  return parseJson(utf8(JSON.stringify({ kind, ...envelope, ...chain, data })), 'sample');
}

const samples = everyKind.map((kind) => [kind, recordOf(kind, sampleData[kind])] as const);

function accepts(value: unknown): boolean {
  return TranscriptRecord.safeParse(value).success;
}

/** Every value inside of a value, by its path, the outermost first. */
function parts(value: JsonValue, path: Path = []): readonly (readonly [Path, JsonValue])[] {
  const inner = isJsonArray(value)
    ? value.flatMap((entry, index) => parts(entry, [...path, index]))
    : isJsonObject(value)
      ? Object.entries(value).flatMap(([name, member]) => parts(member, [...path, name]))
      : [];
  return [[path, value], ...inner];
}

/** The value with another one at a path; undefined takes a member away. */
function withPart(value: JsonValue, path: Path, part: JsonValue | undefined): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return part ?? null;
  if (isJsonArray(value))
    return value.map((entry, index) => (index === step ? withPart(entry, rest, part) : entry));
  if (!isJsonObject(value)) throw new Error(`nothing lies at ${path.join('.')}`);
  const entries = Object.entries(value).flatMap(([name, member]) => {
    if (name !== step) return [[name, member] as const];
    if (rest.length === 0 && part === undefined) return [];
    return [[name, withPart(member, rest, part)] as const];
  });
  return Object.fromEntries(entries);
}

/** The places of a sample at which another value would be taken: each change gives one, or undefined where it has none. */
function taken(
  sample: JsonValue,
  at: (value: JsonValue) => boolean,
  changes: readonly ((value: JsonValue) => JsonValue | undefined)[],
): readonly string[] {
  const places = parts(sample).filter(([, value]) => at(value));
  return places.flatMap(([path, value]) =>
    changes
      .map((change) => change(value))
      .filter((other) => other !== undefined && accepts(withPart(sample, path, other)))
      .map((other) => `${path.join('.')}: ${JSON.stringify(other).slice(0, 40)}`),
  );
}

const isText = (value: JsonValue) => typeof value === 'string';
const isSingle = (value: JsonValue) => value !== null && !isJsonArray(value);
const withMore = (value: JsonValue) => ({ ...(isJsonObject(value) ? value : {}), more: 1 });

/** A list with its first entry more often than any kind allows; nothing for a list without entries. */
function tooMany(value: JsonValue): JsonValue | undefined {
  if (!isJsonArray(value) || value[0] === undefined) return undefined;
  return Array.from({ length: 10_001 }, () => value[0] ?? null);
}

/** Where a record may say that there is nothing, beside the participant. */
const nullable: Readonly<Record<string, readonly string[]>> = {
  'key.made': ['data.onDevice: null', 'data.extractable: null', 'data.neverExtractable: null'],
  'evidence.accepted': [
    'data.chain: null',
    'data.firmware: null',
    'data.pinPolicy: null',
    'data.touchPolicy: null',
  ],
  'bundle.taken': ['data.from: null'],
  'work.taken': ['data.source.branch: null', 'data.source.commit: null', 'data.from: null'],
  'delegation.changed': ['data.nonce: null'],
  'act.closed': ['data.witness: null'],
  'deviation.settled': ['data.witness: null'],
  'clock.settled': ['data.witness: null'],
  'token.set-up-begun': ['data.erases.0.spki: null'],
};

describe.each(samples)('a record %s', (kind, sample) => {
  test('is taken as the station writes it', () => {
    expect(TranscriptRecord.parse(sample)).toEqual(sample);
  });

  test('has no member beside those of its kind, however deep', () => {
    expect(taken(sample, isJsonObject, [withMore])).toEqual([]);
  });

  test('has every member', () => {
    const members = parts(sample).filter(([path]) => typeof path.at(-1) === 'string');
    const missing = members.filter(([path]) => accepts(withPart(sample, path, undefined)));
    expect(missing.map(([path]) => path.join('.'))).toEqual([]);
  });

  test('has text of one line, whole characters and a bounded length in every place', () => {
    const hostile = ['a\nb', 'a\u0000', 'a\u0085b', 'a\u2028b', 'a\u2029', 'a\ud800', '\u007f'];
    const long = 'a'.repeat(2001);
    const changes = [...hostile, long].map((text) => () => text);
    expect(taken(sample, isText, changes)).toEqual([]);
  });

  test('has values of one type: none is taken for another', () => {
    const others: readonly JsonValue[] = [[], {}, true, '', 7, null];
    const changes = others.map((other) => (value: JsonValue) => {
      const lists = isJsonArray(value) || isJsonArray(other);
      const same = typeof other === typeof value && !lists;
      return same ? undefined : other;
    });
    const open = taken(sample, isSingle, changes);
    expect(open.filter((line) => line !== 'participant: null')).toEqual(nullable[kind] ?? []);
  });

  test('has whole numbers that a computer counts without rounding', () => {
    const numbers = [0.5, 1e-9, 2 ** 53, -(2 ** 53), 1e300].map((number) => () => number);
    expect(taken(sample, (value) => typeof value === 'number', numbers)).toEqual([]);
  });

  test('has lists with an end', () => {
    expect(taken(sample, isJsonArray, [tooMany])).toEqual([]);
  });

  test('is not a record of a kind that the list does not have', () => {
    for (const other of [`${kind}.`, kind.toUpperCase(), ` ${kind}`, '', '__proto__', 'toString'])
      expect(accepts(withPart(sample, ['kind'], other))).toBe(false);
  });
});

describe('what every record has', () => {
  const sample = recordOf('pin.set', sampleData['pin.set']);
  const digest = digestOf('other');

  test.each<readonly [string, readonly JsonValue[], readonly JsonValue[]]>([
    ['number', [1, 2, 9_007_199_254_740_991], [0, -1, 1.5, '2', null]],
    [
      'at',
      ['2027-07-14T14:00:01Z', '2028-02-29T23:59:59Z'],
      ['2027-07-14T14:00:01+00:00', '2027-02-29T00:00:00Z', '2027-07-14', '14:00:01Z', 1, ''],
    ],
    ['participant', [null, 'tom-okafor'], ['', 'Tom Okafor', '../tom', 'tom\n', 0, false]],
    ['plan', [digest], [digest.toUpperCase(), digest.slice(1), `${digest}0`, null, 'sha256']],
    ['previous', [digest], [digest.toUpperCase(), digest.slice(2), '', null]],
  ])('%s', (member, good, bad) => {
    const outcome = (value: JsonValue) => accepts(withPart(sample, [member], value));
    expect(good.filter((value) => !outcome(value))).toEqual([]);
    expect(bad.filter(outcome)).toEqual([]);
  });
});

describe('the bounds of single kinds', () => {
  const file = { path: 'keys/a.pem', bytes: 0, sha256: digestOf('file') };
  const files = (count: number) => Array.from({ length: count }, () => file);
  const rows = Array.from({ length: 9 }, () => 7);

  test.each<readonly [string, string, JsonValue, JsonValue]>([
    ['ceremony.opened', 'rootVersion', 1, 0],
    ['ceremony.opened', 'format', 'station-transcript/1', 'station-transcript/2'],
    ['ceremony.opened', 'mode', 'rehearsal', 'practice'],
    ['participant.present', 'role', 'witness', 'guest'],
    ['participant.present', 'name', 'a'.repeat(200), 'a'.repeat(201)],
    ['network.looked', 'way', 'unknown', ''],
    ['key.intended', 'id', 'ff'.repeat(64), 'ff'.repeat(65)],
    ['key.intended', 'id', '0a', '0A'],
    ['key.intended', 'id', '0a', '0a0'],
    ['key.intended', 'scheme', 'ed25519', 'ecdsa'],
    ['key.adopted', 'origin', 'earlier-ceremony', 'made'],
    ['act.stopped', 'act', 'proof', 'export'],
    ['act.stopped', 'sentence', 'a'.repeat(2000), 'a'.repeat(2001)],
    ['evidence.accepted', 'notes', 64, 65],
    ['evidence.accepted', 'notes', 0, -1],
    ['export.written', 'files', files(8), files(9)],
    ['export.written', 'files', files(1), []],
    ['export.confirmed', 'rows', rows.slice(1), rows],
    ['export.confirmed', 'rows', [0, 7], [0, 8]],
    ['root.staged', 'version', 0, -1],
    ['root.staged', 'file', 'staged/root.json', 'staged/../root.json'],
    ['root.staged', 'file', 'staged/root.json', '/staged/root.json'],
    ['review.confirmed', 'changes', 10_000, 10_001],
    ['signature.added', 'keyid', '~'.repeat(256), '~'.repeat(257)],
    ['signature.added', 'keyid', '!', 'a b'],
    ['signature.added', 'verifiedBy', ['node'], []],
    ['signature.added', 'verifiedBy', Array(4).fill('node'), Array(5).fill('node')],
    ['root.published', 'files', files(512), files(513)],
    ['root.published', 'files', files(1), []],
    ['root.published', 'version', 1, 0],
    ['deviation', 'about', 'other', 'time'],
    ['deviation', 'decided', 'a', ''],
    ['bundle.written', 'files', files(512), files(513)],
    ['transcript.recovered', 'bytes', 1, 0],
    ['folder.found', 'files', files(10_000), files(10_001)],
    ['folder.found', 'files', files(1), []],
    ['repository.pushed', 'commit', 'c0'.repeat(32), 'c0'.repeat(21)],
    ['repository.pushed', 'commit', 'c0'.repeat(20), 'C0'.repeat(20)],
    ['repository.pushed', 'files', 100_000, 100_001],
    ['repository.pushed', 'files', 1, 0],
    ['delegation.changed', 'change', 'adjust', 'change'],
    ['delegation.changed', 'reason', '', 'a'.repeat(2001)],
    ['delegation.challenged', 'role', 'registry.example.org', '../targets'],
    ['root.abandoned', 'signatures', 256, 257],
    ['root.abandoned', 'reason', 'a', ''],
    ['checkpoint.signed', 'lines', 1, 0],
    ['script.begun', 'acts', 300, 301],
    ['script.begun', 'acts', 1, 0],
    ['deviation.settled', 'stopped', 1, 0],
    ['clock.read', 'offset', -86_400, 0.5],
    ['clock.settled', 'readings', 64, 65],
    ['clock.settled', 'readings', 1, 0],
    ['clock.settled', 'date', '2028-02-29', '2027-02-29'],
    ['trouble.happened', 'trouble', 'absent-keyholder', 'fire'],
    ['practice.played', 'act', 'stage', 'publish'],
  ])('%s: %s', (kind, member, last, beyond) => {
    const sample = samples.find(([name]) => name === kind)?.[1];
    if (sample === undefined) throw new Error(`no sample of ${kind}`);
    expect(accepts(withPart(sample, ['data', member], last))).toBe(true);
    expect(accepts(withPart(sample, ['data', member], beyond))).toBe(false);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TranscriptError } from '../../src/ceremony/ceremony-error.ts';
import type { Act } from '../../src/ceremony/record.ts';
import {
  longestTranscript,
  nextLine,
  splitTorn,
  startOfChain,
  verifyTranscript,
} from '../../src/ceremony/transcript.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { actOf, chainOf, digestOf, everyKind, timeOf } from './sample-acts.ts';
import { samplePlan } from './sample-plan.ts';
import { thrownIn } from './thrown.ts';

const plan = samplePlan().sha256;
const others = everyKind.filter((kind) => kind !== 'ceremony.opened');
const wholeCeremony = chainOf(plan, [
  actOf('ceremony.opened', {}, null),
  ...others.map((kind) => actOf(kind)),
]);

/** What verifying throws; a transcript that holds fails the test. */
function fault(bytes: Uint8Array, given: typeof plan | null = plan): TranscriptError {
  try {
    verifyTranscript(bytes, 'transcript.jsonl', given ?? undefined);
  } catch (error) {
    if (error instanceof TranscriptError) return error;
    throw error;
  }
  throw new Error('the transcript was accepted');
}

/** The tip of a chain that holds, or the typed error's code; any other error fails the test. */
function tipOrFault(bytes: Uint8Array): string {
  const error = thrownIn(() => verifyTranscript(bytes, 't', plan));
  if (error === undefined) return verifyTranscript(bytes, 't', plan).end.tip;
  if (error instanceof TranscriptError) return error.code;
  throw error;
}

function linesOrCode(bytes: Uint8Array): string | number {
  const outcome = tipOrFault(bytes);
  return outcome.startsWith('transcript.') ? outcome : verifyTranscript(bytes, 't', plan).end.lines;
}

/** The same bytes with one line changed as text. */
function withLine(number: number, change: (line: string) => string): Uint8Array {
  const lines = fromUtf8(wholeCeremony.bytes).split('\n');
  lines[number - 1] = change(lines[number - 1] ?? '');
  return utf8(lines.join('\n'));
}

describe('a chain of every kind of record', () => {
  test('verifies, with every record as it was appended', () => {
    const verified = verifyTranscript(wholeCeremony.bytes, 'transcript.jsonl', plan);
    expect(verified.records).toStrictEqual(wholeCeremony.records);
    expect(verified.end).toStrictEqual(wholeCeremony.end);
    expect(verified.clockSteps).toStrictEqual([]);
    expect(new Set(verified.records.map(({ kind }) => kind)).size).toBe(everyKind.length);
  });

  test('verifies without the plan, which its lines name', () => {
    expect(verifyTranscript(wholeCeremony.bytes, 't').end.plan).toBe(plan);
  });

  test('is chained by the digest of each line without its line feed, the first by that of the plan', () => {
    const [first, second] = wholeCeremony.records;
    expect(first?.previous).toBe(plan);
    expect(second?.previous).toBe(sha256Hex(wholeCeremony.lines[0]!.subarray(0, -1)));
    expect(wholeCeremony.end.tip).toBe(sha256Hex(wholeCeremony.lines.at(-1)!.subarray(0, -1)));
  });

  test('names the plan in every record', () => {
    expect(wholeCeremony.records.every((record) => record.plan === plan)).toBe(true);
  });

  test('has members sorted and no space, so that two stations write the same bytes', () => {
    expect(fromUtf8(wholeCeremony.lines[1]!)).toMatch(
      /^\{"at":"2027-07-14T14:00:01Z","data":\{"name":"Priya Raman","role":"keyholder"\},"kind":"participant.present","number":2,"participant":"priya-raman","plan":"[0-9a-f]{64}","previous":"[0-9a-f]{64}"\}\n$/,
    );
  });

  test('tells where the clock was set back, and stands all the same', () => {
    const opened = nextLine(startOfChain(plan), actOf('ceremony.opened'), timeOf(30));
    const back = nextLine(opened.end, actOf('pin.set'), timeOf(29));
    const same = nextLine(back.end, actOf('pin.set'), timeOf(29));
    const bytes = Buffer.concat([opened.line, back.line, same.line]);
    expect(verifyTranscript(bytes, 't', plan).clockSteps).toStrictEqual([2]);
  });
});

describe('a transcript that was changed', () => {
  test.each([
    ['the first line is missing', () => wholeCeremony.lines.slice(1)],
    ['a line in the middle is missing', () => wholeCeremony.lines.toSpliced(5, 1)],
    ['a line stands twice', () => wholeCeremony.lines.toSpliced(5, 0, wholeCeremony.lines[5]!)],
    [
      'two lines are exchanged',
      () => wholeCeremony.lines.toSpliced(5, 2, wholeCeremony.lines[6]!, wholeCeremony.lines[5]!),
    ],
  ])('%s', (_, lines) => {
    const error = fault(Buffer.concat(lines()));
    expect(error.code).toBe('transcript.broken-chain');
    expect(error.place).toMatch(/^transcript\.jsonl, line (1|6|7)$/);
  });

  test('a word in a line is another: the line after it does not follow', () => {
    const error = fault(withLine(2, (line) => line.replace('Priya Raman', 'Priya Roman')));
    expect(error).toMatchObject({
      code: 'transcript.broken-chain',
      place: 'transcript.jsonl, line 3',
    });
    expect(error.expected).toMatch(/^previous [0-9a-f]{64}$/);
  });

  test('the chain of another plan', () => {
    expect(fault(wholeCeremony.bytes, digestOf('another plan'))).toMatchObject({
      code: 'transcript.other-plan',
      place: 'transcript.jsonl, line 1',
    });
  });

  test('a line of another plan in the middle', () => {
    const foreign = nextLine(
      {
        ...startOfChain(digestOf('x')),
        lines: 1,
        tip: chainOf(plan, [actOf('ceremony.opened')]).end.tip,
      },
      actOf('pin.set'),
      timeOf(1),
    );
    const bytes = Buffer.concat([wholeCeremony.lines[0]!, foreign.line]);
    expect(fault(bytes).code).toBe('transcript.other-plan');
    expect(fault(bytes, null).code).toBe('transcript.other-plan');
  });

  test('a number that is left out, in lines that follow from each other', () => {
    const opened = chainOf(plan, [actOf('ceremony.opened')]);
    const third = nextLine({ ...opened.end, lines: 2 }, actOf('pin.set'), timeOf(1));
    expect(fault(Buffer.concat([opened.bytes, third.line]))).toMatchObject({
      code: 'transcript.broken-chain',
      place: 'transcript.jsonl, line 2',
      expected: 'line number 2',
      found: '3',
    });
  });

  test('a ceremony that is opened twice, or never', () => {
    const twice = chainOf(plan, [actOf('ceremony.opened'), actOf('ceremony.opened')]);
    expect(fault(twice.bytes)).toMatchObject({
      code: 'transcript.broken-chain',
      place: 'transcript.jsonl, line 2',
    });
    expect(fault(chainOf(plan, [actOf('pin.set')]).bytes).code).toBe('transcript.broken-chain');
  });

  test('any single byte that changes is noticed', () => {
    // The last line has no line after it that would hold its digest: there the tip shows it, which is read aloud.
    fc.assert(
      fc.property(
        fc.nat(wholeCeremony.bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        (index, change) => {
          const bytes = Uint8Array.from(wholeCeremony.bytes);
          bytes[index] = bytes[index]! ^ change;
          expect(tipOrFault(bytes)).not.toBe(wholeCeremony.end.tip);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a transcript that is damaged', () => {
  test('cut off at any byte: torn, or shorter by whole lines', () => {
    fc.assert(
      fc.property(fc.nat(wholeCeremony.bytes.length - 1), (length) => {
        const cut = wholeCeremony.bytes.subarray(0, length);
        const { whole, torn } = splitTorn(cut, 't');
        expect(whole.length + torn.length).toBe(length);
        const lines = Buffer.from(cut).filter((byte) => byte === 0x0a).length;
        const expected =
          torn.length > 0 ? 'transcript.torn' : lines === 0 ? 'transcript.malformed' : lines;
        expect(linesOrCode(cut)).toBe(expected);
      }),
    );
  });

  test('no bytes at all', () => {
    // An emptied record must not be told from one that proves itself by its length alone.
    expect(fault(new Uint8Array())).toMatchObject({ code: 'transcript.malformed' });
    expect(fault(new Uint8Array(), null)).toMatchObject({ code: 'transcript.malformed' });
  });

  test.each([
    ['a member twice', (line: string) => line.replace('"number":2', '"number":2,"number":2')],
    [
      'a member that no record has',
      (line: string) => line.replace('"number":2', '"note":"x","number":2'),
    ],
    ['a member that is missing', (line: string) => line.replace('"number":2,', '')],
    [
      'a kind that is not in the list',
      (line: string) => line.replace('participant.present', 'participant.absent'),
    ],
    [
      'a kind that every object has',
      (line: string) => line.replace('participant.present', 'constructor'),
    ],
    ['data of another kind', (line: string) => line.replace('"role":"keyholder"', '"serial":"1"')],
    ['a space', (line: string) => line.replace('"number":2', '"number": 2')],
    ['a number as 2.0', (line: string) => line.replace('"number":2', '"number":2.0')],
    ['a needless escape', (line: string) => line.replace('Priya', String.raw`Priy\u0061`)],
    [
      'members in another order',
      (line: string) =>
        `{"kind":"participant.present",${line.replace('"kind":"participant.present",', '').slice(1)}`,
    ],
    ['a time that does not exist', (line: string) => line.replace('2027-07-14', '2027-02-30')],
    ['a time with an offset', (line: string) => line.replace('14:00:01Z', '14:00:01+02:00')],
    [
      'a digest in capitals',
      (line: string) =>
        line.replace(/"previous":"[0-9a-f]+"/, (text) =>
          text.toUpperCase().replace('PREVIOUS', 'previous'),
        ),
    ],
    ['a line feed of another system', (line: string) => `${line}\r`],
    ['nothing in a line', () => ''],
    ['a list', () => '[]'],
    ['bytes that are no text', () => '\u0000'],
    ['JSON that is cut off', (line: string) => line.slice(0, -5)],
  ])('%s', (_, change) => {
    const error = fault(withLine(2, change));
    expect(error.code).toBe('transcript.malformed');
    expect(error.place).toContain('transcript.jsonl, line 2');
  });

  test('bytes that are not UTF-8', () => {
    const bytes = Uint8Array.from(wholeCeremony.bytes);
    bytes[wholeCeremony.lines[0]!.length + 40] = 0xff;
    expect(fault(bytes)).toMatchObject({
      code: 'transcript.malformed',
      place: 'transcript.jsonl, line 2',
    });
  });

  test('random bytes, and random text, give a typed error or verify', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.json().map((text) => utf8(`${text}\n`)),
        ),
        (bytes) => {
          expect(fault(bytes)).toBeInstanceOf(TranscriptError);
        },
      ),
    );
  });

  test('never repeats what a line says', () => {
    const error = fault(
      withLine(2, (line) => line.replace('"role":"keyholder"', '"role":"123456-secret"')),
    );
    expect(`${JSON.stringify(error)} ${error.message}`).not.toContain('secret');
  });

  test('larger than any ceremony', () => {
    expect(() => splitTorn(new Uint8Array(longestTranscript + 1), 't')).toThrow(
      expect.objectContaining({ code: 'transcript.too-large' }),
    );
  });
});

describe('appending', () => {
  test('refuses what is no record, before anything is written', () => {
    const end = startOfChain(plan);
    const odd = { kind: 'pin.set', participant: null, data: { serial: '../..' } } as unknown as Act;
    expect(() => nextLine(end, odd, timeOf(0))).toThrow(
      expect.objectContaining({
        code: 'transcript.malformed',
        place: expect.stringContaining('data.serial'),
      }),
    );
    expect(() => nextLine(end, actOf('pin.set'), 'yesterday')).toThrow(TranscriptError);
    expect(() => nextLine(end, actOf('pin.set', {}, 'Not An Id'), timeOf(0))).toThrow(
      TranscriptError,
    );
  });

  test('refuses text with a line feed or a terminal command in it', () => {
    for (const happened of ['one\ntwo', '\u001b[2J', 'a\u2028b']) {
      expect(() =>
        nextLine(startOfChain(plan), actOf('deviation', { happened }), timeOf(0)),
      ).toThrow(TranscriptError);
    }
  });

  test('gives the same bytes for the same act', () => {
    const once = nextLine(startOfChain(plan), actOf('ceremony.opened'), timeOf(0));
    const again = nextLine(startOfChain(plan), actOf('ceremony.opened'), timeOf(0));
    expect(again).toStrictEqual(once);
  });
});

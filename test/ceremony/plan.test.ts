import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestPlan, parsePlan, planText } from '../../src/ceremony/plan.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { PlanError } from '../../src/ceremony/ceremony-error.ts';
import { thrownIn } from './thrown.ts';
import {
  fullFields,
  planBytesOf,
  rehearsalFields,
  sampleFields,
  samplePlan,
} from './sample-plan.ts';

const text = planText(sampleFields());

describe('a plan', () => {
  test('is read back as it was written, with the digest of its file', () => {
    const bytes = planBytesOf(sampleFields());
    expect(parsePlan(bytes, 'ceremony.yaml')).toStrictEqual({
      ...sampleFields(),
      sha256: sha256Hex(bytes),
    });
  });

  test('has one text, whatever order its members had', () => {
    const { tuf, keys, ...rest } = sampleFields();
    expect(planText({ tuf, keys, ...rest })).toBe(text);
    const { sha256: _, ...read } = samplePlan();
    expect(planText(read)).toBe(text);
  });

  test('may be written by hand: comments, flow lists, any order', () => {
    const byHand = text
      .replace('title:', '# agreed on 1 July\ntitle:')
      .replace('duties:\n      - host', 'duties: [host]')
      .replace('date: 2027-07-14', 'date: "2027-07-14"');
    const { sha256, ...fields } = parsePlan(utf8(byHand), 'ceremony.yaml');
    expect(fields).toStrictEqual(sampleFields());
    expect(sha256).not.toBe(samplePlan().sha256);
  });

  test('with everything that a plan can have is read back, and its text is always the same', () => {
    const { sha256: _, ...read } = samplePlan(fullFields());
    expect(read).toStrictEqual(fullFields());
    expect(planText(read)).toBe(planText(fullFields()));
  });

  test('keeps a serial as text, with its leading zeros', () => {
    const fields = sampleFields();
    const people = fields.participants.map((one, index) =>
      index === 1 ? { ...one, token: '00617802' } : one,
    );
    const plan = samplePlan({ ...fields, participants: people } as typeof fields);
    expect(plan.participants[1]?.token).toBe('00617802');
  });

  test('of a rehearsal names practice tokens', () => {
    expect(samplePlan(rehearsalFields()).participants[1]?.token).toBe('practice');
  });

  test('survives names of any language and any path pattern', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter(
        (value) => value.trim() === value && value !== '' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value),
      );
    const pattern = fc.string({
      unit: fc.constantFrom(...Array.from('abc.*?/-_{}[]:#&!|>\'"%@`,')),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(name, pattern, (title, path) => {
        const fields = sampleFields({ title });
        fields.tuf.delegations[0]!.paths = [path];
        const { sha256: _, ...read } = parsePlan(planBytesOf(fields), 'ceremony.yaml');
        expect(read).toStrictEqual(fields);
      }),
    );
  });
});

describe('a plan that cannot be meant so', () => {
  type Fields = ReturnType<typeof sampleFields>;
  test.each<[string, (fields: Fields) => void, string, string]>([
    [
      'one id twice',
      (f) => void (f.participants[2]!.id = 'priya-raman'),
      'one person stands in the plan twice',
      'id: priya-raman',
    ],
    [
      'one name twice, in other letters',
      (f) => void (f.participants[2]!.name = 'priya RAMAN'),
      'two people have the same name',
      'name: priya RAMAN',
    ],
    [
      'one serial twice',
      (f) => void (f.participants[2]!.token = f.participants[1]!.token),
      'one token is given to two people',
      'token: "24617802"',
    ],
    [
      'a duty twice',
      (f) => void (f.participants[0]!.duties = ['host', 'host']),
      'a duty is named twice',
      'duties:',
    ],
    [
      'nobody to host',
      (f) => void (f.participants[0]!.duties = ['witness']),
      'nobody hosts the ceremony',
      'participants:',
    ],
    [
      'a practice token in a real ceremony',
      (f) => void (f.participants[1]!.token = 'practice'),
      'a real ceremony cannot use a practice token',
      'token: practice',
    ],
    [
      'a keyholder without a token',
      (f) => void delete f.participants[1]!.token,
      'somebody is to hold a key and has no token',
      '- id: priya-raman',
    ],
    [
      'a holder without a token',
      (f) => void delete f.participants[0]!.token,
      'somebody is to hold a key and has no token',
      '- id: ines-duarte',
    ],
    [
      'a threshold above the keys',
      (f) => void (f.tuf.threshold = 3),
      'the threshold is larger than the number of keys',
      'threshold: 3',
    ],
    [
      'a threshold above the keys of a role',
      (f) => void (f.tuf.roles.snapshot.threshold = 2),
      'the threshold is larger than the number of keys',
      'threshold: 2',
    ],
    [
      'a holder who is nobody',
      (f) => void f.tuf.holders.push('nobody'),
      'a holder is no participant',
      '- nobody',
    ],
    [
      'a holder twice',
      (f) => void f.tuf.roles.targets.holders.push('tom-okafor'),
      'somebody holds two keys of one role',
      'holders:',
    ],
    [
      'a root holder who is no keyholder',
      (f) => void f.tuf.holders.push('ines-duarte'),
      'a holder of the root is no keyholder',
      '- ines-duarte',
    ],
    [
      'an expiry before the day',
      (f) => void (f.tuf.expires = '2027-07-13T23:59:59Z'),
      'the metadata would have expired on the day of the ceremony',
      'expires:',
    ],
    [
      'an expiry on the day',
      (f) => void (f.tuf.roles.timestamp.expires = '2027-07-14T12:00:00Z'),
      'the metadata would have expired on the day of the ceremony',
      'expires:',
    ],
    [
      'an expiry on a day that does not exist',
      (f) => void (f.tuf.expires = '2028-02-31T00:00:00Z'),
      'the metadata would expire on a day, or at a time, that does not exist',
      'expires:',
    ],
    [
      'an expiry at an hour that does not exist',
      (f) => void (f.tuf.roles.snapshot.expires = '2028-02-28T24:00:00Z'),
      'the metadata would expire on a day, or at a time, that does not exist',
      'expires:',
    ],
    [
      'two delegations of one name',
      (f) => void f.tuf.delegations.push({ ...f.tuf.delegations[0]! }),
      'two delegations have the same name',
      'name: registry.example.org',
    ],
    [
      'a delegation with too high a threshold',
      (f) => void (f.tuf.delegations[0]!.threshold = 2),
      'the threshold is larger than the number of keys',
      'threshold: 2',
    ],
    [
      'a first root that is no initial one',
      (f) => void (f.tuf.rootVersion = 1),
      'the first root is made by an initial ceremony, and by no other',
      'rootVersion: 1',
    ],
    [
      'an initial ceremony of version 16',
      (f) => void (f.kind = 'initial'),
      'the first root is made by an initial ceremony, and by no other',
      'rootVersion: 16',
    ],
    [
      'a keyholder without a key in the first root',
      (f) => {
        f.kind = 'initial';
        f.tuf.rootVersion = 1;
      },
      'a keyholder has no key in the first root',
      'holders:',
    ],
  ])('%s', (_, change, message, line) => {
    const fields = sampleFields();
    change(fields);
    const bytes = planBytesOf(fields);
    expect(() => parsePlan(bytes, 'ceremony.yaml')).toThrow(
      expect.objectContaining({ name: 'PlanError', code: 'plan.contradiction', message }),
    );
    expect(lineOfFault(bytes)).toContain(line);
  });
});

describe('a file that is no plan', () => {
  test.each([
    [
      'a serial as a number',
      text.replace('"24617802"', '24617802'),
      'plan.member',
      'token: 24617802',
    ],
    ['a serial with a slash', text.replace('"24617802"', '"../24617802"'), 'plan.member', 'token:'],
    [
      'an id with a point',
      text.replace('id: sam-abara', 'id: ../sam'),
      'plan.member',
      'id: ../sam',
    ],
    [
      'a name with a line feed',
      text.replace('name: Sam Abara', String.raw`name: "Sam\nAbara"`),
      'plan.member',
      'name:',
    ],
    [
      'a name that turns the reading direction',
      text.replace('name: Sam Abara', String.raw`name: "Sam\u202eAbara"`),
      'plan.member',
      'name:',
    ],
    [
      'a member that no plan has',
      text.replace('mode: real', 'mode: real\nmoody: x'),
      'plan.member',
      'format:',
    ],
    [
      '__proto__',
      text.replace('mode: real', 'mode: real\n__proto__: {mode: x}'),
      'plan.member',
      'format:',
    ],
    ['a merge', `<<: {mode: real}\n${text}`, 'plan.member', '<<:'],
    [
      'a mode that is neither',
      text.replace('mode: real', 'mode: Real'),
      'plan.member',
      'mode: Real',
    ],
    [
      'another format',
      text.replace('station-ceremony/1', 'station-ceremony/2'),
      'plan.member',
      'format:',
    ],
    ['a day that does not exist', text.replace('2027-07-14', '2027-02-30'), 'plan.member', 'date:'],
    [
      'a threshold of zero',
      text.replace('threshold: 2', 'threshold: 0'),
      'plan.member',
      'threshold: 0',
    ],
    [
      'a threshold of one and a half',
      text.replace('threshold: 2', 'threshold: 1.5'),
      'plan.member',
      'threshold: 1.5',
    ],
    [
      'a threshold beyond all numbers',
      text.replace('threshold: 2', `threshold: ${'9'.repeat(400)}`),
      'plan.member',
      'threshold:',
    ],
    ['a firmware as a number', text.replace('5.4.3', '5.4'), 'plan.member', 'minimumFirmware:'],
    [
      'an expiry with an offset',
      text.replace('expires: 2027-11-14T00:00:00Z', 'expires: 2027-11-14T00:00:00+01:00'),
      'plan.member',
      'expires:',
    ],
    [
      'a role named root',
      text.replace('registry.example.org\n', 'root\n'),
      'plan.member',
      'name: root',
    ],
    [
      'a role that climbs',
      text.replace('registry.example.org\n', '..\n'),
      'plan.member',
      'name: ..',
    ],
    [
      'a member twice',
      text.replace('mode: real', 'mode: real\nmode: rehearsal'),
      'plan.malformed',
      'mode: rehearsal',
    ],
    ['an anchor', text.replace('kind: rotation', 'kind: &k rotation'), 'plan.malformed', 'kind:'],
    ['an alias', text.replace('kind: rotation', 'kind: *k'), 'plan.malformed', 'kind:'],
    ['a tag', text.replace('kind: rotation', 'kind: !!str rotation'), 'plan.malformed', 'kind:'],
    ['a directive', `%YAML 1.1\n---\n${text}`, 'plan.malformed', '%YAML'],
    ['two documents', `${text}---\n${text}`, 'plan.malformed', null],
    ['nothing', '', 'plan.malformed', null],
    ['a word', 'plan', 'plan.member', 'plan'],
    ['a list', '- a', 'plan.member', '- a'],
    ['an open bracket', 'title: [', 'plan.malformed', 'title: ['],
    ['a byte order mark', `\u{feff}${text}`, 'plan.malformed', null],
    ['brackets without end', '['.repeat(60_000), 'plan.malformed', null],
    ['maps without end', '{a: '.repeat(15_000), 'plan.malformed', null],
    [
      'a billion laughs',
      `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n${text}`,
      'plan.malformed',
      null,
    ],
  ])('%s', (_, source, code, line) => {
    const bytes = utf8(source);
    expect(() => parsePlan(bytes, 'ceremony.yaml')).toThrow(
      expect.objectContaining({ name: 'PlanError', code }),
    );
    expect(lineOfFault(bytes)).toContain(line ?? '');
  });

  test('bytes that are not UTF-8', () => {
    expect(() => parsePlan(Uint8Array.of(0x66, 0xff), 'ceremony.yaml')).toThrow(
      expect.objectContaining({ code: 'plan.malformed' }),
    );
  });

  test('more bytes than any plan', () => {
    expect(() => parsePlan(new Uint8Array(longestPlan + 1), 'ceremony.yaml')).toThrow(
      expect.objectContaining({ code: 'plan.too-large' }),
    );
  });

  test('random text, and a plan with something put in anywhere, give a plan or a typed error', () => {
    const noise = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        '\n',
        ': ',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '|',
        '>',
        '&a ',
        '*a',
        '!!map ',
        '\t',
        '%',
        '? ',
        '#',
        '---\n',
      ),
    );
    fc.assert(
      fc.property(fc.nat(text.length), noise, fc.boolean(), (at, insert, alone) => {
        const source = alone ? insert : text.slice(0, at) + insert + text.slice(at);
        const error = thrownIn(() => parsePlan(utf8(source.toWellFormed()), 'ceremony.yaml'));
        const whole = { name: 'PlanError', place: expect.stringContaining('ceremony.yaml') };
        expect(error ?? whole).toMatchObject(whole);
      }),
      { numRuns: 500 },
    );
  });

  test('an error never repeats a value', () => {
    const secret = text.replace('mode: real', 'mode: s3cret-value');
    const error = thrownIn(() => parsePlan(utf8(secret), 'ceremony.yaml'));
    expect(error).toMatchObject({ code: 'plan.member' });
    expect(JSON.stringify(error) + String(error)).not.toContain('s3cret');
  });
});

/** The line of the file that the error's place names. */
function lineOfFault(bytes: Uint8Array): string {
  const error = thrownIn(() => parsePlan(bytes, 'ceremony.yaml'));
  if (!(error instanceof PlanError)) throw new Error('the plan was accepted');
  const line = Number(/line (\d+), column \d+$/.exec(error.place ?? '')?.[1] ?? 1);
  return Buffer.from(bytes).toString().split('\n')[line - 1] ?? `no such line: ${error.place}`;
}

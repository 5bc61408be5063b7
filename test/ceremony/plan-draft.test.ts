import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/ceremony/ceremony-error.ts';
import { draftOf, problemsAt } from '../../src/ceremony/plan-draft.ts';
import { longestPlan, parsePlan, planText } from '../../src/ceremony/plan.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { fullFields, sampleFields } from './sample-plan.ts';

const whole = planText(fullFields());

/** The error that opening the same text gives. */
function refusal(text: string): PlanError {
  try {
    parsePlan(utf8(text), 'ceremony.yaml');
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new TypeError('the plan was accepted');
}

describe('a draft', () => {
  test('without a fault is the plan', () => {
    const draft = draftOf(whole);
    expect(draft.problems).toStrictEqual([]);
    expect(draft.plan).toStrictEqual(fullFields());
    expect(draft.tree).toStrictEqual(fullFields());
  });

  // Each contradiction: what is written otherwise, the member in the form, the line in the text, what is said.
  const contradictions: readonly (readonly [
    name: string,
    from: string | RegExp,
    to: string,
    steps: (string | number)[],
    line: string,
    message: RegExp,
  ])[] = [
    [
      'a threshold over the keys',
      '  threshold: 2\n',
      '  threshold: 5\n',
      ['tuf', 'threshold'],
      '  threshold: 5',
      /threshold is larger than the number of keys/,
    ],
    [
      'an expiry in the past',
      /expires: 2027-11-14T00:00:00Z/,
      'expires: 2027-07-14T12:00:00Z',
      ['tuf', 'expires'],
      '  expires: 2027-07-14T12:00:00Z',
      /would have expired on the day/,
    ],
    [
      'an expiry of a delegation in the past',
      /expires: 2027-11-14T00:00:00Z\n(?=script)/,
      'expires: 2020-01-01T00:00:00Z\n',
      ['tuf', 'delegations', 0, 'expires'],
      '      expires: 2020-01-01T00:00:00Z',
      /would have expired on the day/,
    ],
    [
      'one person twice',
      'id: mei-lindqvist',
      'id: tom-okafor',
      ['participants', 3, 'id'],
      '  - id: tom-okafor',
      /one person stands in the plan twice/,
    ],
    [
      'one name twice',
      'name: Mei Lindqvist',
      'name: TOM Okafor',
      ['participants', 3, 'name'],
      '    name: TOM Okafor',
      /two people have the same name/,
    ],
    [
      'one token twice',
      'token: "24617820"',
      'token: "24617802"',
      ['participants', 3, 'token'],
      '    token: "24617802"',
      /one token is given to two people/,
    ],
    [
      'one key twice',
      'kind: token\n      id: online-1\n      token: HSM-0042',
      `kind: file\n      id: online-1\n      spkiSha256: ${'ab'.repeat(32)}`,
      ['tuf', 'online', 1, 'spkiSha256'],
      `      spkiSha256: ${'ab'.repeat(32)}`,
      /one key stands in the plan twice/,
    ],
    [
      'one person with two keys of a role',
      '    - priya-raman\n    - tom-okafor\n  threshold: 2',
      '    - tom-okafor\n    - tom-okafor\n  threshold: 2',
      ['tuf', 'holders'],
      '  holders:',
      /somebody holds two keys of one role/,
    ],
    [
      'git without a repository',
      '  remote: git@example.org:ceremonies/root.git\n',
      '',
      ['transfer', 'method'],
      '  method: git',
      /work goes by Git, and nowhere/,
    ],
  ];

  test.each(contradictions)(
    'with %s names the member, the line, and the way out',
    (_name, from, to, steps, line, message) => {
      const text = whole.replace(from, to);
      expect(text).not.toBe(whole);
      const draft = draftOf(text);
      expect(draft.plan).toBeNull();
      const problem = draft.problems.find((one) => one.message.match(message));
      expect(problem?.steps).toStrictEqual(steps);
      expect(text.split('\n')[(problem?.at.line ?? 0) - 1]).toBe(line);
      expect(problem?.hint).not.toBe('');
      expect(problemsAt(draft, steps)).toContain(problem);
      expect(problemsAt(draft, ['keys'])).not.toContain(problem);
      // What opens a ceremony says the same at the same place.
      const { place } = refusal(text);
      expect(
        draft.problems.map(({ at }) => `ceremony.yaml, line ${at.line}, column ${at.column}`),
      ).toContain(place);
    },
  );

  test('tells everything that has to be corrected, in the order of the text', () => {
    const text = whole
      .replace('  threshold: 2\n', '  threshold: 5\n')
      .replace('id: mei-lindqvist', 'id: tom-okafor')
      .replace('  branch: ceremony/root-16', '  branch: ceremony..root');
    expect(draftOf(text).problems.map(({ steps }) => steps.join('.'))).toStrictEqual([
      'publication.branch',
    ]);
    const formed = text.replace('ceremony..root', 'ceremony/root-16');
    expect(draftOf(formed).problems.map(({ steps }) => steps.join('.'))).toStrictEqual([
      'participants.3.id',
      'tuf.threshold',
    ]);
  });

  test('of another form still shows what the text says', () => {
    const draft = draftOf('title: 5\nparticipants:\n  - name: Somebody\n');
    expect(draft.tree).toStrictEqual({ title: 5, participants: [{ name: 'Somebody' }] });
    expect(draft.problems.map(({ steps }) => steps.join('.'))).toContain('title');
    expect(draft.problems.find(({ steps }) => steps[0] === 'title')?.at).toStrictEqual({
      line: 1,
      column: 1,
    });
  });

  test('that is no YAML has its one problem at its place, and nothing to show', () => {
    const draft = draftOf('title: a\nkind: "b\n');
    expect(draft).toMatchObject({ tree: null, plan: null });
    expect(draft.problems).toHaveLength(1);
    expect(draft.problems[0]?.at.line).toBeGreaterThan(1);
    expect(draftOf('title: a\ntitle: b\n').problems[0]).toMatchObject({
      at: { line: 2, column: 1 },
      message: 'the plan has one member twice',
    });
  });

  test('longer than any plan is not read', () => {
    const draft = draftOf(`${whole}#${'é'.repeat(longestPlan / 2)}\n`);
    expect(draft.problems[0]?.message).toBe('the text is longer than any plan');
  });

  test('is a plan exactly where opening it would work, whatever is typed', () => {
    const text = planText(sampleFields());
    const typed = fc.record({
      at: fc.nat(text.length),
      out: fc.nat(12),
      piece: fc.string({ unit: fc.constantFrom(...Array.from('a1:-#[]{}&*\'"\n ')), maxLength: 6 }),
    });
    fc.assert(
      fc.property(typed, ({ at, out, piece }) => {
        const changed = `${text.slice(0, at)}${piece}${text.slice(at + out)}`;
        const draft = draftOf(changed);
        let opened = true;
        try {
          parsePlan(utf8(changed), 'x');
        } catch {
          opened = false;
        }
        expect(draft.plan !== null).toBe(opened);
        expect(draft.problems.length > 0).toBe(!opened);
      }),
      { numRuns: 120 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlanError } from '../../../src/ceremony/ceremony-error.ts';
import { parsePlan, planText } from '../../../src/ceremony/plan.ts';
import {
  commentsIn,
  editedPlan,
  sameData,
  treeOf,
} from '../../../src/ceremony/plan-edit/plan-edit.ts';
import {
  changedTree,
  valueAt,
  type PlanEdit,
  type PlanValue,
} from '../../../src/ceremony/plan-edit/plan-value.ts';
import { readYaml } from '../../../src/ceremony/plan-yaml.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { fullFields, rehearsalFields, sampleFields } from '../sample-plan.ts';

const byHand = `# Root signing 16
format: station-ceremony/1
title:   Root signing 16     # agreed on 1 July
kind: rotation
mode: real

date: '2027-07-14'
participants:
    # who hosts
    - id: ines
      name: "Inês Duarte"   # she
      duties: [ host ]
      token: '24617799'

    - { id: priya, name: Priya Raman, duties: [keyholder], token: '24617802' }
    # the one who leaves
    - id: mei
      name: Mei Lindqvist
      duties:
      - keyholder  # once more
      - witness
      token: '24617820' # blue bag
# policy
keys: {scheme: ed25519, pin: always,   touch: always, attestation: required}
tuf:
  rootVersion: 16
  holders: [priya]
  threshold: 1
  expires: 2027-11-14T00:00:00Z
  consistentSnapshot: true
  roles:
    targets: { holders: [priya], threshold: 1, expires: 2027-11-14T00:00:00Z }
    snapshot: { holders: [ines], threshold: 1, expires: 2027-08-14T00:00:00Z }
    timestamp: { holders: [ines], threshold: 1, expires: 2027-07-28T00:00:00Z }
  delegations: []  # none yet
# the end
`;

const tree = (text: string): PlanValue => treeOf(readYaml(text, 'test').document);

/** The lines of the first text that the second has not, and the reverse. */
function changedLines(before: string, after: string): { gone: string[]; come: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end))
    end++;
  return { gone: old.slice(start, old.length - end), come: now.slice(start, now.length - end) };
}

test('the example written by hand is a plan', () => {
  expect(parsePlan(utf8(byHand), 'by-hand').participants).toHaveLength(3);
});

describe('a change of one place', () => {
  const cases: readonly (readonly [
    name: string,
    edit: PlanEdit,
    gone: string[],
    come: string[],
  ])[] = [
    [
      'a text keeps the gaps and the comment around it',
      { kind: 'set', steps: ['title'], value: 'Root signing 17' },
      ['title:   Root signing 16     # agreed on 1 July'],
      ['title:   Root signing 17     # agreed on 1 July'],
    ],
    [
      'a quoted text stays quoted as it was',
      { kind: 'set', steps: ['participants', 2, 'token'], value: '00617820' },
      ["      token: '24617820' # blue bag"],
      ["      token: '00617820' # blue bag"],
    ],
    [
      'a number in a map of one line',
      { kind: 'set', steps: ['tuf', 'roles', 'targets', 'threshold'], value: 2 },
      ['    targets: { holders: [priya], threshold: 1, expires: 2027-11-14T00:00:00Z }'],
      ['    targets: { holders: [priya], threshold: 2, expires: 2027-11-14T00:00:00Z }'],
    ],
    [
      'a new member stands where the format has it',
      { kind: 'set', steps: ['keys', 'minimumFirmware'], value: '5.4.3' },
      ['keys: {scheme: ed25519, pin: always,   touch: always, attestation: required}'],
      [
        'keys: {scheme: ed25519, pin: always,   touch: always, attestation: required, minimumFirmware: 5.4.3}',
      ],
    ],
    [
      'a new member of an item',
      { kind: 'set', steps: ['participants', 2, 'formerToken'], value: '24617777' },
      [],
      ['      formerToken: "24617777"'],
    ],
    [
      'a member and all that is missing above it',
      { kind: 'set', steps: ['publication', 'signOff', 'name'], value: 'Inês: <x>' },
      [],
      ['publication:', '  signOff:', '    name: "Inês: <x>"'],
    ],
    [
      'an item in a list of one line',
      { kind: 'insert', steps: ['tuf', 'holders'], index: 1, value: 'mei' },
      ['  holders: [priya]'],
      ['  holders: [priya, mei]'],
    ],
    [
      'an item in a list of lines, with its indent',
      { kind: 'insert', steps: ['participants', 2, 'duties'], index: 1, value: 'host' },
      [],
      ['      - host'],
    ],
    [
      'a first item in an empty list',
      {
        kind: 'insert',
        steps: ['tuf', 'delegations'],
        index: 0,
        value: { name: 'log', paths: ['log/*', 'a,b'], terminating: true },
      },
      ['  delegations: []  # none yet'],
      [
        '  delegations:',
        '    - name: log',
        '      paths: [log/*, "a,b"]',
        '      terminating: true  # none yet',
      ],
    ],
    [
      'a person at the end',
      {
        kind: 'insert',
        steps: ['participants'],
        index: 3,
        value: { id: 'sam', name: 'Sam', duties: ['witness'] },
      },
      [],
      ['    - id: sam', '      name: Sam', '      duties: [witness]'],
    ],
    [
      'a person out of the middle, and the comment above the next one stays',
      { kind: 'remove', steps: ['participants', 1] },
      ["    - { id: priya, name: Priya Raman, duties: [keyholder], token: '24617802' }"],
      [],
    ],
    [
      'a member out',
      { kind: 'remove', steps: ['participants', 0, 'token'] },
      ["      token: '24617799'"],
      [],
    ],
    [
      'a member out of a line',
      { kind: 'remove', steps: ['participants', 1, 'token'] },
      ["    - { id: priya, name: Priya Raman, duties: [keyholder], token: '24617802' }"],
      ['    - { id: priya, name: Priya Raman, duties: [keyholder] }'],
    ],
    [
      'an item out of a line',
      { kind: 'remove', steps: ['tuf', 'roles', 'snapshot', 'holders', 0] },
      ['    snapshot: { holders: [ines], threshold: 1, expires: 2027-08-14T00:00:00Z }'],
      ['    snapshot: { holders: [], threshold: 1, expires: 2027-08-14T00:00:00Z }'],
    ],
  ];

  test.each(cases)('%s', (_name, edit, gone, come) => {
    const after = editedPlan(byHand, edit);
    expect(changedLines(byHand, after)).toStrictEqual({ gone, come });
    expect(sameData(tree(after), changedTree(tree(byHand), edit))).toBe(true);
  });

  test('two people change places with their comments', () => {
    const after = editedPlan(byHand, { kind: 'swap', steps: ['participants'], index: 1 });
    expect(valueAt(tree(after), ['participants', 1, 'id'])).toBe('mei');
    expect(commentsIn(after).toSorted()).toStrictEqual(commentsIn(byHand).toSorted());
    expect(after).toContain(
      "      token: '24617820' # blue bag\n    # the one who leaves\n    - { id: priya",
    );
  });

  test('nothing changes where there is nothing to take out', () => {
    expect(editedPlan(byHand, { kind: 'remove', steps: ['script', 'acts', 3] })).toBe(byHand);
  });

  test('a text that is no YAML is not touched, but refused with its place', () => {
    const edit: PlanEdit = { kind: 'set', steps: ['title'], value: 'x' };
    expect(() => editedPlan('title: "a\n', edit)).toThrow(PlanError);
    expect(() => editedPlan('title: &a x\nkind: *a\n', edit)).toThrow(/anchor|alias/);
  });

  test('a text over many lines is written anew, and says the same', () => {
    const folded = byHand.replace(/^title:.*$/m, 'title: >-\n  Root\n  signing');
    const after = editedPlan(folded, { kind: 'set', steps: ['title'], value: 'One line' });
    expect(valueAt(tree(after), ['title'])).toBe('One line');
    expect(commentsIn(after)).toStrictEqual(commentsIn(folded));
  });
});

/** Plans as people write them: comments above lines and behind them, blank lines. */
const written = fc
  .tuple(
    fc.constantFrom(sampleFields(), fullFields(), rehearsalFields()),
    fc.array(fc.tuple(fc.nat(200), fc.constantFrom('above', 'behind', 'blank')), { maxLength: 8 }),
  )
  .map(([fields, notes]) => {
    const lines = planText(fields).trimEnd().split('\n');
    const count = lines.length;
    for (const [at, where] of notes) {
      const index = at % count;
      const comment = `# note ${at}`;
      const line = lines[index] ?? '';
      if (line.includes('#') || line === '') continue;
      if (where === 'behind') lines[index] = `${line} ${comment}`;
      else if (where === 'above')
        lines[index] = `${' '.repeat(line.search(/\S/))}${comment}\n${line}`;
      else lines[index] = `${line}\n`;
    }
    return `${lines.join('\n')}\n`;
  });

const line = fc
  .string({
    unit: fc.constantFrom(...Array.from('ab c:#,[]{}\'"-&*!|>%@`é0')),
    minLength: 1,
    maxLength: 12,
  })
  .filter((text) => text.trim() === text && text !== '');

/** Whatever a form can do. */
const formEdit: fc.Arbitrary<PlanEdit> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    steps: fc.constantFrom(
      ['title'],
      ['participants', 1, 'name'],
      ['participants', 2, 'token'],
      ['participants', 4, 'token'],
      ['keys', 'minimumFirmware'],
      ['tuf', 'expires'],
      ['tuf', 'roles', 'snapshot', 'expires'],
      ['tuf', 'delegations', 0, 'name'],
      ['tuf', 'delegations', 0, 'paths', 0],
      ['publication', 'signOff', 'email'],
      ['publication', 'folder'],
      ['transfer', 'remote'],
    ),
    value: line,
  }),
  fc.record({
    kind: fc.constant('set' as const),
    steps: fc.constantFrom(
      ['tuf', 'threshold'],
      ['tuf', 'roles', 'targets', 'threshold'],
      ['tuf', 'rootVersion'],
    ),
    value: fc.nat(99),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    steps: fc.constantFrom(['tuf', 'consistentSnapshot'], ['keys', 'fips']),
    value: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    steps: fc.constantFrom(
      ['tuf', 'holders'],
      ['participants', 0, 'duties'],
      ['keys', 'otherSchemes'],
    ),
    index: fc.constantFrom(0, 1),
    value: fc.constantFrom('keyholder', 'a-b', '007'),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    steps: fc.constantFrom(['participants'], ['tuf', 'delegations'], ['tuf', 'online']),
    index: fc.constantFrom(0, 1),
    value: fc.record({ id: line, name: line, duties: fc.constant(['witness']) }),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    steps: fc.constantFrom<(string | number)[]>(
      ['participants', 0],
      ['participants', 3],
      ['participants', 1, 'token'],
      ['participants', 1, 'scheme'],
      ['tuf', 'delegations', 0],
      ['tuf', 'holders', 0],
      ['tuf', 'online'],
      ['script'],
      ['publication', 'signOff'],
      ['keys', 'minimumFirmware'],
    ),
  }),
  fc.record({
    kind: fc.constant('swap' as const),
    steps: fc.constantFrom(['participants'], ['tuf', 'holders']),
    index: fc.constantFrom(0, 1),
  }),
);

describe('any change that a form can make, of any plan', () => {
  test('says what it means, keeps the comments, and leaves what stands elsewhere alone', () => {
    fc.assert(
      fc.property(written, formEdit, (text, edit) => {
        const before = tree(text);
        fc.pre(isPossible(before, edit));
        const after = editedPlan(text, edit);
        expect(sameData(tree(after), changedTree(before, edit))).toBe(true);
        const { gone } = changedLines(text, after);
        const kept = commentsIn(after);
        const taken = edit.kind === 'remove' ? gone.flatMap((one) => commentsIn(one)) : [];
        for (const comment of commentsIn(text)) expect([...kept, ...taken]).toContain(comment);
        // Only a removal takes lines away; anything else touches one line, or the two that it exchanges.
        const most = edit.kind === 'set' || edit.kind === 'insert' ? 1 : text.length;
        expect(gone.length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 250 },
    );
  });

  test('done again and taken back gives the same text', () => {
    fc.assert(
      fc.property(written, line, (text, title) => {
        const old = valueAt(tree(text), ['title']);
        const there = editedPlan(text, { kind: 'set', steps: ['title'], value: title });
        const back = editedPlan(there, { kind: 'set', steps: ['title'], value: old ?? null });
        expect(tree(back)).toStrictEqual(tree(text));
        expect(commentsIn(back)).toStrictEqual(commentsIn(text));
        expect(changedLines(text, there).gone).toHaveLength(title === old ? 0 : 1);
      }),
      { numRuns: 30 },
    );
  });
});

function isPossible(value: PlanValue, edit: PlanEdit): boolean {
  if (edit.kind === 'set')
    return (
      edit.steps.length < 3 ||
      valueAt(value, edit.steps.slice(0, -1)) !== undefined ||
      edit.steps[0] === 'publication'
    );
  if (edit.kind !== 'swap') return true;
  return valueAt(value, [...edit.steps, edit.index + 1]) !== undefined;
}

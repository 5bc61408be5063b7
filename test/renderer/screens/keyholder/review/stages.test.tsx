import { describe, expect, it } from 'vitest';
import {
  allCompared,
  nothingCompared,
  withRow,
  type RowCheck,
} from '../../../../../renderer/components/row-check.ts';
import { AccountBar } from '../../../../../renderer/screens/keyholder/review/account-bar.tsx';
import { CompareStage } from '../../../../../renderer/screens/keyholder/review/compare-stage.tsx';
import { ReviewReady } from '../../../../../renderer/screens/keyholder/review/review-ready.tsx';
import { SideBySide } from '../../../../../renderer/screens/keyholder/review/side-by-side.tsx';
import { WaitingForRoot } from '../../../../../renderer/screens/keyholder/review/waiting-for-root.tsx';
import type { Review } from '../../../../../src/contract/review.ts';
import { problemOf } from '../../../../../src/contract/problem.ts';
import { PRACTICE_ROOT, ROOT } from '../../../gallery/values/digests.ts';
import { noCeremony } from '../../../gallery/values/problems.ts';
import { reviewOf, unexplainedReview } from '../../../gallery/values/review.ts';
import { markup } from '../../../markup.ts';
import { withStation } from '../../../quiet-station.tsx';
import { all, treeOf, written } from '../../../rules/tree.ts';
import { stepProps } from '../../../step-values.ts';

const nothing = (): void => undefined;
const same = <T,>(value: T): T => value;
const rows = (verdict: 'same' | 'differs', ...at: number[]): RowCheck =>
  at.reduce((check, row) => withRow(check, row, verdict), nothingCompared);

const ready = (review: Review, compared: ReadonlyMap<string, RowCheck> = new Map()) =>
  markup(
    withStation(<ReviewReady {...stepProps('real', 'review', same, compared)} review={review} />),
  );

const compare = (check: RowCheck, practice = false) =>
  markup(
    <CompareStage
      bytes={reviewOf(practice ? 'rehearsal' : 'real').bytes}
      practice={practice}
      check={check}
      onCheck={nothing}
      onBack={nothing}
      onDoubt={nothing}
    />,
  );

describe('the review of a root', () => {
  it('is headed by the sentence that sums up all changes, with three views of them', () => {
    const { html, spoken } = ready(reviewOf('real'));
    expect(html).toMatch(/<h1[^>]*>Version 16 replaces one keyholder and moves the expiry<\/h1>/);
    expect(spoken).toContain('View In words Side by side Raw bytes');
  });

  it('begins in words, and sleeps until the last change has been in view', () => {
    const { html, spoken } = ready(reviewOf('real'));
    expect(spoken).toContain('What changes');
    expect(spoken).toContain('Read to the last change first.');
    expect(html).toMatch(/aria-disabled="true"[^>]*>I have read it, go on to sign/);
  });

  it('counts signatures of old and new keyholders apart', () => {
    const { spoken } = ready(reviewOf('real'));
    expect(spoken).toContain('Keyholders of version 15 2 in, 3 needed');
    expect(spoken).toContain('Keyholders of version 16 2 in, 3 needed');
  });

  it('takes up rows that were ticked before, of these bytes', () => {
    const kept = new Map([[ROOT, rows('same', 0, 1, 5)]]);
    expect(ready(reviewOf('real'), kept).spoken).toContain(
      '3 of 8 rows agree with the second device. Go on comparing',
    );
  });

  it('takes up no row that was ticked for other bytes', () => {
    const kept = new Map([[PRACTICE_ROOT, allCompared]]);
    expect(ready(reviewOf('real'), kept).spoken).toContain('Compare with a second device');
  });

  it('holds rows that differ against what was confirmed before', () => {
    const review = { ...reviewOf('real'), compared: true };
    expect(ready(review).spoken).toContain('All eight rows agree with the second device.');
    const { spoken } = ready(review, new Map([[ROOT, rows('differs', 2)]]));
    expect(spoken).toContain('Row C differs on the second device. Do not sign. Tell the host.');
    expect(spoken).not.toContain('All eight rows agree');
  });

  it('says why it stopped, above everything else', () => {
    const { html, spoken } = ready({ ...reviewOf('real'), problem: problemOf(noCeremony()) });
    expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('What changes'));
    expect(spoken).toContain('The station stopped here. Nothing can be signed yet.');
  });

  it('cannot be gone on from where a member is not explained, whatever was compared', () => {
    const { html, spoken } = ready(unexplainedReview('real'), new Map([[ROOT, allCompared]]));
    expect(spoken).toContain('One member is not explained. It cannot be signed for.');
    expect(html).toMatch(/aria-disabled="true"[^>]*>I have read it/);
  });
});

const account = (unexplained: number) =>
  markup(
    <AccountBar members={{ total: 42, changed: 4, unchanged: 38 - unexplained, unexplained }} />,
  );

describe('the account of all members', () => {
  it('has an icon and words for both of its states', () => {
    expect(account(0).spoken).toContain('All 42 members are accounted for.');
    expect(account(1).spoken).toContain('One of 42 members is not explained.');
    expect(account(3).spoken).toContain('Three of 42 members are not explained.');
    expect(account(0).html).not.toContain('account-open');
    expect(account(3).html).toContain('account-open');
  });

  it('draws as many stretches as there are kinds', () => {
    expect(account(0).html.match(/<rect/g)).toHaveLength(2);
    expect(account(2).html.match(/<rect/g)).toHaveLength(3);
  });
});

describe('the comparison with a second device', () => {
  it('says how a row is ticked, and then how many are', () => {
    expect(compare(nothingCompared).spoken).toContain('Space ticks the row that is lit.');
    expect(compare(rows('same', 0)).spoken).toContain('1 of 8 rows agree.');
  });

  it('lights the first row that is open', () => {
    const { html } = compare(rows('same', 0, 1, 3));
    expect(html).toMatch(/<tr class="aloud-now" aria-current="true"><th scope="row">C/);
    expect(html.match(/aria-current/g)).toHaveLength(1);
  });

  it('has a name for each tick: the letter and the words', () => {
    const names = all(treeOf(compare(nothingCompared).html), 'input')
      .map((field) => field.attributes.get('aria-label') ?? '')
      .filter((name) => name !== '');
    expect(names).toHaveLength(8);
    expect(names[0]).toBe('Row A is the same: adult conformist exceed Pegasus');
  });

  it.each([
    [[3], 'Row D differs. The two devices hold different bytes.'],
    [[0, 3], 'Rows A and D differ. The two devices hold different bytes.'],
  ])('stops at rows %j, and says what did not happen', (at, words) => {
    const { html, spoken } = compare(rows('differs', ...at));
    expect(html).toContain('role="alert"');
    expect(spoken).toContain(words);
    expect(spoken).toContain('Nothing was signed, no PIN was asked.');
    expect(spoken).toContain('A row differs.');
  });

  it('lets a row that differs be read again', () => {
    expect(compare(rows('differs', 3)).spoken).toContain('differs , row D. Read it again');
  });

  it('wakes with eight rows, and has no row left to type', () => {
    const { html, spoken } = compare(allCompared);
    expect(html).not.toContain('aria-disabled');
    expect(spoken).not.toContain('Or type row');
  });

  it('says in a rehearsal that it is never valid', () => {
    const { spoken, html } = compare(nothingCompared, true);
    expect(spoken).toContain('Practice: never valid');
    expect(html).toContain('PRACTICE');
  });
});

type Line = Review['sideBySide'][number];
const sides = (...lines: Line[]) =>
  treeOf(markup(<SideBySide review={{ ...reviewOf('real'), sideBySide: lines }} />).html);
const line = (member: string, old: string | null = 'a', next: string | null = 'b'): Line => ({
  member,
  old,
  new: next,
  same: old === next,
});
const classed = (root: ReturnType<typeof sides>, name: string) =>
  all(root, 'td', 'span').filter((one) => one.attributes.get('class') === name);

describe('side by side', () => {
  it('ends a line of a member’s name after a dot or an underscore', () => {
    const root = sides(line('roles.timestamp.threshold'), line('consistent_snapshot'));
    expect(all(root, 'code').map(written)).toEqual([
      'roles.timestamp.threshold',
      'consistent_snapshot',
    ]);
    expect(all(root, 'wbr')).toHaveLength(3);
    expect(classed(root, 'sbs-long')).toEqual([]);
  });

  it('breaks a key id, and nothing else of its name', () => {
    const root = sides(line(`keys.${'ab'.repeat(32)}.scheme`));
    expect(classed(root, 'sbs-long').map(written)).toEqual([`${'ab'.repeat(32)}.`]);
  });

  it('breaks values only where one is too long for any column', () => {
    expect(classed(sides(line('x', 'Ingrid Solheim', 'Priya Raman')), 'sbs-long')).toEqual([]);
    expect(classed(sides(line('x', 'a'.repeat(24), 'b')), 'sbs-long')).toEqual([]);
    // Both sides fold alike, so that they can be read across.
    expect(classed(sides(line('x', 'a'.repeat(25), 'b')), 'sbs-long')).toHaveLength(2);
    expect(classed(sides(line('x', null, 'a'.repeat(500))), 'sbs-long')).toHaveLength(2);
  });

  it('says what was not there and what was taken out, instead of an empty cell', () => {
    const root = sides(line('x', null, 'b'), line('y', 'a', null));
    expect(all(root, 'td').map(written)).toEqual(['not there', 'b', 'a', 'taken out']);
    expect(all(root, 'mark')).toEqual([]);
  });

  it('shows what stays only when asked, and counts it', () => {
    const { spoken } = markup(
      <SideBySide review={{ ...reviewOf('real'), sideBySide: [line('x'), line('y', 'a', 'a')] }} />,
    );
    expect(spoken).toContain('Members that differ, 1 of 2');
    expect(spoken).toContain('Show the one that stays as well');
    expect(spoken).not.toContain('Same:');
    expect(all(sides(line('x')), 'input')).toEqual([]);
  });

  it('has a head for each column and each row', () => {
    const heads = all(sides(line('x')), 'th').map((one) => one.attributes.get('scope'));
    expect(heads).toEqual(['col', 'col', 'col', 'row']);
  });
});

describe('waiting for a root', () => {
  const { html, spoken } = markup(
    withStation(
      <WaitingForRoot
        {...stepProps('real', 'review')}
        sentence="The host has not staged root version 16."
        hint="The host stages the root when all five keys are here."
        onLook={nothing}
      />,
    ),
  );

  it('says who makes it, and how else it may come', () => {
    expect(spoken).toContain('Waiting for the host There is no root to review yet');
    expect(spoken).toContain('The host stages the root when all five keys are here.');
    expect(spoken).toContain('Or bring it from a folder');
  });

  it('opens no picker by itself', () => {
    expect(html).not.toContain('<dialog');
  });
});

import { describe, expect, it } from 'vitest';
import { BytesCard } from '../../../../../renderer/screens/keyholder/review/bytes-card.tsx';
import {
  ChangeLine,
  ChangesCard,
} from '../../../../../renderer/screens/keyholder/review/changes-card.tsx';
import { RawBytes } from '../../../../../renderer/screens/keyholder/review/raw-bytes.tsx';
import { SideBySide } from '../../../../../renderer/screens/keyholder/review/side-by-side.tsx';
import { reviewOf, unexplainedReview } from '../../../gallery/values/review.ts';
import { markup } from '../../../markup.ts';

const review = reviewOf('real');
const changes = (of: typeof review) => markup(<ChangesCard review={of} end={null} />);

const card = (compared: number) =>
  markup(
    <BytesCard
      bytes={review.bytes}
      practice={false}
      compared={compared}
      onWhole={() => undefined}
      onCompare={() => undefined}
    />,
  ).spoken;

describe('what changes', () => {
  it('reads as sentences, what stays after it, then every member accounted for', () => {
    const { spoken } = changes(review);
    const order = [
      'What changes',
      'Ingrid Solheim leaves',
      'Priya Raman joins (you)',
      'The version goes up by one',
      'What stays',
      '3 of 5 signatures are needed',
      'All 41 members are accounted for.',
    ].map((text) => spoken.indexOf(text));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('tells old and new apart in words, not by a line through them alone', () => {
    expect(changes(review).spoken).toContain('was 14 January 2027 is now 14 July 2027');
  });

  it('says that something is not there any more', () => {
    const gone = { kind: 'role', title: 'x', detail: '', old: 'offline', new: null } as const;
    expect(markup(<ChangeLine change={gone} />).spoken).toContain('was offline not there any more');
  });

  it('names what has no explanation, in words', () => {
    const { html, spoken } = changes(unexplainedReview('real'));
    expect(spoken).toContain('Unexplained: One member has no explanation');
    expect(spoken).toContain('One of 42 members is not explained.');
    expect(html).toContain('account-open');
    expect(spoken).not.toContain('accounted for');
  });

  it('marks the end of the last change, before what stays', () => {
    const { html } = changes(review);
    expect(html.indexOf('chg-end')).toBeGreaterThan(html.indexOf('The version goes up by one'));
    expect(html.indexOf('chg-end')).toBeLessThan(html.indexOf('What stays'));
  });
});

describe('side by side', () => {
  it('shows what differs first, and offers the rest', () => {
    const { html, spoken } = markup(<SideBySide review={review} />);
    expect(spoken).toContain('Members that differ, 4 of 11');
    expect(spoken).toContain('Show the 7 that stay as well');
    expect(html).not.toContain('roles.root.threshold');
  });

  it('marks the characters that differ, and says what was added or taken out', () => {
    const { html, spoken } = markup(<SideBySide review={review} />);
    expect(html).toContain('<mark>1</mark>');
    expect(spoken).toContain('taken out');
    expect(spoken).toContain('not there');
    expect(spoken).toContain('Different: expires');
  });
});

describe('raw bytes', () => {
  it('gives every character, line feeds too, and makes no markup of them', () => {
    const text = '{"a":"<b>\n&"}';
    const { html } = markup(<RawBytes bytes={{ ...review.bytes, text }} />);
    expect(html).toContain('<pre>{&quot;a&quot;:&quot;&lt;b&gt;\n&amp;&quot;}</pre>');
    expect(html).toContain('5,912 bytes');
  });
});

describe('the card of bytes', () => {
  it('says the size, where it comes from, two rows in words, and where the rest is', () => {
    expect(card(0)).toContain('5,912 bytes, built again from the file on disk just now');
    expect(card(0)).toMatch(/A adult conformist exceed Pegasus B keyboard forever reform torpedo/);
    expect(card(0)).toContain('Show all 32 words and 64 digits');
  });

  it('says how far the comparison is', () => {
    expect(card(0)).toContain('Compare with a second device');
    expect(card(3)).toContain('3 of 8 rows agree with the second device. Go on comparing');
    expect(card(8)).toContain('All eight rows agree with the second device. Compare again');
  });
});

import { describe, expect, it } from 'vitest';
import { ClaimList } from '../../../renderer/components/claim-list.tsx';
import { CopyDigits } from '../../../renderer/components/copy-digits.tsx';
import { FilePath } from '../../../renderer/components/file-path.tsx';
import { HexLine } from '../../../renderer/components/hex-line.tsx';
import { iconShapes, type IconName } from '../../../renderer/components/icon-shapes.tsx';
import { Icon } from '../../../renderer/components/icon.tsx';
import { KeyboardHelp } from '../../../renderer/components/keyboard-help.tsx';
import { PinField } from '../../../renderer/components/pin-field.tsx';
import { NotDone, ProblemPanel } from '../../../renderer/components/problem.tsx';
import { SeatsMeter } from '../../../renderer/components/seats.tsx';
import { Segments } from '../../../renderer/components/segments.tsx';
import { Serial } from '../../../renderer/components/serial.tsx';
import { ShortRows } from '../../../renderer/components/short-rows.tsx';
import { Versus } from '../../../renderer/components/versus.tsx';
import { plainProblem } from '../../../src/contract/problem.ts';
import type { Seats } from '../../../src/contract/values.ts';
import { KEY } from '../gallery/values/digests.ts';
import { longSerial } from '../hostile.ts';
import { markup } from '../markup.ts';
import { all, treeOf, written } from '../rules/tree.ts';

const nothing = (): void => undefined;

describe('a PIN field', () => {
  const { html } = markup(
    <PinField name="pin" label="PIN" hint="Forgotten here." onFilled={nothing} />,
  );

  it('shows dots, suggests and remembers nothing, checks no spelling', () => {
    expect(html).toMatch(/type="password" autoComplete="off" spellCheck="false" maxLength="64"/);
    expect(html).not.toContain('value');
  });

  it('is named by its label and described by its hint', () => {
    const root = treeOf(html);
    const [field] = all(root, 'input');
    const [label] = all(root, 'label');
    expect(label?.attributes.get('for')).toBe(field?.attributes.get('id'));
    expect(html).toContain(`id="${field?.attributes.get('aria-describedby')}">Forgotten here.`);
  });

  it('refers to no hint that is not there', () => {
    expect(markup(<PinField name="p" label="PIN" onFilled={nothing} />).html).not.toContain(
      'aria-describedby',
    );
  });

  it('may be named with a serial, which is read digit by digit', () => {
    const label = (
      <>
        PIN of <Serial value="24617802" />
      </>
    );
    expect(markup(<PinField name="p" label={label} onFilled={nothing} />).spoken).toBe(
      'PIN of 2 4 6 1 7 8 0 2',
    );
  });
});

describe('a serial', () => {
  it.each([
    ['24617802', '2 4 6 1 7 8 0 2', '24|617|802'],
    ['7617802', '0 7 6 1 7 8 0 2', '07|617|802'],
    ['f3a91c0012345678', 'f 3 a 9 1 c 0 0 1 2 3 4 5 6 7 8', 'f3a9|1c00|1234|5678'],
    ['A-1', 'A - 1', 'A-1'],
  ])('%s is heard and drawn in groups', (value, heard, drawn) => {
    const { html, spoken } = markup(<Serial value={value} />);
    expect(spoken).toBe(heard);
    const digits = all(treeOf(html), 'span').find(
      (one) => one.attributes.get('class') === 'serial-digits',
    );
    expect(digits?.children.map((one) => (typeof one === 'string' ? one : written(one)))).toEqual(
      drawn.split('|'),
    );
  });

  it('of 64 characters is not cut off', () => {
    const { spoken } = markup(<Serial value={longSerial} />);
    expect(spoken.replaceAll(' ', '')).toBe(longSerial);
  });
});

const marks = (html: string) => [...html.matchAll(/<mark>(.*?)<\/mark>/g)].map((found) => found[1]);

describe('two sides that differ', () => {
  it('are marked by place where both are of one length', () => {
    expect(marks(markup(<Versus expected="c3d1 55a0" found="c3d1 55b0" />).html)).toEqual([
      'a',
      'b',
    ]);
  });

  it('are not marked where the lengths differ: every letter would be', () => {
    expect(marks(markup(<Versus expected="version 16" found="15" />).html)).toEqual([]);
  });

  it('take a number for a serial only if both are one', () => {
    const { html } = markup(<Versus expected="24617802" found="not there" />);
    expect(html).not.toContain('serial-big');
    expect(markup(<Versus expected="24617802" found="24617820" />).html).toContain('serial-big');
  });

  it('can be told apart without colour: icon, word and order', () => {
    const { html, spoken } = markup(
      <Versus expected="a" found="b" foundTitle="On disk" foundDetail="read just now" />,
    );
    expect(spoken).toBe('Expected a is not On disk b read just now');
    expect(html.match(/<svg class="icon/g)).toHaveLength(3);
  });

  it('draw a text from elsewhere as text', () => {
    const { html } = markup(<Versus expected="<b>x</b>" found="<i>y</i>" />);
    expect(html).not.toMatch(/<b>|<i>/);
  });
});

describe('an error', () => {
  const problem = plainProblem('ceremony.no-plan', 'this folder is not a ceremony', {
    hint: 'Choose another folder.',
  });

  it('that knows only what was found says only that', () => {
    const { spoken } = markup(<ProblemPanel problem={{ ...problem, found: 'no such file' }} />);
    expect(spoken).toContain('Found: no such file');
    expect(spoken).not.toContain('Expected');
  });

  it('keeps its code behind Details, with the place if there is one', () => {
    const without = markup(<ProblemPanel problem={problem} />);
    expect(without.spoken).toMatch(/Details ceremony.no-plan$/);
    const within = markup(<ProblemPanel problem={{ ...problem, place: 'ceremony.yaml line 3' }} />);
    expect(within.spoken).toMatch(/Details ceremony.no-plan , ceremony.yaml line 3$/);
    expect(without.html).not.toContain('<details open');
  });

  it('has a heading that can take the focus', () => {
    expect(markup(<ProblemPanel problem={problem} />).html).toContain(
      '<h2 tabindex="-1">This folder is not a ceremony</h2>',
    );
  });

  it('reads serials in its hint digit by digit', () => {
    const hint = 'Plug in 24617802.';
    expect(markup(<ProblemPanel problem={{ ...problem, hint }} />).spoken).toContain(
      'Plug in 2 4 6 1 7 8 0 2 .',
    );
  });

  it('says nothing where nothing is known of what did not happen', () => {
    expect(markup(<NotDone lines={[]} />).html).toBe('');
  });

  it('says each thing that did not happen without a full stop, with a check', () => {
    const { html, spoken } = markup(<NotDone lines={['Nothing was signed.', 'No PIN was sent']} />);
    expect(spoken).toBe('Nothing was signed No PIN was sent');
    expect(html.match(/<svg/g)).toHaveLength(2);
  });
});

const seats = (states: Seats['seats'][number]['state'][], threshold: number, signed: number) =>
  markup(
    <SeatsMeter
      seats={{
        title: 'Keyholders of version 16',
        threshold,
        seats: states.map((state, place) => ({ name: `n${place}`, state })),
        signed,
        sentence: '',
      }}
    />,
  );

describe('the seats of a threshold', () => {
  it('put the bar after the last needed one, whatever order they come in', () => {
    const { html } = seats(['spare', 'needed', 'you', 'in', 'spare'], 3, 1);
    const order = [...html.matchAll(/class="(seat[^"]*)"/g)].map((found) => found[1]);
    expect(order).toEqual(['seats', 'seat on', 'seat you', 'seat', 'seat-line', 'seat', 'seat']);
  });

  it.each([
    [['in', 'needed', 'needed'], 3, 1, '1 in, 3 needed'],
    [['in', 'in', 'in'], 3, 3, '3 in, enough'],
    [['in', 'in', 'in', 'in'], 3, 4, '4 in, enough'],
    [['needed'], 1, 0, '0 in, 1 needed'],
  ] as const)('say %j of %i in words', (states, threshold, signed, words) => {
    const { spoken } = seats([...states], threshold, signed);
    expect(spoken).toContain(words);
    expect(spoken).toContain(`${signed} of ${states.length} signed, ${threshold} needed`);
  });

  it('can be drawn with more keys than are needed by far', () => {
    const { html } = seats(
      Array.from({ length: 64 }, () => 'spare'),
      1,
      0,
    );
    expect(html.match(/class="seat"/g)).toHaveLength(64);
  });

  it('are silent as boxes: the words say it', () => {
    expect(seats(['in', 'you'], 2, 1).spoken).not.toMatch(/\byou\b/);
  });
});

describe('views and filters', () => {
  it('are one group of radio buttons with a question', () => {
    const { html, spoken } = markup(
      <Segments
        legend="View"
        options={[
          { value: 'words', label: 'In words' },
          { value: 'raw', label: 'Raw bytes' },
        ]}
        value="raw"
        onChange={nothing}
      />,
    );
    expect(spoken).toBe('View In words Raw bytes');
    const fields = all(treeOf(html), 'input');
    expect(new Set(fields.map((field) => field.attributes.get('name'))).size).toBe(1);
    expect(fields.map((field) => field.attributes.has('checked'))).toEqual([false, true]);
  });
});

describe('short forms', () => {
  it('of a fingerprint name their two rows', () => {
    const { spoken, html } = markup(<ShortRows digest={KEY} />);
    expect(html).toContain('First two of eight rows');
    expect(spoken).toMatch(/ A \S+ \S+ \S+ \S+ B \S+ \S+ \S+ \S+$/);
  });

  it('of a digest stand in groups of four, and say when there is more', () => {
    const { html } = markup(<HexLine digest={KEY} digits={32} more />);
    const groups = all(treeOf(html), 'span').map(written);
    expect(groups).toHaveLength(8);
    expect(groups.join('')).toBe(KEY.slice(0, 32));
    expect(html).toContain('<i>…</i>');
    expect(markup(<HexLine digest={KEY} digits={64} />).html).not.toContain('…');
  });

  it('of a digest offer all of its digits to copy', () => {
    const { html, spoken } = markup(<CopyDigits digest={KEY} />);
    expect(spoken).toBe('Copy all 64 digits');
    expect(html).toContain('aria-live="polite"');
  });
});

describe('a path', () => {
  it('may end a line after a slash or underscore, and is copied as it is', () => {
    const { html } = markup(<FilePath path="keys/24617802/24617802_key_cert.pem" />);
    expect(html).toBe('keys/<wbr/>24617802/<wbr/>24617802_<wbr/>key_<wbr/>cert.pem');
    expect(written(treeOf(html))).toBe('keys/24617802/24617802_key_cert.pem');
  });
});

describe('claims', () => {
  it('that have no more to say than their value say no more', () => {
    const { html } = markup(
      <ClaimList claims={[{ label: 'PIN', value: 'Asked', why: '', state: 'ok' }]} />,
    );
    expect(html).not.toContain('<small>');
  });

  it('are told apart by icon and word, not by colour', () => {
    const looks = (['ok', 'note', 'stop', 'unknown'] as const).map((state) => {
      const { html } = markup(
        <ClaimList claims={[{ label: 'PIN', value: 'v', why: 'w', state }]} />,
      );
      return /<svg[^>]*>(.*?)<\/svg>/s.exec(html)?.[1];
    });
    expect(new Set(looks).size).toBe(4);
  });

  it('are empty without lines', () => {
    expect(markup(<ClaimList claims={[]} />).spoken).toBe('');
  });
});

describe('icons', () => {
  const names = Object.keys(iconShapes) as IconName[];

  it.each(names)('%s is drawn, silent, in the colour of its text', (name) => {
    const { html, spoken } = markup(<Icon name={name} />);
    expect(spoken).toBe('');
    expect(html).toContain('stroke="currentColor"');
    expect(html).toMatch(/<(?:path|circle|rect)/);
  });

  it('are all of different shapes', () => {
    const shapes = names.map((name) => markup(<Icon name={name} />).html);
    expect(new Set(shapes).size).toBe(names.length);
  });
});

describe('the list of keys', () => {
  it('names every key once, with what it does, and turns single letters off', () => {
    const { html, spoken } = markup(
      <KeyboardHelp singleLetters onSingleLetters={nothing} onClose={nothing} />,
    );
    const keys = [...html.matchAll(/<kbd>(.*?)<\/kbd>/g)].map((found) => found[1]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['Esc', 'F', 'R', 'D', '?', 'Alt ←']));
    expect(spoken).toContain('Single letters act outside text fields');
    expect(html).toMatch(/<input type="checkbox" checked=""/);
  });
});

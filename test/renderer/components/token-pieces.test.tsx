import { describe, expect, it, vi } from 'vitest';
import { RuleList } from '../../../renderer/components/rule-list.tsx';
import { TokenHead } from '../../../renderer/components/token-head.tsx';
import { TokenName } from '../../../renderer/components/token-name.tsx';
import { TypedField } from '../../../renderer/components/typed-field.tsx';
import { WillDo } from '../../../renderer/components/will-do.tsx';
import { tokenOf } from '../gallery/values/tokens.ts';
import { handsOn } from '../hands.tsx';
import { markup } from '../markup.ts';
import { all, heard, treeOf } from '../rules/tree.ts';

const spelled = (serial: string | null): string => Array.from(serial ?? '').join(' ');

describe('the head of a card about one token', () => {
  it('has its model as a heading, and its number digit by digit', () => {
    const token = tokenOf('real');
    const { html, spoken } = markup(<TokenHead token={token} />);
    expect(all(treeOf(html), 'h2').map(heard)).toEqual([token.model]);
    expect(spoken).toContain(`Serial ${spelled(token.serial)}`);
  });

  it('is drawn as practice where the token is', () => {
    const practice = tokenOf('rehearsal');
    expect(markup(<TokenHead token={practice} />).html).toContain('class="token token-practice');
    expect(markup(<TokenHead token={tokenOf('real')} />).html).not.toContain('token-practice');
  });

  it('says that a token tells no number, and puts nothing in its place', () => {
    const silent = { ...tokenOf('real'), serial: null };
    expect(markup(<TokenHead token={silent} />).spoken).toBe(`${silent.model} It tells no serial`);
  });
});

describe('the name of a token', () => {
  const token = tokenOf('real');

  it('is its number, digit by digit', () => {
    expect(markup(<TokenName token={token} />).spoken).toBe(spelled(token.serial));
  });

  it('is its model where it tells no number, read as a word and not spelled', () => {
    const { html } = markup(<TokenName token={{ ...token, serial: null }} />);
    expect(html).toBe(token.model);
  });
});

describe('what a token will do', () => {
  it('is said in its order, with numbers as numbers of tokens', () => {
    const acts = ['The PIN is set.', 'The key is made on 24617802.'];
    const { html } = markup(<WillDo acts={acts} />);
    const [first, second] = all(treeOf(html), 'li').map(heard);
    expect(first).toBe('The PIN is set.');
    expect(second).toContain(spelled('24617802'));
    expect(all(treeOf(html), 'h2').map(heard)).toEqual(['What will happen']);
  });
});

describe('the rules of a PIN', () => {
  it('are a list, and no empty one', () => {
    expect(markup(<RuleList rules={[]} />).html).toBe('');
    const { html } = markup(<RuleList rules={['Six to eight signs.', 'Not all the same.']} />);
    expect(all(treeOf(html), 'li').map(heard)).toEqual([
      'Six to eight signs.',
      'Not all the same.',
    ]);
  });
});

const field = (onType: (typed: string) => void = () => undefined) => (
  <TypedField value="2461" onType={onType} longest={10}>
    Its number
  </TypedField>
);

describe('a field for what is typed off something', () => {
  it('tells what is typed, and neither suggests nor corrects', () => {
    const type = vi.fn<(typed: string) => void>();
    handsOn(field(type)).change({ value: '24617' });
    expect(type).toHaveBeenCalledExactlyOnceWith('24617');
    const [input] = all(treeOf(markup(field()).html), 'input');
    expect(input?.attributes.get('autoComplete')).toBe('off');
    expect(input?.attributes.get('spellCheck')).toBe('false');
    expect(input?.attributes.get('maxLength')).toBe('10');
    expect(input?.attributes.get('value')).toBe('2461');
  });

  it('has its label', () => {
    const root = treeOf(markup(field()).html);
    const [label] = all(root, 'label');
    expect(heard(label!)).toBe('Its number');
    expect(label?.attributes.get('for')).toBe(all(root, 'input')[0]?.attributes.get('id'));
  });
});

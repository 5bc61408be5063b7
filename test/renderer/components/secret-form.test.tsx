import { describe, expect, it, vi } from 'vitest';
import { useSecretForm, type SecretField } from '../../../renderer/components/secret-form.tsx';
import { handsOn } from '../hands.tsx';
import { markup } from '../markup.ts';
import { all, treeOf } from '../rules/tree.ts';

type Send = (values: readonly string[]) => void;

const pins: readonly SecretField[] = [
  { name: 'pin', label: 'PIN', hint: 'It is forgotten here.' },
  { name: 'repeat', label: 'The same again' },
];

interface PageProps {
  fields?: readonly SecretField[];
  open?: boolean;
  send?: Send;
}

/** A form for PINs, with its primary action beside it and the name of what is missing. */
function Page({ fields = pins, open = true, send = () => undefined }: PageProps) {
  const secrets = useSecretForm(
    { fields, open, before: <p>Look at the number first.</p>, className: 'sign-pin' },
    send,
  );
  return (
    <>
      {secrets.form}
      <p id="action-note">{secrets.missing ?? 'nothing is missing'}</p>
      {secrets.send('Send them')}
    </>
  );
}

const button = (html: string) => all(treeOf(html), 'button')[0]?.attributes;

describe('a form for PINs', () => {
  it('sends nothing while a field is empty, by button or by Enter, and names the first of them', () => {
    const send = vi.fn<Send>();
    const hands = handsOn(<Page send={send} />);
    hands.press('Send them');
    hands.enter();
    expect(send).not.toHaveBeenCalled();
    const { html, spoken } = markup(<Page />);
    expect(spoken).toContain('pin Send them');
    expect(button(html)?.get('aria-disabled')).toBe('true');
  });

  it('without fields is ready, and sends nothing typed: the PIN is typed on the token itself', () => {
    const send = vi.fn<Send>();
    handsOn(<Page fields={[]} send={send} />).enter();
    expect(send.mock.calls).toEqual([[[]]]);
    expect(button(markup(<Page fields={[]} />).html)?.get('aria-disabled')).toBeUndefined();
  });

  it('that is not open sends nothing, though nothing is missing', () => {
    const send = vi.fn<Send>();
    const hands = handsOn(<Page fields={[]} open={false} send={send} />);
    hands.enter();
    hands.press('Send them');
    expect(send).not.toHaveBeenCalled();
    const { html, spoken } = markup(<Page fields={[]} open={false} />);
    expect(spoken).toContain('nothing is missing');
    expect(button(html)?.get('aria-disabled')).toBe('true');
  });

  it('is sent by the button that belongs to it, and says at the button why it waits', () => {
    const root = treeOf(markup(<Page />).html);
    const [form] = all(root, 'form');
    const [press] = all(root, 'button');
    expect(press?.attributes.get('type')).toBe('submit');
    expect(press?.attributes.get('form')).toBe(form?.attributes.get('id'));
    expect(press?.attributes.get('aria-describedby')).toBe('action-note');
  });

  it('shows dots only, begins empty, and says each hint at its own field', () => {
    const root = treeOf(markup(<Page />).html);
    const [first, second] = all(root, 'input');
    for (const field of [first, second]) {
      expect(field?.attributes.get('type')).toBe('password');
      expect(field?.attributes.get('value')).toBeUndefined();
    }
    const hint = first?.attributes.get('aria-describedby');
    const texts = all(root, 'p').filter(({ attributes }) => attributes.get('id') === hint);
    expect(texts.map(({ children }) => children)).toEqual([['It is forgotten here.']]);
    expect(second?.attributes.get('aria-describedby')).toBeUndefined();
  });

  it('has what belongs before the fields before them, in one form', () => {
    const [form] = all(treeOf(markup(<Page />).html), 'form');
    expect(form?.attributes.get('class')).toBe('sign-pin');
    expect(all(form!, 'p', 'input').map(({ tag }) => tag)).toEqual(['p', 'input', 'p', 'input']);
  });
});

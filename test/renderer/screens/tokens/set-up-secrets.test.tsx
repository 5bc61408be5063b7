import { describe, expect, it, vi } from 'vitest';
import { SetUpSecrets } from '../../../../renderer/screens/tokens/set-up-secrets.tsx';
import type { TokenDetails } from '../../../../src/contract/token-care.ts';
import { problemOf } from '../../../../src/contract/problem.ts';
import { newYubikey, usedYubikey, wrongOldPin } from '../../gallery/values/token-care.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

type Send = Parameters<typeof SetUpSecrets>[0]['onSend'];

function page(of: TokenDetails, send: Send = () => undefined, stopped = false) {
  if (of.setUp === null) throw new Error('a YubiKey');
  const problem = stopped ? problemOf(wrongOldPin()) : null;
  return <SetUpSecrets details={of} setUp={of.setUp} problem={problem} back={null} onSend={send} />;
}

describe('the PIN and PUK of a set-up', () => {
  it('are both typed twice, as dots, and begin empty', () => {
    const { html } = markup(page(usedYubikey('real')));
    const fields = html.match(/<input[^>]*>/g) ?? [];
    expect(fields).toHaveLength(4);
    for (const field of fields) {
      expect(field).toContain('type="password"');
      expect(field).not.toContain('value');
    }
  });

  it('are not sent while one is missing, and which one is said', () => {
    const send = vi.fn<Send>();
    const of = page(usedYubikey('real'), send);
    expect(markup(of).spoken).toContain('Type a PIN first.');
    const hands = handsOn(of);
    hands.enter();
    hands.press('Erase and set up');
    expect(send).not.toHaveBeenCalled();
  });

  it('erase only where something is there: the act and its steps say which', () => {
    const used = markup(page(usedYubikey('real'))).spoken;
    expect(used).toContain('Erase and set up');
    expect(used).toContain('All keys go.');
    const fresh = { ...newYubikey('real'), setUp: { ...newYubikey('real').setUp!, erases: [] } };
    const { spoken } = markup(page(fresh));
    expect(spoken).not.toMatch(/[Ee]rase|All keys go/);
    expect(spoken).toContain('It takes seconds, and cannot be stopped half way.');
  });

  it('show the rules that a PIN is held against, and what stopped before', () => {
    const of = usedYubikey('real');
    const { html, spoken } = markup(page(of, undefined, true));
    for (const rule of of.setUp?.rules ?? []) expect(spoken).toContain(rule);
    expect(html).toContain('role="alert"');
  });
});

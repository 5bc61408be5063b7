import { describe, expect, it } from 'vitest';
import { SignerLine, type Signer } from '../../../../renderer/screens/host/signer-line.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

const priya: Signer = {
  id: 'priya',
  name: 'Priya Raman',
  serial: '24617802',
  ready: true,
  reason: 'The token is plugged in.',
  tries: 'Three tries left',
  practice: false,
};

type Sent = readonly [participant: string, pin: string | null];

function line(signer: Partial<Signer> = {}, more: { done?: string; busy?: boolean } = {}) {
  const sent: Sent[] = [];
  const view = (
    <ul>
      <SignerLine
        signer={{ ...priya, ...signer }}
        done={more.done ?? null}
        verb="Sign the record"
        busy={more.busy ?? false}
        onSign={(...of) => sent.push(of)}
      />
    </ul>
  );
  return { view, sent, ...markup(view) };
}

describe('one who signs', () => {
  it('is named with the number of the token, digit by digit, or as without a key', () => {
    expect(line().spoken).toContain('Priya Raman 2 4 6 1 7 8 0 2');
    expect(line({ serial: null }).spoken).toContain('Priya Raman no key yet');
  });

  it('is called by the first name at the button, so that several can be told apart', () => {
    expect(line().spoken).toContain('Let Priya sign');
    expect(line({ name: 'Mei' }).spoken).toContain('Let Mei sign');
  });

  it('says why nobody can be asked, and offers no button', () => {
    const away = line({ ready: false, reason: 'Plug in 24617802.' });
    expect(away.spoken).toContain('Plug in 2 4 6 1 7 8 0 2 .');
    expect(away.html).not.toContain('<button');
  });

  it('says what was signed in place of what it waits for', () => {
    const { spoken, html } = line({ ready: false }, { done: 'Signed lines 1 to 40' });
    expect(spoken).toContain('Signed lines 1 to 40');
    expect(spoken).not.toContain(priya.reason);
    expect(html).toContain('class="h-ok"');
  });

  it('sends no PIN for a person whom the station plays, and nothing for another before it is typed', () => {
    const played = line({ practice: true });
    handsOn(played.view).press('Let Priya sign');
    expect(played.sent).toEqual([['priya', null]]);
    const real = line();
    handsOn(real.view).press('Let Priya sign');
    expect(real.sent).toEqual([]);
  });

  it('waits while another act is under way', () => {
    const busy = line({ practice: true }, { busy: true });
    expect(busy.html).toMatch(/aria-disabled="true"[^>]*>Let /);
    handsOn(busy.view).press('Let Priya sign');
    expect(busy.sent).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { OnlineKeysCard } from '../../../../../renderer/screens/host/assemble/online-keys-card.tsx';
import type { OnlineKeysView } from '../../../../../src/contract/online-keys.ts';
import { plainProblem } from '../../../../../src/contract/problem.ts';
import { onlineKeysHere, onlineKeysOf } from '../../../gallery/values/online-keys.ts';
import { handsOn } from '../../../hands.tsx';
import { askedCall, stillCall } from '../../../host-calls.ts';
import { markup } from '../../../markup.ts';
import { withStation } from '../../../quiet-station.tsx';

type Props = Parameters<typeof OnlineKeysCard>[0];
const card = (view: OnlineKeysView, change: Partial<Props> = {}) =>
  withStation(
    <OnlineKeysCard
      view={view}
      take={stillCall()}
      make={stillCall()}
      made={null}
      onView={() => undefined}
      {...change}
    />,
  );

describe('online keys', () => {
  it('on a token come in by one press, those in a file after the file was chosen', () => {
    const { call, asked } = askedCall<'online.export'>();
    const hands = handsOn(card(onlineKeysOf('real'), { take: call }));
    hands.press('Take in snapshot-key from its file');
    expect(asked).toEqual([]);
    hands.press('Take in timestamp-key from its token');
    expect(asked).toEqual([{ id: 'timestamp-key', place: null }]);
  });

  it('are made here only where the plan lets one be made', () => {
    expect(markup(card(onlineKeysOf('rehearsal'))).spoken).toContain('Make the key snapshot-key…');
    expect(markup(card(onlineKeysOf('real'))).spoken).not.toContain('Make the key');
  });

  it('are not made before a folder for the file was chosen: no passphrase is asked for', () => {
    const { call, asked } = askedCall<'online.make'>();
    const screen = card(onlineKeysOf('rehearsal'), { make: call });
    expect(markup(screen).html).not.toContain('type="password"');
    handsOn(screen).press('Make the key snapshot-key');
    expect(asked).toEqual([]);
  });

  it('that are here are shown by their digest, and not taken in again', () => {
    const { html, spoken } = markup(card(onlineKeysHere));
    expect(html).not.toContain('<button');
    expect(spoken).toContain('Its public key is here.');
  });

  it('are not begun twice, and a problem stands in the card', () => {
    const { call, asked } = askedCall<'online.export'>();
    const make = stillCall<'online.make'>({ pending: true });
    handsOn(card(onlineKeysOf('real'), { take: call, make })).press('Take in timestamp-key');
    expect(asked).toEqual([]);
    const problem = plainProblem('online.other-key', 'the file holds another key', {
      hint: 'Choose the right one.',
    });
    expect(markup(card(onlineKeysHere, { take: stillCall({ problem }) })).html).toContain(
      'role="alert"',
    );
  });

  it('that were made are to be kept outside of every ceremony folder, the passphrase elsewhere', () => {
    const { spoken } = markup(card(onlineKeysHere, { made: 'snapshot-key.online-key.json' }));
    expect(spoken).toContain('snapshot-key.online-key.json was read back and is the same.');
    expect(spoken).toContain('Keep it outside of every ceremony folder');
  });
});

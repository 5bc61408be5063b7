import { describe, expect, it, vi } from 'vitest';
import { DelegationsStage } from '../../../../../renderer/screens/host/delegations/delegations-stage.tsx';
import type { Changing } from '../../../../../renderer/screens/host/delegations/terms.ts';
import type { DelegationsView } from '../../../../../src/contract/delegations.ts';
import { plainProblem } from '../../../../../src/contract/problem.ts';
import {
  delegationsClosed,
  delegationsOf,
  delegationsReady,
  delegationsWaiting,
} from '../../../gallery/values/delegations.ts';
import { handsOn } from '../../../hands.tsx';
import { askedCall, stillCall } from '../../../host-calls.ts';
import { markup } from '../../../markup.ts';
import { withStation } from '../../../quiet-station.tsx';

const nothing = (): void => undefined;

interface Given {
  readonly view?: DelegationsView;
  readonly calls?: Partial<Parameters<typeof DelegationsStage>[0]['calls']>;
  readonly onChange?: (changing: Changing) => void;
}

const stage = ({ view = delegationsOf('real'), calls = {}, onChange = nothing }: Given = {}) =>
  withStation(
    <DelegationsStage
      view={view}
      practice={false}
      calls={{
        sign: stillCall(),
        withdraw: stillCall(),
        take: stillCall(),
        publish: stillCall(),
        ...calls,
      }}
      lookProblem={null}
      onView={nothing}
      onChange={onChange}
      onLeave={nothing}
    />,
  );

/** Everything is signed, and nothing has to be typed: practice keys sign. */
const freeToPublish: DelegationsView = { ...delegationsReady('real'), publicationKeys: [] };

describe('delegations', () => {
  it('begin with another project while nothing waits, and say that nothing changes by it', () => {
    const change = vi.fn<(changing: Changing) => void>();
    expect(markup(stage()).spoken).toContain(
      'Nothing is changed before you have seen the difference. Delegate to another project…',
    );
    handsOn(stage({ onChange: change })).press('Delegate to another project');
    expect(change).toHaveBeenCalledExactlyOnceWith({ change: 'add', role: null });
  });

  it('offer nothing before the root is published, and say what comes first', () => {
    const { html, spoken } = markup(stage({ view: delegationsClosed }));
    expect(html).not.toContain('btn-primary');
    expect(spoken).toContain('Publish the root of this ceremony first.');
  });

  it('change one at a time: no role can be changed while a change waits', () => {
    const { html, spoken } = markup(stage({ view: delegationsWaiting('real') }));
    expect(spoken).toContain('Another change waits. One at a time.');
    expect(html).not.toContain('Revoke…');
    expect(markup(stage()).html).toContain('Revoke…');
  });

  it('cannot be published before everything is signed, and say what is missing', () => {
    const { call, asked } = askedCall<'delegations.publish'>();
    const view = delegationsWaiting('real');
    const { html, spoken } = markup(stage({ view }));
    expect(html).toMatch(/aria-disabled="true"[^>]*>Publish the change/);
    expect(spoken).toContain(`${view.publish.reason} Publish the change`);
    handsOn(stage({ view, calls: { publish: call } })).press('Publish the change');
    expect(asked).toEqual([]);
  });

  it('ask for what the online keys need before they are published, and not earlier', () => {
    const { call, asked } = askedCall<'delegations.publish'>();
    const view = delegationsReady('real');
    expect(markup(stage({ view: delegationsWaiting('real') })).html).not.toContain('Passphrase');
    expect(markup(stage({ view })).html).toContain('type="password"');
    handsOn(stage({ view, calls: { publish: call } })).press('Publish the change');
    expect(asked).toEqual([]);
  });

  it('are published in one press where nothing has to be typed', () => {
    const { call, asked } = askedCall<'delegations.publish'>();
    handsOn(stage({ view: freeToPublish, calls: { publish: call } })).press('Publish the change');
    expect(asked).toEqual([{ pins: [], file: null }]);
  });

  it('begin nothing while something is under way', () => {
    const publish = askedCall<'delegations.publish'>();
    const calls = { publish: publish.call, take: stillCall<'delegations.take'>({ pending: true }) };
    const screen = stage({ view: freeToPublish, calls });
    expect(markup(screen).spoken).toContain('Working. If a token blinks, touch it.');
    handsOn(screen).press('Publish the change');
    expect(publish.asked).toEqual([]);
  });

  it('are taken back only while nobody has signed', () => {
    const view = delegationsWaiting('real');
    expect(markup(stage({ view })).html).not.toContain('Take the change back');
    const open = {
      ...view,
      waiting: { ...view.waiting!, withdraw: { ready: true, reason: 'Nobody has signed it.' } },
    };
    const { call, asked } = askedCall<'delegations.withdraw'>();
    handsOn(stage({ view: open, calls: { withdraw: call } })).press('Take the change back');
    expect(asked).toEqual([null]);
  });

  it('show what stopped, above everything', () => {
    const problem = plainProblem('delegation.taken', 'the file is of another role', {
      hint: 'Ask for the right one.',
    });
    const { html } = markup(stage({ calls: { take: stillCall({ problem }) } }));
    expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('host-grid'));
  });
});

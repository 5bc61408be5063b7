import { describe, expect, it } from 'vitest';
import { DelegateStage } from '../../../../../renderer/screens/host/delegate/delegate-stage.tsx';
import type { DelegateView } from '../../../../../src/contract/delegate.ts';
import { delegateOdd, delegateOf, delegateStaged } from '../../../gallery/values/delegate.ts';
import { handsOn } from '../../../hands.tsx';
import { askedCall, stillCall } from '../../../host-calls.ts';
import { markup } from '../../../markup.ts';
import { withStation } from '../../../quiet-station.tsx';

const nothing = (): void => undefined;

const stage = (
  view: DelegateView,
  calls: Partial<Parameters<typeof DelegateStage>[0]['calls']> = {},
  practice = false,
) =>
  withStation(
    <DelegateStage
      view={view}
      practice={practice}
      calls={{ stage: stillCall(), sign: stillCall(), carry: stillCall(), ...calls }}
      lookProblem={null}
      carried={null}
      onView={nothing}
      onCarried={nothing}
      onLeave={nothing}
    />,
  );

const notReady: DelegateView = {
  ...delegateOf(),
  stage: { ready: false, reason: 'A file lies outside of the paths.' },
};

describe('the role of a delegate', () => {
  it('is staged first, with the version that is shown', () => {
    const { call, asked } = askedCall<'delegate.stage'>();
    const screen = stage(delegateOf(), { stage: call });
    expect(markup(screen).spoken).toContain('Nothing is signed by staging it. Stage the role');
    handsOn(screen).press('Stage the role');
    expect(asked).toEqual([{ version: 1 }]);
  });

  it('is not staged while a file is against its terms, and why is said beside the act', () => {
    const { call, asked } = askedCall<'delegate.stage'>();
    const screen = stage(notReady, { stage: call });
    expect(markup(screen).html).toMatch(/aria-disabled="true"[^>]*>Stage the role/);
    expect(markup(screen).spoken).toContain('A file lies outside of the paths. Stage the role');
    handsOn(screen).press('Stage the role');
    expect(asked).toEqual([]);
  });

  it('says what it may list, and for whom', () => {
    const view = delegateOf();
    const { spoken } = markup(stage(view));
    for (const path of view.paths) expect(spoken).toContain(path);
    expect(spoken).toContain(`${view.threshold} of its keyholders`);
  });

  it('goes out only with every signature that it needs', () => {
    const { html, spoken } = markup(stage(delegateStaged('real', 1)));
    expect(html).toMatch(/aria-disabled="true"[^>]*>.*?Copy it for the delegator…/s);
    expect(spoken).toContain('One more signature is needed. Copy it for the delegator…');
    expect(markup(stage(delegateStaged('real', 2))).html).not.toMatch(
      /aria-disabled="true"[^>]*>(?:<svg.*?<\/svg>)?Copy it/s,
    );
  });

  it('shows the words of the bytes before anybody signs them', () => {
    const { spoken } = markup(stage(delegateStaged('real')));
    expect(spoken).toContain('Compare the words with a second device first.');
    expect(spoken.indexOf('Compare the words')).toBeLessThan(spoken.indexOf('Tom Okafor'));
  });

  it('that is not what its files make is said so, above the bytes', () => {
    const view = delegateOdd('real');
    const { spoken } = markup(stage(view));
    expect(view.staged?.odd).not.toBeNull();
    expect(spoken).toContain(view.staged?.odd ?? '');
  });

  it('is staged again as a second way, never in place of the next act', () => {
    const { html } = markup(stage(delegateStaged('real', 1)));
    expect(html.match(/btn-primary/g)).toHaveLength(1);
    expect(html).toContain('Stage it again');
  });

  it('lets a practice colleague sign what was shown, and no other bytes', () => {
    const { call, asked } = askedCall<'delegate.sign'>();
    const view = delegateStaged('rehearsal', 1);
    handsOn(stage(view, { sign: call }, true)).press('Let Tom sign');
    expect(asked).toEqual([
      { participant: 'tom-okafor', pin: null, signedSha256: view.staged?.signedSha256 },
    ]);
  });

  it('does nothing twice', () => {
    const { call, asked } = askedCall<'delegate.stage'>({ pending: true });
    const screen = stage(delegateOf(), { stage: call });
    expect(markup(screen).spoken).toContain('Working.');
    handsOn(screen).press('Stage the role');
    expect(asked).toEqual([]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { LiveStage } from '../../../../renderer/screens/host/live-stage.tsx';
import type { HostCalls } from '../../../../renderer/screens/host/host-calls.ts';
import type { ScriptCalls } from '../../../../renderer/screens/host/script-calls.ts';
import type { HostView } from '../../../../src/contract/host.ts';
import type { ScriptView } from '../../../../src/contract/script.ts';
import { hostAtStart, hostOf } from '../../gallery/values/host.ts';
import {
  scriptClock,
  scriptPaused,
  scriptReady,
  scriptRunning,
  scriptTroubled,
} from '../../gallery/values/script.ts';
import { handsOn } from '../../hands.tsx';
import { askedCall, hostCalls, scriptCalls } from '../../host-calls.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';

const nothing = (): void => undefined;

interface Given {
  readonly script?: ScriptView;
  readonly view?: HostView;
  readonly calls?: Partial<HostCalls>;
  readonly run?: Partial<ScriptCalls>;
  readonly onCarry?: () => void;
}

const live = ({
  script = scriptRunning,
  view = hostOf('real'),
  calls = {},
  run = {},
  onCarry = nothing,
}: Given = {}) =>
  withStation(
    <LiveStage
      view={view}
      script={script}
      practice={false}
      calls={{ ...hostCalls(), ...calls }}
      run={{ ...scriptCalls(), ...run }}
      lookProblem={null}
      onView={nothing}
      onScript={nothing}
      onCarry={onCarry}
      onRecord={nothing}
      onLeave={nothing}
    />,
  );

/** A ceremony in which nobody is there beside the host. */
const alone: ScriptView = { ...scriptReady, witnesses: [] };
const inAct = (id: string, script: ScriptView = scriptRunning): ScriptView => ({
  ...script,
  acts: script.acts.map((act) => ({
    ...act,
    state: act.id === id ? ('now' as const) : ('next' as const),
  })),
});

describe('an act of the script', () => {
  it('is headed by its title, and cannot be closed before it is done', () => {
    const { call, asked } = askedCall<'script.close'>();
    const screen = live({ run: { close: call } });
    const { html, spoken } = markup(screen);
    expect(html).toContain('>Keyholders sign root version 16</h1>');
    expect(spoken).toContain('Act 6 can be closed when both sides have three. Close act 6');
    handsOn(screen).press('Close act 6');
    expect(asked).toEqual([]);
  });

  it('is not closed without the initials of a witness, where the plan has one', () => {
    const { call, asked } = askedCall<'script.close'>();
    const screen = live({ script: scriptReady, run: { close: call } });
    expect(markup(screen).spoken).toContain('The witness types initials. Close act 6');
    handsOn(screen).press('Close act 6');
    expect(asked).toEqual([]);
  });

  it('is closed by its own id where nobody can witness it', async () => {
    const { call, asked } = askedCall<'script.close'>();
    handsOn(live({ script: alone, run: { close: call } })).press('Close act 6');
    await Promise.resolve();
    expect(asked).toEqual([{ act: 'sign', witness: null, initials: '' }]);
  });

  it('does what it is for before it is closed: staging, or publishing', () => {
    const staged = askedCall<'host.stage'>();
    const closed = askedCall<'script.close'>();
    const view = hostAtStart('real');
    const script = inAct('publish');
    const acts = script.acts.map((act) => (act.id === 'publish' ? { ...act, id: 'stage' } : act));
    const ready = { ...view, stage: { ready: true, reason: 'Every key is here.' } };
    handsOn(
      live({
        script: { ...script, acts },
        view: ready,
        calls: { stage: staged.call },
        run: { close: closed.call },
      }),
    ).press('Stage the root');
    expect([staged.asked, closed.asked]).toEqual([[null], []]);
    const { spoken } = markup(live({ script, view: hostOf('real') }));
    expect(spoken).toContain('Publish the root');
    expect(spoken).not.toContain('Close act');
  });

  it('asks for a PIN only in the act that publishes, and when it can', () => {
    const view: HostView = {
      ...hostOf('real'),
      publishNeedsPin: true,
      publish: { ready: true, reason: 'It moves root.json.' },
    };
    expect(markup(live({ script: inAct('publish'), view })).html).toContain('type="password"');
    expect(markup(live({ view })).html).not.toContain('type="password"');
    const early = { ...view, publish: { ready: false, reason: 'Too early.' } };
    const { html } = markup(live({ script: inAct('publish'), view: early }));
    expect(html).not.toContain('type="password"');
  });

  it('begins nothing while something is under way', () => {
    const { call, asked } = askedCall<'script.close'>();
    const screen = live({
      script: alone,
      run: { close: call },
      calls: hostCalls({ take: { pending: true } }),
    });
    expect(markup(screen).spoken).toContain('Working. Close act 6');
    handsOn(screen).press('Close act 6');
    expect(asked).toEqual([]);
  });
});

describe('a script that is stopped or paused', () => {
  it('stops for a deviation on a press, but not twice in a pause', () => {
    const { call, asked } = askedCall<'deviation.stop'>();
    handsOn(live({ run: { stop: call } })).press('Record a deviation');
    expect(asked).toEqual([null]);
    handsOn(live({ script: scriptPaused, run: { stop: call } })).press('Record a deviation');
    expect(asked).toHaveLength(1);
  });

  it('in a pause has going on as its only act, and no initials are typed', () => {
    const { call, asked } = askedCall<'script.resume'>();
    const screen = live({ script: scriptPaused, run: { resume: call } });
    const { html, spoken } = markup(screen);
    expect(spoken).toContain('The clock of the act goes on. Go on');
    expect(spoken).not.toContain('Initials');
    expect(html).not.toMatch(/>(?:<svg.*?<\/svg>)?Pause</s);
    handsOn(screen).press('Go on');
    expect(asked).toEqual([null]);
  });
});

describe('beside the script', () => {
  it('stands the clock only in its act, and it is not confirmed without a witness', () => {
    const { call, asked } = askedCall<'clock.settle'>();
    const screen = live({ script: scriptClock, run: { settleClock: call } });
    expect(markup(screen).spoken).toContain('What time is it?');
    expect(markup(live()).spoken).not.toContain('What time is it?');
    handsOn(screen).press('Confirm this time');
    expect(asked).toEqual([]);
  });

  it('stands trouble only where a rehearsal has it', () => {
    expect(markup(live({ script: scriptTroubled })).spoken).toContain('An absent keyholder');
    expect(markup(live()).spoken).not.toContain('An absent keyholder');
  });

  it('says when today is not the day of the plan', () => {
    const dateNote = 'The plan is for 14 July, and today is 15 July.';
    expect(markup(live({ script: { ...scriptRunning, dateNote } })).spoken).toContain(dateNote);
  });

  it('leads to carrying work by stick', () => {
    const carry = vi.fn<() => void>();
    handsOn(live({ onCarry: carry })).press('Work by stick or folder');
    expect(carry).toHaveBeenCalledTimes(1);
  });
});

import { describe, expect, it } from 'vitest';
import { AssembleStage } from '../../../../../renderer/screens/host/assemble/assemble-stage.tsx';
import type { AssemblyView, Brought } from '../../../../../src/contract/assembly.ts';
import {
  assemblyOf,
  assemblySigning,
  broughtKey,
  broughtSignatures,
} from '../../../gallery/values/assembly.ts';
import { handsOn } from '../../../hands.tsx';
import { askedCall, stillCall } from '../../../host-calls.ts';
import { markup } from '../../../markup.ts';
import { withStation } from '../../../quiet-station.tsx';

type Props = Parameters<typeof AssembleStage>[0];
const nothing = (): void => undefined;
const stage = (view: AssemblyView, change: Partial<Props> = {}) =>
  withStation(
    <AssembleStage
      view={view}
      brought={null}
      practice={false}
      bring={stillCall()}
      stage={stillCall()}
      online={null}
      lookProblem={null}
      onBrought={nothing}
      onStaged={nothing}
      onLeave={nothing}
      {...change}
    />,
  );
const said = (brought: Brought) => markup(stage(assemblyOf('real'), { brought })).spoken;
const complete: AssemblyView = {
  ...assemblyOf('real'),
  missing: [],
  stage: { ready: true, reason: 'Every key is here.' },
};

describe('keys and signatures that come in', () => {
  it('make no root before every key is there, and the missing ones are named', () => {
    const { call, asked } = askedCall<'host.stage'>();
    const screen = stage(assemblyOf('real'), { stage: call });
    expect(markup(screen).spoken).toContain(
      'Waiting for the keys of Priya Raman, Mei Tanaka, Rafael Duarte. Stage the root',
    );
    handsOn(screen).press('Stage the root');
    expect(asked).toEqual([]);
  });

  it('make the root in one press once they are', () => {
    const { call, asked } = askedCall<'host.stage'>();
    handsOn(stage(complete, { stage: call })).press('Stage the root');
    expect(asked).toEqual([null]);
  });

  it('do not make a root while something else comes in', () => {
    const { call, asked } = askedCall<'host.stage'>();
    const bring = stillCall<'assembly.bring'>({ pending: true });
    handsOn(stage(complete, { stage: call, bring })).press('Stage the root');
    expect(asked).toEqual([]);
  });

  it('are read from the planned repository only with a branch', () => {
    const { call, asked } = askedCall<'assembly.bring'>();
    const screen = stage(assemblySigning('real'), { bring: call });
    expect(markup(screen).html).toMatch(/aria-disabled="true"[^>]*>(?:<svg.*?<\/svg>)?Read the b/s);
    const hands = handsOn(screen);
    hands.press('Read the branch');
    hands.enter();
    expect(asked).toEqual([]);
  });

  it('that stayed outside are shown first, with what is against them', () => {
    const key = said(broughtKey('real'));
    expect(key).toContain('It stayed outside.');
    expect(key).toContain('Against the plan');
    expect(key.indexOf('It stayed outside.')).toBeLessThan(key.indexOf('Keys in this ceremony'));
    const signatures = said(broughtSignatures);
    expect(signatures).toContain('Signature of Priya Raman');
    expect(signatures).toContain('the key is not the one that it names');
  });

  it('count towards both thresholds apart, once the root is staged', () => {
    expect(markup(stage(assemblyOf('real'))).spoken).not.toContain('Signatures so far');
    const { spoken } = markup(stage(assemblySigning('real')));
    for (const { title } of assemblySigning('real').seats) expect(spoken).toContain(title);
  });
});

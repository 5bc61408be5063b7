import { describe, expect, it, vi } from 'vitest';
import { ChangeStage } from '../../../../../renderer/screens/host/delegations/change-stage.tsx';
import type { Changing } from '../../../../../renderer/screens/host/delegations/terms.ts';
import { delegationsOf } from '../../../gallery/values/delegations.ts';
import { handsOn } from '../../../hands.tsx';
import { askedCall, stillCall } from '../../../host-calls.ts';
import { markup } from '../../../markup.ts';
import { withStation } from '../../../quiet-station.tsx';

const nothing = (): void => undefined;
const view = delegationsOf('real');
const role = view.roles[0]!;

const stage = (
  changing: Changing,
  calls: Partial<Parameters<typeof ChangeStage>[0]['calls']> = {},
  onBack = nothing,
) =>
  withStation(
    <ChangeStage
      view={view}
      changing={changing}
      practice={false}
      calls={{
        challenge: stillCall(),
        carry: stillCall(),
        answers: stillCall(),
        propose: stillCall(),
        stage: stillCall(),
        ...calls,
      }}
      onView={nothing}
      onDone={nothing}
      onBack={onBack}
    />,
  );

describe('a change of the delegations', () => {
  it.each([
    [{ change: 'add', role: null }, 'Delegate to another project'],
    [{ change: 'redelegate', role }, `Hand ${role.name} over to other keys`],
    [{ change: 'adjust', role }, `Change the terms of ${role.name}`],
    [{ change: 'revoke', role }, `Revoke ${role.name}`],
  ] as const)('is named by what it does: %j', (changing, heading) => {
    expect(markup(stage(changing)).html).toContain(`>${heading}</h1>`);
  });

  it('to a new project waits until its keys have answered: nothing is proposed before', () => {
    const { call, asked } = askedCall<'delegations.propose'>();
    const screen = stage({ change: 'add', role: null }, { propose: call });
    expect(markup(screen).html).toMatch(/aria-disabled="true"[^>]*>Show what changes/);
    handsOn(screen).press('Show what changes');
    expect(asked).toEqual([]);
  });

  it('shows what it changes before it can be staged', () => {
    const propose = askedCall<'delegations.propose'>();
    const staged = askedCall<'delegations.stage'>();
    const calls = { propose: propose.call, stage: staged.call };
    const screen = stage({ change: 'adjust', role }, calls);
    expect(markup(screen).spoken).toContain('Nothing is staged yet.');
    expect(markup(screen).spoken).not.toContain('Stage the change');
    handsOn(screen).press('Show what changes');
    expect(propose.asked).toMatchObject([{ change: 'adjust', role: role.name }]);
    expect(staged.asked).toEqual([]);
  });

  it('asks the new keys for proof where keys come in, and no key where only terms change', () => {
    const proof = 'Their keys prove themselves';
    expect(markup(stage({ change: 'add', role: null })).spoken).toContain(proof);
    expect(markup(stage({ change: 'redelegate', role })).spoken).toContain(proof);
    expect(markup(stage({ change: 'adjust', role })).spoken).not.toContain(proof);
    expect(markup(stage({ change: 'revoke', role })).spoken).not.toContain(proof);
  });

  it('cannot rename a role that is handed over', () => {
    expect(markup(stage({ change: 'redelegate', role })).spoken).not.toContain('Name of the role');
  });

  it('revokes with a reason only, and asks for no paths', () => {
    const { html, spoken } = markup(stage({ change: 'revoke', role }));
    expect(html).toMatch(/aria-disabled="true"[^>]*>Show what changes/);
    expect(spoken).not.toContain('Paths, one a line');
    expect(spoken).toContain('Why it ends');
  });

  it('begins nothing while something is under way, and can be left', () => {
    const back = vi.fn<() => void>();
    const propose = askedCall<'delegations.propose'>();
    const busy = {
      propose: propose.call,
      carry: stillCall<'delegations.carry'>({ pending: true }),
    };
    const hands = handsOn(stage({ change: 'adjust', role }, busy, back));
    hands.press('Show what changes');
    expect(propose.asked).toEqual([]);
    hands.press('Back to the delegations');
    expect(back).toHaveBeenCalledTimes(1);
  });
});

import { describe, expect, it } from 'vitest';
import { ClaimList } from '../../../renderer/components/claim-list.tsx';
import { ProblemPanel } from '../../../renderer/components/problem.tsx';
import { Progress } from '../../../renderer/components/progress.tsx';
import { Stepper } from '../../../renderer/components/stepper.tsx';
import { TopBar } from '../../../renderer/components/top-bar.tsx';
import { Versus } from '../../../renderer/components/versus.tsx';
import type { Problem } from '../../../src/contract/values.ts';
import { ceremonyAt, network } from '../gallery/values/ceremony.ts';
import { markup } from '../markup.ts';

const problem: Problem = {
  code: 'token.pin-incorrect',
  message: 'that was not the PIN',
  expected: null,
  found: null,
  place: 'CKR_PIN_INCORRECT',
  hint: 'Two tries left. Enter the PIN of 24617802 again.',
  notDone: ['No key was made'],
};

describe('ProblemPanel', () => {
  it('says what stopped, what to do and what did not happen, and keeps the code behind Details', () => {
    const { html, spoken } = markup(<ProblemPanel problem={problem} />);
    expect(html).toContain('role="alert"');
    expect(spoken).toMatch(/^Stopped That was not the PIN Two tries left\./);
    expect(spoken).toContain('No key was made');
    expect(html.indexOf('token.pin-incorrect')).toBeGreaterThan(html.indexOf('<details'));
  });

  it('puts expected left of found', () => {
    const { spoken } = markup(
      <ProblemPanel problem={{ ...problem, expected: 'version 16', found: 'version 15' }} />,
    );
    expect(spoken).toMatch(/Expected version 1 ?6 is not Found version 1 ?5/);
  });

  it('shows the one side that is known', () => {
    const { spoken } = markup(<ProblemPanel problem={{ ...problem, expected: 'a plan' }} />);
    expect(spoken).toContain('Expected: a plan');
    expect(spoken).not.toContain('is not');
  });
});

describe('Versus', () => {
  it('marks differing digits of two serials', () => {
    const { html } = markup(
      <Versus expected="24617802" found="24617820" foundTitle="Plugged in" />,
    );
    expect(html.match(/<mark>/g)).toHaveLength(2);
    expect(html).toContain('Plugged in');
  });

  it('does not mark every letter of two different sentences', () => {
    expect(markup(<Versus expected="a plan" found="no such file" />).html).not.toContain('<mark>');
  });
});

describe('ClaimList', () => {
  it('gives each state a word of its own', () => {
    const states = ['ok', 'note', 'stop', 'unknown'] as const;
    const { spoken } = markup(
      <ClaimList
        claims={states.map((state) => ({ label: state, value: 'value', why: '', state }))}
      />,
    );
    for (const word of ['As planned', 'Take note', 'Against the plan', 'Not known']) {
      expect(spoken).toContain(`${word}:`);
    }
  });
});

describe('Stepper', () => {
  const steps = ceremonyAt('real', 'evidence').steps;
  const stepper = (stopped: string | null) =>
    markup(<Stepper steps={steps} shown="evidence" stopped={stopped} onGo={() => undefined} />);

  it('names all seven steps and where one is', () => {
    const { html, spoken } = stepper(null);
    expect(spoken).toContain('Step 3 of 7 Evidence');
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    for (const name of ['Token', 'Key', 'Export', 'Review', 'Sign', 'Done']) {
      expect(spoken).toContain(name);
    }
  });

  it('lets done steps be shown again, and no later one', () => {
    expect(stepper(null).html.match(/<button/g)).toHaveLength(2);
  });

  it('keeps the result of a done step in view, its serial in groups', () => {
    expect(stepper(null).spoken).toContain('Token , done YubiKey 2 4 6 1 7 8 0 2');
  });

  it('says why the shown step stands still', () => {
    const { html, spoken } = stepper('Stopped: wrong token');
    expect(html).toContain('now stuck');
    expect(spoken).toContain('Evidence , stopped Stopped: wrong token');
  });

  it('lets a person who looks back go on to where they were', () => {
    const { html } = markup(
      <Stepper steps={steps} shown="token" stopped={null} onGo={() => undefined} />,
    );
    expect(html.match(/<button/g)).toHaveLength(2);
  });
});

describe('TopBar', () => {
  it('says what this is, whether it counts, who sits here and the network', () => {
    const { spoken } = markup(
      <TopBar
        title="Root signing 16"
        mode="rehearsal"
        who="Priya Raman, keyholder"
        network={network}
      />,
    );
    expect(spoken).toMatch(
      /^Root signing 16 Rehearsal Priya Raman, keyholder Offline \d\d:\d\d:\d\d UTC$/,
    );
  });

  it('warns in words when there is a way out', () => {
    const { html } = markup(
      <TopBar title="t" mode="real" who="" network={{ ...network, way: 'out' }} />,
    );
    expect(html).toContain('A way out is open');
    expect(html).toContain('bar-warn');
  });
});

describe('Progress', () => {
  it('tells words, count and value', () => {
    const { html, spoken } = markup(<Progress doing="Making a key" done={3} total={8} />);
    expect(html).toContain('<progress aria-label="Making a key" max="8" value="3">');
    expect(spoken).toBe('Making a key 3 of 8');
  });

  it('stands at nothing while the total is not known', () => {
    expect(
      markup(<Progress doing="Verify" done={3} total={8} part="1,280 signatures" />).spoken,
    ).toContain('1,280 signatures');
    expect(markup(<Progress doing="d" done={0} total={0} />).html).toContain('max="1" value="0"');
  });
});

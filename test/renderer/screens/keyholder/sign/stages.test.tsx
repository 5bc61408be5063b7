import { describe, expect, it } from 'vitest';
import { ActingStage } from '../../../../../renderer/screens/keyholder/sign/acting-stage.tsx';
import { AlreadySigned } from '../../../../../renderer/screens/keyholder/sign/already-signed.tsx';
import { CannotSign } from '../../../../../renderer/screens/keyholder/sign/cannot-sign.tsx';
import { phasesSoFar } from '../../../../../renderer/screens/keyholder/sign/phases.ts';
import { PinStage } from '../../../../../renderer/screens/keyholder/sign/pin-stage.tsx';
import { TokenIsOut } from '../../../../../renderer/screens/keyholder/sign/token-is-out.tsx';
import { WrongToken } from '../../../../../renderer/screens/keyholder/sign/wrong-token.tsx';
import type { SignLook, SignPhase } from '../../../../../src/contract/keyholder.ts';
import { plainProblem, problemOf } from '../../../../../src/contract/problem.ts';
import {
  afterTouch,
  cancelledAtTouch,
  ranOut,
  signLookOf,
  touchReports,
  wayOut,
  wrongPinAtSign,
  wrongToken,
} from '../../../gallery/values/sign.ts';
import { practiceToken, yubikey } from '../../../gallery/values/tokens.ts';
import { markup } from '../../../markup.ts';
import { withStation } from '../../../quiet-station.tsx';

const nothing = (): void => undefined;

interface Acting {
  look?: Partial<SignLook>;
  reports?: readonly SignPhase[];
  cancelling?: boolean;
}

const acting = ({ look = {}, reports = [], cancelling = false }: Acting) =>
  markup(
    <ActingStage
      look={{ ...signLookOf('real'), ...look }}
      practice={false}
      soFar={phasesSoFar(reports)}
      cancelling={cancelling}
      onCancel={nothing}
      onTouch={nothing}
    />,
  );

const pin = (problem: Error | null, reports: readonly SignPhase[], look: Partial<SignLook> = {}) =>
  markup(
    <PinStage
      look={{ ...signLookOf('real'), ...look }}
      practice={false}
      act="Sign root version 16"
      problem={problem === null ? null : problemOf(problem)}
      attempt={phasesSoFar(reports)}
      onBack={nothing}
      onSign={nothing}
    />,
  );

const heading = (html: string): string => /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '';

describe('while the token acts', () => {
  it('has no primary action: the finger is the action', () => {
    for (const reports of [[], touchReports, [...touchReports, ...afterTouch]])
      expect(acting({ reports }).html).not.toContain('btn-primary');
  });

  it('can be cancelled with Esc at any time, and says when it is being cancelled', () => {
    expect(acting({ reports: touchReports }).html).toMatch(/Cancel<kbd aria-hidden="true">Esc/);
    const { html, spoken } = acting({ reports: touchReports, cancelling: true });
    expect(spoken).toContain('Cancelling');
    expect(html).toContain('aria-disabled="true"');
  });

  it('says before it happens what a time that runs out would mean', () => {
    expect(acting({ reports: touchReports }).spoken).toContain(
      'If time runs out, nothing is signed and no PIN try is lost.',
    );
  });

  it.each([
    ['the PIN', {}, [], 'The token checks the PIN'],
    ['a PIN pad', { pinPad: true }, [], 'Type the PIN on the token now'],
    ['a YubiKey', {}, touchReports, 'Touch your YubiKey now'],
    ['the check', {}, [...touchReports, ...afterTouch], 'The token has signed'],
    [
      'the writing',
      {},
      [{ phase: 'write', state: 'now', note: '', secondsLeft: null }],
      'The signature is right, and is being written',
    ],
  ] as const)('has a heading of its own for %s', (_name, look, reports, words) => {
    expect(heading(acting({ look, reports }).html)).toBe(words);
  });

  it('names the token by its number where a finger is awaited', () => {
    expect(acting({ reports: touchReports }).spoken).toContain(
      'Rest a finger on the gold disc of 2 4 6 1 7 8 0 2 .',
    );
  });

  it('does not claim that a token of another make blinks', () => {
    const other = { ...yubikey, kind: 'other', model: 'Smart card' } as const;
    const { html, spoken } = acting({ look: { token: other }, reports: touchReports });
    expect(heading(html)).toBe('Touch your token now');
    expect(spoken).toContain('If 2 4 6 1 7 8 0 2 blinks or asks, touch it.');
  });

  it('lets a practice token be pressed on screen, and no other', () => {
    const practice = acting({
      look: { token: practiceToken, serial: '90000003', touch: 'screen' },
      reports: touchReports,
    });
    expect(heading(practice.html)).toBe('Press the practice token now');
    expect(practice.html).toContain('class="disc"');
    expect(acting({ reports: touchReports }).html).not.toContain('class="disc"');
  });

  it('says when the token was pulled out, and still can be cancelled', () => {
    const { html, spoken } = acting({ look: { token: null }, reports: touchReports });
    expect(spoken).toContain('Your token is not plugged in any more');
    expect(spoken).toContain('A signature counts only when it came back and was checked.');
    expect(spoken).toContain('Cancel');
    expect(html).not.toContain('seconds left');
  });
});

describe('the PIN after an attempt that stopped', () => {
  it('shows how far it came: what was done, where it stopped, what never began', () => {
    const { spoken, html } = pin(ranOut(), touchReports);
    expect(spoken).toContain('The last attempt');
    expect(spoken).toContain('PIN accepted , done 3 of 3 tries left');
    expect(spoken).toContain('Touch stopped');
    expect(spoken).toContain('Check the signature, twice , to come');
    expect(html).not.toContain('aria-current');
  });

  it('draws the end in the ring as well', () => {
    expect(pin(ranOut(), touchReports).spoken).toContain('Time ran out');
    expect(pin(cancelledAtTouch(), touchReports).spoken).toContain('Cancelled');
    expect(pin(wrongPinAtSign(), touchReports.slice(0, 1)).spoken).not.toMatch(/ran out|Cancelled/);
  });

  it('says of a wrong PIN that the PIN stopped it', () => {
    expect(pin(wrongPinAtSign(), touchReports.slice(0, 1)).spoken).toContain(
      'Check the PIN stopped Touch , to come 15 seconds',
    );
  });

  it('speaks of no last attempt before there was one', () => {
    expect(pin(null, []).spoken).not.toContain('The last attempt');
    expect(pin(ranOut(), []).spoken).not.toContain('The last attempt');
  });

  it('never carries a PIN, whatever stopped', () => {
    for (const { html } of [pin(null, []), pin(ranOut(), touchReports), pin(wrongPinAtSign(), [])])
      expect(/<input[^>]*type="password"[^>]*>/.exec(html)?.[0]).not.toContain('value');
  });
});

describe('what comes after the PIN', () => {
  it.each([
    ['screen', 'press the gold disc on screen, within 15 seconds'],
    ['token', 'touch the token, within 15 seconds'],
    ['none', 'This token asks for no touch.'],
  ] as const)('is said beforehand for touch: %s', (touch, words) => {
    expect(pin(null, [], { touch, pinPad: true }).spoken).toContain(words);
  });

  it('promises no touch where the token never asks', () => {
    const { spoken, html } = pin(null, [], { touch: 'none' });
    expect(spoken).toContain('It signs once.');
    expect(spoken).toContain('No touch needed');
    expect(html).not.toContain('class="ring ');
  });
});

const out = (problem: Error | null) =>
  markup(
    <TokenIsOut
      look={{ ...signLookOf('real'), token: null }}
      practice={false}
      problem={problem === null ? null : problemOf(problem)}
      onBack={nothing}
      onLook={nothing}
    />,
  );

describe('a token that is not plugged in', () => {
  it('is named by its number, and nothing happened', () => {
    expect(out(null).spoken).toContain('The one with the number 2 4 6 1 7 8 0 2 .');
    expect(out(null).spoken).toContain('Nothing was signed No PIN was sent');
  });

  it('says once only what did not happen when an attempt stopped by it', () => {
    const { spoken } = out(ranOut());
    expect(spoken.split('Nothing was signed')).toHaveLength(2);
    expect(spoken).not.toContain('No PIN was sent');
  });
});

const cannot = (problem: Parameters<typeof CannotSign>[0]['problem']) =>
  markup(<CannotSign problem={problem} onBack={nothing} onLook={nothing} />);

describe('what stands in the way', () => {
  it('is a way out of the machine, which can be closed or written down', () => {
    const { html, spoken } = cannot(wayOut('real').problem!);
    expect(heading(html)).toBe('This machine has a way out');
    expect(spoken).toContain('Expected no route out, only the loopback interface is not Found');
    expect(spoken).toContain('It has to stay. Record a deviation');
  });

  it('is anything else, in its own words', () => {
    const { html, spoken } = cannot(
      plainProblem('step.too-early', 'the root is not staged', { hint: 'Wait for the host.' }),
    );
    expect(heading(html)).toBe('You cannot sign yet');
    expect(spoken).toContain('The root is not staged');
    expect(spoken).not.toContain('network');
  });

  it('does not take a code for one of the network by its letters', () => {
    const problem = plainProblem('networking', 'something else', { hint: 'Wait.' });
    expect(heading(cannot(problem).html)).toBe('You cannot sign yet');
  });
});

const wrong = (look: SignLook) =>
  markup(
    withStation(
      <WrongToken
        look={look}
        mismatch={look.mismatch!}
        practice
        holder="Priya Raman"
        onBack={nothing}
        onLook={nothing}
      />,
    ),
  );

describe('another token or key than planned', () => {
  it('draws what is plugged in as what it is: a real token is not dashed', () => {
    const { html } = wrong(wrongToken('rehearsal'));
    const drawings = [...html.matchAll(/<svg class="(token[^"]*)"/g)].map((found) => found[1]);
    expect(drawings).toEqual(['token token-practice', 'token']);
  });

  it('draws no token where only the key is another', () => {
    const look = wrongToken('real');
    const { html, spoken } = wrong({
      ...look,
      mismatch: {
        what: 'key',
        expected: 'c3d1 55a0',
        found: 'c3d1 55a1',
        explanation: 'The token holds a key that was not exported in this ceremony.',
      },
    });
    expect(heading(html)).toBe('This is not the key that you exported');
    expect(html).not.toContain('class="token');
    expect(html).toContain('<mark>1</mark>');
    expect(spoken).not.toContain('Take out');
    expect(spoken).toContain('The key of Priya Raman.');
  });

  it('says so when nobody knows more of what is plugged in', () => {
    expect(wrong({ ...wrongToken('real'), token: null }).spoken).toContain(
      'Not in the plan for you.',
    );
  });
});

describe('a root that was signed before', () => {
  it('asks for nothing and leads on', () => {
    const { html, spoken } = markup(<AlreadySigned onBack={nothing} onDone={nothing} />);
    expect(html).not.toContain('<input');
    expect(spoken).toContain('A second one would add nothing, so none is asked for.');
    expect(spoken).toContain('See what was made');
  });
});

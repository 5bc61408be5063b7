import { describe, expect, it } from 'vitest';
import { MinutesStage } from '../../../../../renderer/screens/host/minutes/minutes-stage.tsx';
import type { ReportView } from '../../../../../src/contract/reports.ts';
import { reportsFree, reportsOf } from '../../../gallery/values/assembly.ts';
import { handsOn } from '../../../hands.tsx';
import { askedCall, stillCall } from '../../../host-calls.ts';
import { markup } from '../../../markup.ts';
import { withStation } from '../../../quiet-station.tsx';

type Props = Parameters<typeof MinutesStage>[0];
const nothing = (): void => undefined;
const stage = (view: ReportView, change: Partial<Props> = {}) =>
  withStation(
    <MinutesStage
      view={view}
      written={null}
      practice={false}
      write={stillCall()}
      sign={stillCall()}
      clear={stillCall()}
      lookProblem={null}
      onWritten={nothing}
      onSigned={nothing}
      onLeave={nothing}
      {...change}
    />,
  );

describe('the minutes', () => {
  it('are written into the ceremony, in full and in every form unless told', () => {
    const { call, asked } = askedCall<'minutes.write'>();
    handsOn(stage(reportsOf('real'), { write: call })).press('Write the minutes');
    expect(asked).toEqual([{ place: null, edition: 'full', forms: ['html', 'pdf', 'json'] }]);
  });

  it('are not written while a token signs, or twice', () => {
    for (const busy of ['sign', 'clear', 'write'] as const) {
      const { call, asked } = askedCall<'minutes.write'>({ pending: busy === 'write' });
      const others = busy === 'write' ? {} : { [busy]: stillCall({ pending: true }) };
      const screen = stage(reportsOf('real'), { write: call, ...others });
      handsOn(screen).press('Write the minutes');
      expect(asked).toEqual([]);
      expect(markup(screen).spoken).toContain('Working. Write the minutes');
    }
  });

  it('say what was written, and what was before', () => {
    const { spoken } = markup(stage(reportsOf('real')));
    expect(spoken).toContain('minutes-41-public.pdf');
    expect(markup(stage(reportsFree('real'))).spoken).toContain('No minutes were written yet.');
  });

  it('say what that was signed does not hold', () => {
    const { spoken } = markup(stage(reportsFree('real')));
    expect(spoken).toContain('What does not hold');
    expect(spoken).toContain('lines 1 to 41 are not those that were signed');
    expect(markup(stage(reportsOf('real'))).spoken).not.toContain('What does not hold');
  });
});

describe('signatures on the record', () => {
  it('are asked for by act: who has signed how far, and who is asked now', () => {
    const { spoken } = markup(stage(reportsOf('real')));
    expect(spoken).toContain('After: Keyholders sign root version 16');
    expect(spoken).toContain('Signed lines 1 to 94');
    expect(spoken).toContain('The next act is closed when it is there.');
    expect(spoken).toContain('It is asked for when the act is over.');
    expect(markup(stage(reportsFree('real'))).spoken).toContain('The plan asks nobody to.');
  });

  it('are made by a practice colleague without a PIN, and by nobody else without one', () => {
    const practice = askedCall<'checkpoint.sign'>();
    handsOn(stage(reportsOf('rehearsal'), { sign: practice.call })).press('Let Priya sign');
    expect(practice.asked).toEqual([{ participant: 'priya', pin: null }]);
    const real = askedCall<'checkpoint.sign'>();
    handsOn(stage(reportsOf('real'), { sign: real.call })).press('Let Priya sign');
    expect(real.asked).toEqual([]);
  });

  it('cannot be begun by those who are not ready', () => {
    const { spoken } = markup(stage(reportsFree('real')));
    expect(spoken).toContain('no key yet');
    expect(spoken).not.toContain('Let Rafael sign');
  });
});

describe('practice tokens after a rehearsal', () => {
  it('go in one press, where there are any, and never in a real ceremony', () => {
    const { call, asked } = askedCall<'practice.clear'>();
    handsOn(stage(reportsFree('rehearsal'), { clear: call })).press('Remove the 5 practice tokens');
    expect(asked).toEqual([null]);
    expect(markup(stage(reportsFree('real'))).spoken).not.toContain('Remove the');
  });
});

import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act, RecordData } from '../../src/ceremony/record.ts';
import { renderTranscript } from '../../src/ceremony/record-text.ts';
import { TroubleKind, nextTrouble, openTrouble, troublesOf } from '../../src/ceremony/trouble.ts';
import { troubleSummary } from '../../src/ceremony/trouble-text.ts';
import { actOf, chainOf } from './sample-acts.ts';
import { rehearsalFields, samplePlan } from './sample-plan.ts';

const plan = samplePlan(rehearsalFields());
const after = (...acts: Act[]) =>
  chainOf(plan.sha256, [actOf('ceremony.opened', { mode: 'rehearsal' }), ...acts]).records;

const chosen = (...troubles: TroubleKind[]) => actOf('trouble.chosen', { troubles });
const happened = (trouble: TroubleKind, who: string | null = 'priya-raman') =>
  actOf('trouble.happened', { trouble }, who);
const stopped = () => actOf('deviation.stopped');
const settled = (number: number) => actOf('deviation.settled', { stopped: number });
const solved = (trouble: TroubleKind, number: number) =>
  actOf('trouble.solved', { trouble, happened: number });
const states = (...acts: Act[]) =>
  troublesOf(after(...acts)).map(({ kind, state }) => `${kind} ${state}`);

describe('trouble of a rehearsal', () => {
  it('is none before somebody chooses it, and the last choice counts', () => {
    expect(states()).toEqual([]);
    expect(states(chosen('locked-pin', 'corrupt-file'))).toEqual([
      'corrupt-file chosen',
      'locked-pin chosen',
    ]);
    expect(states(chosen('locked-pin'), chosen('wrong-token'))).toEqual(['wrong-token chosen']);
    expect(states(chosen('locked-pin'), chosen())).toEqual([]);
  });

  it('happens at the act for it, one after the other, in a fixed order', () => {
    const records = after(chosen('locked-pin', 'absent-keyholder', 'corrupt-file'));
    expect(nextTrouble(records, 'stage')).toBe('corrupt-file');
    expect(nextTrouble(records, 'sign')).toBe('absent-keyholder');
    expect(nextTrouble(after(chosen('locked-pin')), 'stage')).toBeNull();
    expect(nextTrouble(after(), 'sign')).toBeNull();
  });

  it('holds everything up until it is decided, and any other until it is solved', () => {
    const begun = [chosen('wrong-token', 'pulled-token'), happened('wrong-token')];
    expect(states(...begun)).toEqual(['wrong-token happened', 'pulled-token chosen']);
    expect(nextTrouble(after(...begun), 'sign')).toBeNull();
    const decided = [...begun, stopped(), settled(4)];
    expect(states(...decided)).toEqual(['wrong-token decided', 'pulled-token chosen']);
    expect(openTrouble(after(...decided))?.kind).toBe('wrong-token');
    expect(nextTrouble(after(...decided), 'sign')).toBeNull();
    const done = [...decided, solved('wrong-token', 3)];
    expect(states(...done)).toEqual(['wrong-token solved', 'pulled-token chosen']);
    expect(openTrouble(after(...done))).toBeNull();
    expect(nextTrouble(after(...done), 'sign')).toBe('pulled-token');
  });

  it('is over with the decision where somebody is absent', () => {
    const acts = [chosen('absent-keyholder'), happened('absent-keyholder'), stopped(), settled(4)];
    expect(states(...acts)).toEqual(['absent-keyholder solved']);
  });

  it('is not decided by a deviation that was open before, and stays when another is chosen', () => {
    const acts = [chosen('locked-pin'), stopped(), happened('locked-pin'), settled(3)];
    expect(states(...acts)).toEqual(['locked-pin happened']);
    expect(states(...acts, chosen('corrupt-file'))).toEqual([
      'corrupt-file chosen',
      'locked-pin happened',
    ]);
  });

  it('counts the seconds from what went wrong to its end', () => {
    const [trouble] = troublesOf(
      after(
        chosen('pulled-token'),
        happened('pulled-token'),
        stopped(),
        settled(4),
        solved('pulled-token', 3),
      ),
    );
    expect(trouble?.seconds).toBe(3);
    expect(trouble?.deviation?.data.decided).toBe(settledText.decided);
  });

  it('is listed at most once each, whatever the record says', () => {
    const kind = constantFrom(...TroubleKind.options);
    const act = kind.chain((trouble) =>
      constantFrom(chosen(trouble), happened(trouble), stopped(), settled(2), solved(trouble, 2)),
    );
    assert(
      property(array(act, { maxLength: 20 }), (acts) => {
        const kinds = troublesOf(after(...acts)).map((trouble) => trouble.kind);
        expect(new Set(kinds).size).toBe(kinds.length);
        const open = openTrouble(after(...acts)) !== null;
        expect(open && nextTrouble(after(...acts), 'sign') !== null).toBe(false);
      }),
    );
  });
});

const settledText = actOf('deviation.settled').data as RecordData<'deviation.settled'>;

describe('the account of it', () => {
  const whole = [
    chosen('pulled-token', 'locked-pin'),
    happened('pulled-token'),
    stopped(),
    settled(4),
    solved('pulled-token', 3),
  ];

  it('says what went wrong, how it was solved, and how long it took', () => {
    expect(troubleSummary(plan, after(...whole))).toEqual([
      'A pulled token, Priya Raman',
      '  Shown: the token is not plugged in',
      `  Happened: ${settledText.happened}`,
      `  Decided: ${settledText.decided}`,
      '  Solved after 3s.',
      'A locked PIN: did not happen. Nobody came to the act for it.',
    ]);
    expect(troubleSummary(plan, after(...whole.slice(0, 2)))).toContain('  Not solved.');
    expect(troubleSummary(plan, after())).toEqual([]);
  });

  it('stands in the record for people', () => {
    const text = renderTranscript(after(...whole, chosen()));
    expect(text).toContain('Chose trouble to practise: a pulled token, a locked PIN.');
    expect(text).toContain(
      'Trouble, arranged by the station: A token is pulled out while it is to sign. Shown: the token is not plugged in (token.absent)',
    );
    expect(text).toContain('The trouble is solved: Priya Raman signed after all.');
    expect(text).toContain('Chose to practise no trouble.');
  });
});

import { describe, expect, it } from 'vitest';
import { isPlanned, tokenView, triesLeft } from '../../../main/station/token-view.ts';
import type { PresentToken } from '../../../main/tokens/token.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { plan } from '../../ceremony/people.ts';
import { flags, presentToken } from './present-token.ts';

const key: PresentToken['keys'][number] = {
  id: '01' as never,
  label: 'a key',
  spki: null,
  spkiDigest: null,
  type: 'other',
};
const practice = (change: Partial<PresentToken> = {}): PresentToken =>
  presentToken({ practice: true, model: 'SoftHSM v2', manufacturer: 'SoftHSM project', ...change });

const real = plan((fields) => ({
  ...fields,
  mode: 'real',
  participants: fields.participants.map((one, index) => ({
    ...one,
    token: `2461780${index + 2}` as never,
  })),
}));
const rehearsal = plan();
const asking = (of: typeof real, id: string, taken: [string, string][] = []) => {
  const you = participantOf(of, id);
  if (you === null) throw new Error(`no participant ${id}`);
  return { plan: of, you, taken: new Map(taken) };
};

describe('which token is open', () => {
  it('is no practice token that the plan names for somebody else', () => {
    const named = plan((fields) => ({
      ...fields,
      participants: fields.participants.map((one, index) =>
        index === 0 ? { ...one, token: 'c0ffee01' as never } : { ...one, token: 'practice' },
      ),
    }));
    const [first, second] = named.participants;
    if (first === undefined || second === undefined) throw new Error('two people');
    const theirs = practice({ serial: 'c0ffee01' as never });
    expect(isPlanned(theirs, asking(named, first.id))).toBe(true);
    expect(isPlanned(theirs, asking(named, second.id))).toBe(false);
    expect(tokenView(theirs, 'x', asking(named, second.id)).lock).toContain(
      `Planned for ${first.name}.`,
    );
    expect(isPlanned(practice({ serial: 'c0ffee02' as never }), asking(named, second.id))).toBe(
      true,
    );
  });

  it('is exactly the one that the plan names for this person', () => {
    const view = tokenView(presentToken(), 'x', asking(real, 'amara'));
    expect(view).toMatchObject({ planned: true, lock: null, kind: 'yubikey', serial: '24617802' });
    expect(isPlanned(presentToken({ serial: '24617820' as never }), asking(real, 'amara'))).toBe(
      false,
    );
  });

  it.each([
    [
      'another person’s',
      presentToken({ serial: '24617803' as never }),
      'Planned for Jonas Lindqvist. Nothing is written to it.',
    ],
    [
      'nobody’s',
      presentToken({ serial: '15938791' as never, keys: [key] }),
      'Not in the plan for you. It already holds a key, which stays as it is.',
    ],
    [
      'a practice token',
      practice({ serial: '99' as never }),
      'For rehearsals only. This is a real ceremony.',
    ],
    [
      'a practice token with the planned serial',
      practice(),
      'For rehearsals only. This is a real ceremony.',
    ],
    [
      'one with a locked PIN',
      presentToken({ flags: { ...flags, pinLocked: true } }),
      'Its PIN is locked. Unblock it with its PUK, or tell the host.',
    ],
    [
      'one without a serial',
      presentToken({ serial: null, trouble: 'no-serial' }),
      'It tells no serial number, so it cannot be told apart from others.',
    ],
    [
      'one of two alike',
      presentToken({ trouble: 'serial-not-unique' }),
      'Two tokens tell this number. Take one of them out.',
    ],
    [
      'a false practice token',
      presentToken({ trouble: 'marks-disagree' }),
      'It looks like a practice token and is not one. It is left alone.',
    ],
  ])('locks %s and says why', (_, present, reason) => {
    expect(tokenView(present, 'x', asking(real, 'amara')).lock).toBe(reason);
  });

  it('is not one whose number the plan fills up with zeros: that looks the same on screen, so why is said', () => {
    const filled = plan((fields) => ({
      ...fields,
      mode: 'real',
      participants: fields.participants.map((one, index) => ({
        ...one,
        token: `0744321${9 - index}` as never,
      })),
    }));
    const { planned, lock } = tokenView(
      presentToken({ serial: '7443219' as never }),
      'x',
      asking(filled, 'amara'),
    );
    expect(planned).toBe(false);
    expect(lock).toContain('The plan writes its number with zeros in front');
  });

  it('is any practice token in a rehearsal that says so, but for those that others chose', () => {
    expect(tokenView(practice(), 'x', asking(rehearsal, 'amara')).lock).toBeNull();
    const taken = tokenView(
      practice(),
      'x',
      asking(rehearsal, 'mei', [['24617802', 'Amara Okafor']]),
    );
    expect(taken).toMatchObject({
      planned: false,
      lock: 'Chosen by Amara Okafor. Nothing is written to it.',
    });
  });

  it('is never one that may hold real keys in a rehearsal', () => {
    expect(tokenView(presentToken(), 'x', asking(rehearsal, 'amara')).lock).toContain(
      'This is a rehearsal',
    );
  });

  it('is none while no ceremony is open', () => {
    expect(tokenView(presentToken(), 'x', null)).toMatchObject({
      planned: false,
      lock: 'Open a ceremony first.',
    });
  });
});

describe('what is said of a token', () => {
  it('names a practice token by what it is, and where it is kept', () => {
    const view = tokenView(
      practice({ flags: { ...flags, pinInitialised: false } }),
      'x',
      asking(rehearsal, 'amara'),
    );
    expect(view).toMatchObject({ model: 'Practice token', kind: 'software', practice: true });
    expect(view.sentence).toBe(
      'Empty and ready. Kept in a file on this machine. You choose its PIN in the next step.',
    );
  });

  it('never says that a YubiHSM is empty, nor that it is a YubiKey', () => {
    const hsm = presentToken({ manufacturer: 'Yubico (www.yubico.com)', model: 'YubiHSM' });
    expect(tokenView(hsm, 'x', null)).toMatchObject({
      model: 'YubiHSM',
      kind: 'other',
      sentence: 'It shows its keys only after the PIN.',
    });
    expect(tokenView({ ...hsm, keys: [key] }, 'x', null).sentence).toBe('Holds one key.');
  });

  it.each([
    [{}, 'This token does not tell how many tries are left'],
    [{ pinInitialised: false }, 'No PIN is set yet'],
    [
      { pinCountLow: true },
      'A wrong PIN was entered before; this token does not tell how many tries are left',
    ],
    [{ pinFinalTry: true, pinCountLow: true }, 'One try left'],
    [{ pinLocked: true }, 'No tries left: the PIN is locked'],
  ])('with flags %j: %s', (change, sentence) => {
    expect(triesLeft({ flags: { ...flags, ...change } })).toBe(sentence);
  });

  it('counts its keys', () => {
    expect(tokenView(presentToken({ keys: [key] }), 'x', null)).toMatchObject({ holdsKey: true });
    expect(tokenView(presentToken({ keys: [key, key] }), 'x', null).sentence).toBe('Holds 2 keys.');
  });
});

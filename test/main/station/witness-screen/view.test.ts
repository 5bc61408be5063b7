import { describe, expect, it } from 'vitest';
import type { Witnessed } from '../../../../main/station/witness-screen/view.ts';
import { witnessView } from '../../../../main/station/witness-screen/view.ts';
import { chosen, key, of, rootSha256, scene, staged, upTo } from './scene.ts';

const see = (acts: Parameters<typeof scene>[0], over: Partial<Witnessed> = {}) =>
  witnessView(scene(acts, over));
const live = (over: Partial<Witnessed['live']>) => ({
  live: { touch: null, trouble: false, reading: null, ...over },
});

describe('the screen in a host’s script', () => {
  it('says what is to come before the first act', () => {
    expect(see([])).toMatchObject({
      title: 'Root signing 1',
      mode: 'rehearsal',
      place: null,
      heading: 'The ceremony is about to begin',
      subject: { kind: 'none' },
      progress: { done: 0, of: 4, what: 'keys confirmed' },
    });
  });

  it('shows what the folder holds where the host works without a script', () => {
    expect(see([], { facts: staged(0) }).subject.kind).toBe('review');
    expect(see([], { facts: staged(1) })).toMatchObject({
      place: null,
      heading: 'Keyholders sign root version 1',
      subject: { kind: 'threshold' },
    });
    expect(see([], { facts: staged(2, true) })).toMatchObject({
      heading: 'Root version 1 is published',
      subject: { kind: 'publication' },
    });
  });

  it('shows the act, who acts, and the plan where its digest is read', () => {
    expect(see(upTo('plan'))).toMatchObject({
      place: { word: 'Act', number: 3 },
      heading: 'Show the plan and its digest',
      subject: { kind: 'sheet', sheet: { of: 'plan', sha256: of.sha256, now: null } },
    });
  });

  it('shows a key once it has come in, with its device, and counts it when its act is closed', () => {
    const before = see(upTo('key.amara'));
    expect(before).toMatchObject({
      heading: 'Amara Okafor makes a key',
      device: null,
      subject: { kind: 'none', text: 'The key is exported, and its fingerprint was read back.' },
    });
    const { facts } = scene([], { facts: { ...staged(0), root: null } });
    expect(see(upTo('key.amara'), { facts })).toMatchObject({
      device: { model: '', serial: '24617802', practice: true },
      subject: { kind: 'sheet', sheet: { of: 'key', sha256: key, said: [], now: null } },
      progress: { done: 0 },
    });
    expect(see(upTo('key.jonas'), { facts }).progress).toMatchObject({ done: 1, of: 4 });
    expect(see(upTo('key.jonas'), { facts }).progress?.people.slice(0, 2)).toEqual([
      { name: 'Amara Okafor', state: 'done' },
      { name: 'Jonas Lindqvist', state: 'now' },
    ]);
  });

  it('shows the review in words, as many changes as it holds, and how many more there are', () => {
    const { heading, subject } = see(upTo('read'), { facts: staged(0) });
    expect(heading).toMatch(/^Version 1 is the first root/);
    expect(subject).toMatchObject({ kind: 'review', more: 2 });
    expect(subject.kind === 'review' && subject.changes).toHaveLength(5);
  });

  it('shows signatures towards the threshold, and the cloth when it is met', () => {
    expect(see(upTo('sign'), { facts: staged(1) })).toMatchObject({
      heading: 'Keyholders sign root version 1',
      subject: { kind: 'threshold', seats: [{ signed: 1, threshold: 2 }], cloth: [] },
      progress: { done: 1, of: 3, what: 'signed' },
    });
    expect(see(upTo('sign'), { facts: staged(2) })).toMatchObject({
      heading: 'Root version 1 has every signature it needs',
      subject: { kind: 'threshold', cloth: [{ name: 'Amara Okafor', spkiSha256: key }] },
    });
  });

  it('shows the digest of what was published, and the threshold until then', () => {
    expect(see(upTo('publish'), { facts: staged(2) }).subject.kind).toBe('threshold');
    expect(see(upTo('publish'), { facts: staged(2, true) })).toMatchObject({
      heading: 'Root version 1 is published',
      subject: { kind: 'publication', sheet: { of: 'root', sha256: rootSha256 } },
    });
  });

  it.each([
    [
      'a pause of the script',
      [{ kind: 'script.paused', participant: 'tomas', data: { act: 'sign' } }],
      {},
    ],
    [
      'an open deviation',
      [{ kind: 'deviation.stopped', participant: 'tomas', data: { act: 'sign' } }],
      {},
    ],
    ['an act that stopped', [], live({ trouble: true })],
    ['a folder that cannot be read', [], { facts: null }],
  ] as const)('says that the ceremony pauses, and in which act: %s', (_why, acts, over) => {
    expect(see([...upTo('sign'), ...acts], { facts: staged(1), ...over })).toMatchObject({
      place: { word: 'Act' },
      heading: 'The ceremony pauses',
      during: 'Keyholders sign root version 1',
      device: null,
      subject: { kind: 'pause' },
    });
  });
});

describe('the screen on a keyholder’s station', () => {
  const own = { role: 'keyholder', you: 'amara' } as const;

  it('shows the step and the device', () => {
    expect(see([chosen], { ...own })).toMatchObject({
      place: { word: 'Step', number: 2, of: 7 },
      heading: 'Amara Okafor makes a key',
      device: { model: 'YubiKey 5C NFC', serial: '24617802' },
      progress: { done: 1, of: 7, what: 'steps done' },
    });
  });

  it('shows a finger that is awaited, before all else but a pause', () => {
    expect(see([chosen], { ...own, ...live({ touch: 11 }) })).toMatchObject({
      heading: 'Amara Okafor touches the token now',
      subject: { kind: 'touch', secondsLeft: 11 },
    });
    expect(see([chosen], { ...own, ...live({ touch: 11, trouble: true }) }).subject.kind).toBe(
      'pause',
    );
  });

  it('lights the row that is read, of the digest that the folder has', () => {
    const reading = { of: 'key', same: [0, 1], differs: [2] } as const;
    const view = see([chosen], {
      ...own,
      facts: staged(0),
      ...live({
        reading: { of: reading.of, same: [...reading.same], differs: [...reading.differs] },
      }),
    });
    expect(view).toMatchObject({
      heading: 'Amara Okafor reads the fingerprint aloud',
      device: { serial: '24617802' },
      subject: {
        kind: 'sheet',
        sheet: { of: 'key', sha256: key, said: [0, 1], differs: [2], now: 3 },
      },
    });
  });

  it('lights no row after the last, and none of a key that is not there', () => {
    const all = { of: 'root' as const, same: [0, 1, 2, 3, 4, 5, 6, 7], differs: [] };
    expect(see([chosen], { ...own, facts: staged(0), ...live({ reading: all }) })).toMatchObject({
      heading: 'Amara Okafor compares the bytes with a second device',
      subject: { sheet: { sha256: rootSha256, now: null } },
    });
    expect(see([chosen], { ...own, ...live({ reading: all }) }).subject.kind).toBe('none');
  });
});

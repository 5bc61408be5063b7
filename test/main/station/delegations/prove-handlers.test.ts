import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCeremony } from '../../../../main/ceremonies/new-ceremony.ts';
import { makeChallenge } from '../../../../main/station/delegations/make-challenge.ts';
import { proposeChange } from '../../../../main/station/delegations/stage-delegation.ts';
import { planText } from '../../../../src/ceremony/plan.ts';
import { utf8 } from '../../../../src/encoding/utf8.ts';
import { chooseOwnToken, goodPin, makeAndExport, recordsIn } from '../keyholder-steps.ts';
import { idle, startStation, type PracticeStation } from '../practice-station.ts';
import {
  delegatesFields,
  roleName,
  rolePath,
  twoProjects,
  type TwoProjects,
} from './two-projects.ts';

/** The delegate's side as the page asks for it: a key of one's own is made, exported, and answers. */
describe('a delegate in the window', () => {
  let projects: TwoProjects;
  let station: PracticeStation;
  let path: string;
  let stick: string;
  let place: string;
  let number: string;

  beforeAll(async () => {
    projects = await twoProjects();
    const text = planText(delegatesFields('Registry window', ['Ana Silva'], 1));
    path = await createCeremony(join(projects.home, 'ceremonies'), 'Registry window', utf8(text));
    stick = join(projects.home, 'stick');
    mkdirSync(stick);
    station = await startStation(projects.home);
    const { handlers } = station;
    const folder = await station.place('ceremonies', basename(path));
    await handlers['ceremony.open'](
      { place: folder, role: 'keyholder', mode: 'rehearsal' },
      idle(),
    );
    await handlers['ceremony.iAm']({ participant: 'ana-silva' }, idle());
    const { file, challenge } = await makeChallenge(projects.host, roleName);
    number = challenge.nonce.slice(0, 8);
    writeFileSync(
      join(stick, 'challenge.txt'),
      readFileSync(join(projects.host.folder.path, file)),
    );
    place = await station.place('stick', 'challenge.txt');
  }, 120_000);
  afterAll(async () => {
    await station.close();
    await projects.close();
  });

  it('answers nothing before the key was exported and read back', async () => {
    const early = { code: 'step.too-early', notDone: ['Nothing was signed.', 'No PIN was sent.'] };
    await expect(station.handlers['prove.look'](null, idle())).rejects.toMatchObject(early);
    await expect(
      station.handlers['prove.start']({ place, number, pin: goodPin }, idle()),
    ).rejects.toMatchObject(early);
    await station.handlers['tokens.makePractice'](null, idle());
    await chooseOwnToken(station);
    await makeAndExport(station);
    // There is no root to review: the step is the answer.
    expect(await station.handlers['review.look'](null, idle())).toEqual({ state: 'delegate' });
    expect(await station.handlers['prove.look'](null, idle())).toMatchObject({
      role: roleName,
      touch: 'screen',
      answered: [],
      problem: null,
    });
  });

  it('reads a challenge in words, and nothing else as one', async () => {
    const read = await station.handlers['prove.read']({ place }, idle());
    expect(read).toMatchObject({ role: roleName, number });
    expect(read.words).toContain('It is a rehearsal: practice keys only.');
    writeFileSync(join(stick, 'other.txt'), 'keyholder-station delegation/1\n');
    await expect(
      station.handlers['prove.read']({ place: await station.place('stick', 'other.txt') }, idle()),
    ).rejects.toMatchObject({ code: 'delegation.challenge' });
    expect(recordsIn(path).some(({ kind }) => kind === 'proof.intended')).toBe(false);
  });

  it('signs the challenge that was shown only, with the PIN of its own token', async () => {
    const prove = (input: { number?: string; pin?: string }) =>
      station.handlers['prove.start']({ place, number, pin: goodPin, ...input }, idle());
    await expect(prove({ number: '00000000' })).rejects.toMatchObject({
      code: 'delegation.challenge',
      expected: 'number 00000000',
      found: `number ${number}`,
    });
    expect(recordsIn(path).some(({ kind }) => kind === 'proof.intended')).toBe(false);
    // A wrong PIN is told before anybody is asked to press.
    await expect(prove({ pin: 'wrong-pin-1' })).rejects.toMatchObject({
      code: expect.stringMatching(/^(pin|token)\./),
    });
    // The practice token waits for the disc: cancelled, it has signed nothing.
    const cancel = new AbortController();
    const given = { place, number, pin: goodPin };
    await expect(
      station.handlers['prove.start'](
        given,
        idle(() => cancel.abort(new Error('the page went away')), cancel.signal),
      ),
    ).rejects.toMatchObject({ code: 'touch.cancelled' });
    expect(recordsIn(path).some(({ kind }) => kind === 'proof.intended')).toBe(false);
    const seconds: number[] = [];
    const after = await station.handlers['prove.start'](
      given,
      idle(({ secondsLeft }) => {
        seconds.push(secondsLeft);
        void station.handlers['prove.touch'](null, idle());
      }),
    );
    expect(seconds).toEqual([15]);
    expect(after.answered).toEqual([
      { number, file: expect.stringMatching(/^delegation\/.*\.proof\.json$/) },
    ]);
    const kinds = recordsIn(path).map(({ kind }) => kind);
    expect(kinds).toContain('proof.made');
    expect(kinds).not.toContain('signature.added');
    const record = readFileSync(join(path, 'transcript.jsonl'), 'utf8');
    expect(record).not.toContain(goodPin);
  });

  it('copies the answer for the delegator, who takes it', async () => {
    const target = await station.place('stick');
    const { name, files } = await station.handlers['prove.carry'](
      { number, place: target },
      idle(),
    );
    expect(files).toBe(2);
    expect(readdirSync(join(stick, name))).toHaveLength(1);
    await expect(
      station.handlers['prove.carry']({ number: '00000000', place: target }, idle()),
    ).rejects.toMatchObject({ code: 'delegation.nothing', notDone: ['Nothing was copied.'] });
    const proposed = await proposeChange(projects.host, {
      change: 'add',
      role: roleName,
      from: join(stick, name),
      paths: [rolePath],
      threshold: 1,
      terminating: true,
      reason: '',
    });
    expect(proposed.changes[0]?.after).toContain('1 of Ana Silva');
  });

  it('has no such step in the ceremony of a root', async () => {
    await station.handlers['ceremony.close'](null, idle());
    await projects.host.folder.close();
    const folder = await station.place('ceremonies', basename(projects.host.folder.path));
    await station.handlers['ceremony.open'](
      { place: folder, role: 'keyholder', mode: 'rehearsal' },
      idle(),
    );
    await expect(station.handlers['prove.look'](null, idle())).rejects.toMatchObject({
      code: 'delegation.nothing',
    });
  });
});

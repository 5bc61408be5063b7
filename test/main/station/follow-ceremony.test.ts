import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planText } from '../../../src/ceremony/plan.ts';
import { firstPlan } from '../../../src/ceremony/plan-template.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

const files = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((each) => !each.startsWith('.'))
    .toSorted();

/** A host rehearses an own plan in the window's calls, from its casting to the plan of the next root. */
describe('a rehearsal that a host begins from a plan', () => {
  const folder = 'Rehearsal Root signing 1 dress rehearsal';
  let home: string;
  let station: PracticeStation;
  let place: string;

  const today = new Date().toISOString().slice(0, 10);

  beforeAll(async () => {
    home = freshHome();
    station = await startStation(home);
    const made = await station.handlers['plan.create'](
      { place: await station.place(), name: 'Mine', text: planText(firstPlan(today)) },
      idle(),
    );
    place = made.place;
  }, 60_000);
  afterAll(async () => {
    await station.close();
    removeHome(home);
  });

  it('lets nobody be here whom only the station can play', async () => {
    for (const here of [['host'], ['nobody'], ['witness']])
      await expect(
        station.handlers['ceremony.rehearse']({ place, here }, idle()),
      ).rejects.toMatchObject({ code: 'rehearsal.not-here' });
    expect(existsSync(join(home, 'Ceremonies'))).toBe(false);
  });

  it('is made beside the plan, with a token for everybody but those who are here', async () => {
    const { handlers } = station;
    const told: { done: number; total: number }[] = [];
    const view = await handlers['ceremony.rehearse'](
      { place, here: ['keyholder-five'] },
      idle((step: { done: number; total: number }) => told.push(step)),
    );
    expect(view).toMatchObject({ mode: 'rehearsal', role: 'host', you: 'host', rootVersion: 1 });
    expect(told.map(({ done, total }) => [done, total])).toEqual(
      Array.from({ length: 5 }, (_, done) => [done, 5]),
    );
    const tokens = view.participants.map(({ id, token }) => [id, token]);
    expect(tokens).toContainEqual(['keyholder-five', 'practice']);
    expect(tokens).toContainEqual(['keyholder-one', expect.stringMatching(/^[0-9a-f]{16}$/)]);
    // The plan itself has not begun: it can still be changed.
    expect(await handlers['plan.open']({ place }, idle())).toMatchObject({ fixed: null });
  });

  it('has the host let colleagues make their keys, once each, and nobody else', async () => {
    const { handlers } = station;
    let view = await handlers['host.look'](null, idle());
    expect(view.practiceKeys.map(({ id }) => id)).toEqual([
      'host',
      ...['one', 'two', 'three', 'four'].map((word) => `keyholder-${word}`),
    ]);
    for (const { id } of view.practiceKeys)
      view = await handlers['host.practiceKey']({ participant: id }, idle());
    expect(view.practiceKeys).toEqual([]);
    for (const participant of ['keyholder-one', 'keyholder-five', 'witness', 'nobody'])
      await expect(handlers['host.practiceKey']({ participant }, idle())).rejects.toMatchObject({
        code: 'practice.only',
      });
    expect(view.stage).toMatchObject({ ready: false, reason: expect.stringContaining('five') });
    await expect(handlers['plan.follow'](null, idle())).rejects.toMatchObject({
      code: 'step.too-early',
    });
  });

  it('does not stage by itself when the last keyholder has exported: a person is the host', async () => {
    const { handlers } = station;
    const at = await station.place('Ceremonies', folder);
    const open = { place: at, mode: 'rehearsal' } as const;
    await handlers['ceremony.open']({ ...open, role: 'keyholder' }, idle());
    await handlers['ceremony.iAm']({ participant: 'keyholder-five' }, idle());
    const { tokens } = await handlers['tokens.makePractice'](null, idle());
    await handlers['tokens.choose']({ token: tokens[0]?.id ?? '' }, idle());
    await handlers['key.make']({ pin: 'Quiet7ok', repeat: 'Quiet7ok' }, idle());
    await handlers['evidence.accept'](null, idle());
    await handlers['export.write'](null, idle());
    await handlers['export.confirm']({ rows: [0, 1, 2, 3, 4, 5, 6, 7] }, idle());
    expect(existsSync(join(home, 'Ceremonies', folder, 'staged'))).toBe(false);
    await handlers['ceremony.open']({ ...open, role: 'host' }, idle());
    await handlers['ceremony.iAm']({ participant: 'host' }, idle());
    let view = await handlers['host.stage'](null, idle());
    for (const word of ['one', 'two', 'three'])
      view = await handlers['host.practiceSign']({ participant: `keyholder-${word}` }, idle());
    expect(view.published).toBe(false);
    view = await handlers['host.publish']({ pin: null }, idle());
    expect(view.published).toBe(true);
  });

  it('is followed by the plan of the next root, with its keys and its repository', async () => {
    const { handlers } = station;
    const before = join(home, 'Ceremonies', folder);
    writeFileSync(join(before, 'repository', '.hidden'), 'no part of it');
    const file = await handlers['plan.follow'](null, idle());
    expect(await handlers['ceremony.state'](null, idle())).toBeNull();
    expect(file).toMatchObject({ fixed: null });
    const [, name = ''] = file.folder;
    expect(name).toBe('Rehearsal Root signing 2 dress rehearsal');
    const after = join(home, 'Ceremonies', name);
    for (const part of ['keys', 'repository']) {
      expect(files(join(after, part))).toEqual(files(join(before, part)));
      for (const each of files(join(before, part)).filter((one) => /\.(json|pem)$/.test(one)))
        expect(readFileSync(join(after, part, each))).toEqual(
          readFileSync(join(before, part, each)),
        );
    }
    expect(existsSync(join(after, 'transcript.jsonl'))).toBe(false);
    expect(file.text).not.toContain('token: practice');
    await handlers['ceremony.open']({ place: file.place, role: 'host', mode: 'rehearsal' }, idle());
    await handlers['ceremony.iAm']({ participant: 'host' }, idle());
    const rotation = await handlers['rotation.look'](null, idle());
    expect(rotation).not.toBeNull();
    // Nobody has to export again: the keys came along.
    expect((await handlers['host.look'](null, idle())).stage.ready).toBe(true);
  });
}, 120_000);

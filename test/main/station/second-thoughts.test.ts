import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allRows,
  chooseOwnToken,
  goodPin,
  makeAndExport,
  practiceFolder,
  pressing,
  recordsIn,
  reviewAll,
} from './keyholder-steps.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

/** One practice ceremony of somebody who goes back, and whose files move under their hands. */
describe('a keyholder who goes back', () => {
  let home: string;
  let folder: string;
  let station: PracticeStation;
  const call = () => station.handlers;
  const present = () =>
    recordsIn(folder).filter(({ kind }) => kind === 'participant.present').length;
  const step = async () => (await call()['ceremony.state'](null, idle()))?.step;
  const serials = async () =>
    (await call()['tokens.list'](null, idle())).tokens.map(({ id, serial }) => ({ id, serial }));

  beforeAll(async () => {
    home = freshHome();
    folder = practiceFolder(home);
    station = await startStation(home);
    await call()['ceremony.startPractice']({ role: 'keyholder' }, idle());
    await chooseOwnToken(station);
  }, 60_000);
  afterAll(async () => {
    await station.close();
    removeHome(home);
  });

  it('cannot confirm an export whose file is gone, and writes it again', async () => {
    await call()['key.make']({ pin: goodPin, repeat: goodPin }, idle());
    await call()['evidence.accept'](null, idle());
    const { files } = await call()['export.write'](null, idle());
    rmSync(join(folder, files[0]?.path ?? ''));
    await expect(call()['export.confirm']({ rows: allRows }, idle())).rejects.toMatchObject({
      code: 'step.changed',
      place: files[0]?.path,
      notDone: ['Nothing was confirmed.'],
    });
    expect(await step()).toBe('export');
    await call()['export.write'](null, idle());
    await call()['export.confirm']({ rows: allRows }, idle());
    expect(await step()).toBe('review');
  });

  it('takes another token: the later steps open again, and the root is staged anew with its key', async () => {
    const [first] = await serials();
    const before = readFileSync(join(folder, 'staged', 'root.json'), 'utf8');
    await call()['tokens.makePractice'](null, idle());
    const second = (await serials()).find(({ serial }) => serial !== first?.serial);
    await call()['tokens.choose']({ token: second?.id ?? '' }, idle());
    expect(await step()).toBe('key');
    await makeAndExport(station);
    const after = readFileSync(join(folder, 'staged', 'root.json'), 'utf8');
    expect(after).not.toBe(before);
    const [kept = ''] = readdirSync(join(folder, 'replaced', 'staged'));
    expect(readFileSync(join(folder, 'replaced', 'staged', kept), 'utf8')).toBe(before);
    expect(await call()['review.look'](null, idle())).toMatchObject({
      state: 'ready',
      review: { problem: null },
    });
  });

  it('finds the former token’s key again, which this root does not have', async () => {
    const [first] = recordsIn(folder).filter(({ kind }) => kind === 'token.chosen');
    const serial = first?.kind === 'token.chosen' ? first.data.serial : null;
    const [former, latter] = (await serials()).toSorted((a) => (a.serial === serial ? -1 : 1));
    await call()['tokens.choose']({ token: former?.id ?? '' }, idle());
    expect(await step()).toBe('review');
    const sha256 = await reviewAll(station);
    await expect(
      call()['sign.start']({ sha256, pin: goodPin }, idle(pressing(station))),
    ).rejects.toMatchObject({ code: 'root.nothing-to-sign' });
    await call()['tokens.choose']({ token: latter?.id ?? '' }, idle());
    await call()['sign.start']({ sha256, pin: goodPin }, idle(pressing(station)));
    expect(await step()).toBe('done');
  });

  it('is seated once for each role, and makes practice tokens only where the plan has one', async () => {
    const before = present();
    await call()['ceremony.iAm']({ participant: 'priya-raman' }, idle());
    expect(present()).toBe(before);
    await call()['ceremony.iAm']({ participant: 'tomas-varga' }, idle());
    expect(present()).toBe(before + 1);
    await expect(call()['tokens.makePractice'](null, idle())).rejects.toMatchObject({
      code: 'practice.only',
      notDone: ['No token was made.'],
    });
    await call()['ceremony.iAm']({ participant: 'priya-raman' }, idle());
  });

  it.each([
    ['expected', { expected: ' \n ' }],
    ['happened', { happened: '\u001B[31m' }],
  ])('hears which part of a deviation cannot be recorded: %s', async (_part, change) => {
    const whole = { about: 'other', expected: 'a', happened: 'b', decided: 'c' } as const;
    const before = recordsIn(folder).length;
    await expect(call()['deviation.record']({ ...whole, ...change }, idle())).rejects.toMatchObject(
      { code: 'deviation.text' },
    );
    expect(recordsIn(folder)).toHaveLength(before);
    const view = await call()['deviation.record']({ ...whole, happened: 'b\nand c' }, idle());
    expect(view.deviations).toBeGreaterThan(0);
    expect(recordsIn(folder).at(-1)?.data).toMatchObject({ happened: 'b and c' });
  });

  it('hears that a recent folder has moved, opens nothing, and finds it where it is now', async () => {
    const { items } = await call()['station.recent'](null, idle());
    const item = items.find(({ title }) => title.startsWith('Practice root 2'));
    await call()['ceremony.close'](null, idle());
    const moved = join(home, 'Ceremonies', 'Moved');
    renameSync(folder, moved);
    await expect(
      call()['ceremony.resume']({ recent: item?.id ?? '' }, idle()),
    ).rejects.toMatchObject({ code: 'folder.missing' });
    expect(await call()['ceremony.state'](null, idle())).toBeNull();
    const place = await station.place('Ceremonies', 'Moved');
    const view = await call()['ceremony.open'](
      { place, role: 'keyholder', mode: 'rehearsal' },
      idle(),
    );
    expect(view.you).toBeNull();
    renameSync(moved, folder);
  });
});

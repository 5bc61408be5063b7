import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../src/encoding/station-error.ts';
import {
  allRows,
  chooseOwnToken,
  goodPin,
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

/** What each call answers now, as the code of its error or "ok"; an error of another class stays what it is. */
async function outcome(answer: () => unknown): Promise<unknown> {
  try {
    await answer();
    return 'ok';
  } catch (error) {
    return error instanceof StationError ? error.code : error;
  }
}

const newPin = { next: goodPin, repeat: goodPin };
const removal = { token: 'f', serial: '1', spkiSha256: '0'.repeat(64), pin: goodPin };
const setUp = {
  token: 'f',
  serial: '1',
  losesKey: null,
  pin: goodPin,
  pinRepeat: goodPin,
  puk: goodPin,
  pukRepeat: goodPin,
};

/** One practice ceremony; a page that asks for everything at the wrong moment, and twice. */
describe('a page that sends calls at any moment', () => {
  let home: string;
  let station: PracticeStation;
  const call = () => station.handlers;
  const records = () => recordsIn(practiceFolder(home));
  const kinds = (kind: string) => records().filter((record) => record.kind === kind);

  beforeAll(async () => {
    home = freshHome();
    station = await startStation(home);
  });
  afterAll(async () => {
    await station.close();
    removeHome(home);
  });

  const everyStep = () =>
    Promise.all(
      [
        () => call()['tokens.choose']({ token: 'f' }, idle()),
        () => call()['tokens.makePractice'](null, idle()),
        () => call()['tokens.removePractice']({ token: 'f', serial: '1' }, idle()),
        () => call()['tokens.details']('f', idle()),
        () => call()['tokens.setUp'](setUp, idle()),
        () => call()['tokens.changePin']({ token: 'f', ...newPin, pin: goodPin }, idle()),
        () => call()['tokens.unblockPin']({ token: 'f', ...newPin, puk: goodPin }, idle()),
        () => call()['tokens.removeKey'](removal, idle()),
        () => call()['modules.configure']({ module: 'f', place: 'f' }, idle()),
        () => call()['key.look'](null, idle()),
        () => call()['key.make']({ pin: goodPin, repeat: goodPin }, idle()),
        () => call()['key.adopt']({ pin: goodPin }, idle()),
        () => call()['evidence.look'](null, idle()),
        () => call()['evidence.bring']({ key: 'f', device: 'f' }, idle()),
        () => call()['evidence.accept'](null, idle()),
        () => call()['export.look'](null, idle()),
        () => call()['export.write'](null, idle()),
        () => call()['export.confirm']({ rows: allRows }, idle()),
        () => call()['review.look'](null, idle()),
        () => call()['review.confirm']({ sha256: '0'.repeat(64), rows: allRows }, idle()),
        () => call()['sign.look'](null, idle()),
        () => call()['sign.start']({ sha256: '0'.repeat(64), pin: goodPin }, idle()),
        () => call()['sign.touch'](null, idle()),
        () => call()['done.look'](null, idle()),
        () => call()['bundle.write']({ place: 'f' }, idle()),
        () => call()['bundle.take']({ place: 'f' }, idle()),
        () => call()['host.look'](null, idle()),
        () => call()['host.publish']({ pin: goodPin }, idle()),
        () => call()['host.practiceSign']({ participant: 'nobody' }, idle()),
        () => call()['ceremony.record'](null, idle()),
        () => call()['ceremony.iAm']({ participant: 'nobody' }, idle()),
        () => call()['ceremony.resume']({ recent: 'f' }, idle()),
        () => call()['audit.save']({ place: 'f' }, idle()),
        () => call()['audit.resume']({ recent: 'f' }, idle()),
      ].map(outcome),
    );

  it('hears a sentence for every call while no ceremony is open', async () => {
    const answers = await everyStep();
    expect(answers.filter((answer) => typeof answer !== 'string')).toEqual([]);
    expect(new Set(answers)).toEqual(
      new Set(['ceremony.none-open', 'ok', 'audit.none-open', 'token.not-present']),
    );
    // Only the disc that nobody waits for may be pressed.
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1);
  });

  it('starts one practice ceremony after another when it asks for two at once', async () => {
    const both = await Promise.all([
      call()['ceremony.startPractice']({ role: 'keyholder' }, idle()),
      call()['ceremony.startPractice']({ role: 'keyholder' }, idle()),
    ]);
    expect(both.map(({ folder }) => folder.at(-1))).toEqual([
      'Practice root 2 dress rehearsal',
      'Practice root 2 dress rehearsal 2',
    ]);
    // The first one's lock is free again: it can be opened.
    const place = await station.place('Ceremonies', 'Practice root 2 dress rehearsal');
    await call()['ceremony.open']({ place, role: 'keyholder', mode: 'rehearsal' }, idle());
    await call()['ceremony.iAm']({ participant: 'priya-raman' }, idle());
  }, 60_000);

  it('cannot begin in the middle: every later step says what comes first', async () => {
    expect(await outcome(() => call()['key.make']({ pin: goodPin, repeat: goodPin }, idle()))).toBe(
      'token.not-present',
    );
    for (const act of [
      () => call()['key.adopt']({ pin: goodPin }, idle()),
      () => call()['evidence.accept'](null, idle()),
      () => call()['export.write'](null, idle()),
      () => call()['export.confirm']({ rows: allRows }, idle()),
      () => call()['sign.start']({ sha256: '0'.repeat(64), pin: goodPin }, idle()),
    ])
      expect(await outcome(act)).toMatch(/^(step\.too-early|token\.not-present)$/);
    expect(records().every(({ kind }) => !/^(key|evidence|export|signature)\./.test(kind))).toBe(
      true,
    );
  });

  it('makes one key when it asks for two at once', async () => {
    await chooseOwnToken(station);
    const typed = { pin: goodPin, repeat: goodPin };
    const both = await Promise.all([
      outcome(() => call()['key.make'](typed, idle())),
      outcome(() => call()['key.make'](typed, idle())),
    ]);
    expect(both).toEqual(['ok', 'step.too-early']);
    expect(kinds('key.made')).toHaveLength(1);
    expect(kinds('key.intended')).toHaveLength(1);
  });

  it('cannot export before the evidence was accepted, nor confirm what was not exported', async () => {
    expect(await outcome(() => call()['export.write'](null, idle()))).toBe('step.too-early');
    await call()['evidence.accept'](null, idle());
    expect(await outcome(() => call()['export.confirm']({ rows: allRows }, idle()))).toBe(
      'step.too-early',
    );
    await call()['export.write'](null, idle());
  });

  it('cannot confirm somebody else’s export', async () => {
    await call()['ceremony.iAm']({ participant: 'tomas-varga' }, idle());
    expect(await outcome(() => call()['export.confirm']({ rows: allRows }, idle()))).toBe(
      'step.too-early',
    );
    await call()['ceremony.iAm']({ participant: 'priya-raman' }, idle());
    expect(kinds('export.confirmed')).toEqual([]);
  });

  it('cannot sit down as a colleague whom the station plays', async () => {
    expect(await outcome(() => call()['ceremony.iAm']({ participant: 'mei-tanaka' }, idle()))).toBe(
      'ceremony.not-you',
    );
    expect((await call()['ceremony.state'](null, idle()))?.you).toBe('priya-raman');
  });

  it('confirms an export twice, and the station stages and signs for its colleagues once', async () => {
    await Promise.all([
      call()['export.confirm']({ rows: allRows }, idle()),
      call()['export.confirm']({ rows: allRows }, idle()),
    ]);
    expect(kinds('root.staged')).toHaveLength(1);
    expect(kinds('signature.added')).toHaveLength(2);
  });

  it('is refused a second token number that it makes up, and the token stays', async () => {
    const { tokens } = await call()['tokens.list'](null, idle());
    const own = tokens.find(({ holdsKey }) => holdsKey);
    expect(
      await outcome(() =>
        call()['tokens.removePractice']({ token: own?.id ?? '', serial: '12345' }, idle()),
      ),
    ).toBe('token.not-planned');
    expect((await call()['tokens.list'](null, idle())).tokens).toHaveLength(tokens.length);
  });

  it('signs once when it asks twice, and a queued one that is cancelled never begins', async () => {
    const sha256 = await reviewAll(station);
    const stop = new AbortController();
    const sign = (signal?: AbortSignal) =>
      outcome(() =>
        call()['sign.start']({ sha256, pin: goodPin }, idle(pressing(station), signal)),
      );
    const first = sign();
    const cancelled = sign(stop.signal);
    const third = sign();
    stop.abort();
    expect(await first).toBe('ok');
    expect(await cancelled).toMatchObject({ name: 'AbortError' });
    expect(await third).toBe('step.too-early');
    const own = records().filter(({ participant }) => participant === 'priya-raman');
    expect(own.filter(({ kind }) => kind === 'signature.intended')).toHaveLength(1);
    expect(own.filter(({ kind }) => kind === 'signature.added')).toHaveLength(1);
  });

  it('opens a folder that is no ceremony, or of the other mode, and leaves no lock there', async () => {
    mkdirSync(join(home, 'nothing'));
    const nothing = await station.place('nothing');
    expect(
      await outcome(() =>
        call()['ceremony.open']({ place: nothing, role: 'host', mode: 'rehearsal' }, idle()),
      ),
    ).toBe('folder.not-a-ceremony');
    expect(existsSync(join(home, 'nothing', '.station-lock'))).toBe(false);
    const place = await station.place('Ceremonies', 'Practice root 2 dress rehearsal');
    expect(
      await outcome(() => call()['ceremony.open']({ place, role: 'host', mode: 'real' }, idle())),
    ).toBe('ceremony.real-as-root');
    expect(existsSync(join(practiceFolder(home), '.station-lock'))).toBe(false);
    expect(await call()['ceremony.state'](null, idle())).toBeNull();
    await call()['ceremony.open']({ place, role: 'keyholder', mode: 'rehearsal' }, idle());
    await call()['ceremony.iAm']({ participant: 'priya-raman' }, idle());
  });

  it('closes the ceremony between any two of its looks, and none of them sees an empty folder', async () => {
    const place = await station.place('Ceremonies', 'Practice root 2 dress rehearsal');
    const answers = await Promise.all([
      call()['ceremony.close'](null, idle()),
      ...[
        () => call()['review.look'](null, idle()),
        () => call()['done.look'](null, idle()),
        () => call()['host.look'](null, idle()),
        () => call()['export.look'](null, idle()),
        () => call()['ceremony.record'](null, idle()),
      ].map(outcome),
    ]);
    for (const answer of answers.slice(1)) expect(['ok', 'ceremony.none-open']).toContain(answer);
    await call()['ceremony.open']({ place, role: 'keyholder', mode: 'rehearsal' }, idle());
    await call()['ceremony.iAm']({ participant: 'priya-raman' }, idle());
    expect(await call()['done.look'](null, idle())).toMatchObject({ version: 2 });
  });
});

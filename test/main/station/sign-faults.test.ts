import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import type { Desk } from '../../../main/station/desk.ts';
import { doneView } from '../../../main/station/done-view.ts';
import { confirmReview, lookReview } from '../../../main/station/review-root.ts';
import { ScreenTouch } from '../../../main/station/screen-touch.ts';
import { signStep } from '../../../main/station/sign-step.ts';
import { openDesk } from '../../../main/station/station.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import type { RecordKind } from '../../../src/ceremony/record.ts';
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
import { LosingCeremony, offline } from './losing-ceremony.ts';
import { freshHome, idle, removeHome, startStation } from './practice-station.ts';

/** One ceremony, up to the review; then everything that can go wrong around one signature, in turn. */
describe('a signature that is cut off', () => {
  let home: string;
  let folder: string;
  let desk: Desk;
  let sha256: string;
  let ceremony: LosingCeremony;
  let whenClosed: unknown;
  const staged = () => join(folder, 'staged', 'root.json');
  const signatures = (): number => {
    const file: unknown = JSON.parse(readFileSync(staged(), 'utf8'));
    return file !== null && typeof file === 'object' && 'signatures' in file
      ? (file.signatures as unknown[]).length
      : 0;
  };
  const own = (kind: RecordKind) =>
    recordsIn(folder).filter(
      (record) => record.kind === kind && record.participant === 'priya-raman',
    );

  const open = async (): Promise<LosingCeremony> => {
    const opened = await CeremonyFolder.open(folder, desk.now());
    return new LosingCeremony(opened, 'keyholder', 'priya-raman', () => desk.now());
  };
  const sign = (pin: string | null, signal = new AbortController().signal) => {
    const screen = new ScreenTouch();
    return signStep(
      desk,
      ceremony,
      offline,
      screen,
      { sha256, pin },
      ({ phase, state }) => {
        if (phase === 'touch' && state === 'now') screen.press();
      },
      signal,
    );
  };

  beforeAll(async () => {
    home = freshHome();
    folder = practiceFolder(home);
    const station = await startStation(home);
    await station.handlers['ceremony.startPractice']({ role: 'keyholder' }, idle());
    await chooseOwnToken(station);
    await makeAndExport(station);
    sha256 = await reviewAll(station);

    // The window is closed while the token waits for a touch.
    const phases: string[] = [];
    const running = station.handlers['sign.start'](
      { sha256, pin: goodPin },
      idle(({ phase, state }: { phase: string; state: string }) => {
        phases.push(`${phase} ${state}`);
      }),
    );
    const ended = Promise.resolve(running).catch((error: unknown) => error);
    while (!phases.includes('touch now')) await pause(5);
    await station.close();
    whenClosed = await ended;
    desk = await openDesk({ version: '0.0.0', root: true }, station.folders);
    ceremony = await open();
  }, 60_000);
  afterAll(async () => {
    await ceremony.folder.close();
    await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
    removeHome(home);
  });

  it('by the end of the station is on record as stopped, and nothing was written', () => {
    expect(whenClosed).toMatchObject({ code: 'ceremony.closing' });
    expect(own('act.stopped').at(-1)?.data).toMatchObject({
      act: 'signature',
      code: 'ceremony.closing',
    });
    expect(signatures()).toBe(2);
    expect(ceremony.state.unfinished.signature).toBeNull();
  });

  it('says what stopped it also when the stop cannot be recorded, and the intent stays open', async () => {
    ceremony.lost = 'act.stopped';
    await expect(sign('90817263')).rejects.toMatchObject({ code: 'pin.wrong' });
    ceremony.lost = null;
    expect(ceremony.state.unfinished.signature).not.toBeNull();
    expect(signatures()).toBe(2);
  });

  it('before its record is in the file and found again: nothing is signed a second time', async () => {
    ceremony.lost = 'signature.added';
    await expect(sign(goodPin)).rejects.toMatchObject({ code: 'folder.full' });
    ceremony.lost = null;
    expect(signatures()).toBe(3);
    expect(own('act.stopped')).toHaveLength(1);
    const begun = own('signature.intended').length;
    // No PIN is needed: there is nothing left to sign.
    await sign(null);
    expect(own('signature.intended')).toHaveLength(begun);
    expect(own('signature.added').map(({ data }) => data)).toMatchObject([
      { recovered: true, signedSha256: sha256, verifiedBy: ['node:crypto', 'noble'] },
    ]);
    expect(signatures()).toBe(3);
    await expect(sign(goodPin)).rejects.toMatchObject({
      code: 'step.too-early',
      message: 'you have signed this root already',
    });
  });

  it('says on Done that it was found after a crash', async () => {
    const done = await doneView(ceremony, nodeVerifier);
    expect(done.files[0]).toMatchObject({ note: 'your signature, found in it after a crash' });
  });

  it('is not claimed when the file lost it, and can be made again', async () => {
    const whole = readFileSync(staged(), 'utf8');
    const without = JSON.parse(whole) as { signatures: unknown[] };
    without.signatures.pop();
    writeFileSync(staged(), `${JSON.stringify(without, null, 1)}\n`);
    await expect(doneView(ceremony, nodeVerifier)).rejects.toMatchObject({
      code: 'step.changed',
      message: 'your signature is not in the file any more',
    });
    await sign(goodPin);
    expect(signatures()).toBe(3);
    expect((await doneView(ceremony, nodeVerifier)).files[0]?.note).toBe('your signature added');
  });

  it('is refused where the root is another one than the plan says, and nothing of it counts as compared', async () => {
    const before = readFileSync(staged(), 'utf8');
    try {
      writeFileSync(staged(), before.replace('"threshold": 3', '"threshold": 2'));
      await expect(sign(goodPin)).rejects.toMatchObject({ code: 'step.changed' });
      const look = await lookReview(ceremony, nodeVerifier);
      if (look.state !== 'ready') throw new Error('nothing to review');
      expect(look.review).toMatchObject({
        compared: false,
        problem: {
          code: 'root.not-as-planned',
          expected: 'the threshold of the role root: 3',
          found: '2',
        },
      });
      await expect(
        confirmReview(ceremony, look.review.bytes.sha256, allRows),
      ).rejects.toMatchObject({ code: 'root.not-as-planned', notDone: ['Nothing was confirmed.'] });
    } finally {
      writeFileSync(staged(), before);
    }
    const look = await lookReview(ceremony, nodeVerifier);
    expect(look).toMatchObject({ state: 'ready', review: { compared: true, problem: null } });
  });

  it('is refused where the root in use is not signed by its own keyholders', async () => {
    const path = join(folder, 'repository', '1.root.json');
    const before = readFileSync(path, 'utf8');
    const forged = JSON.parse(before) as { signatures: unknown[] };
    forged.signatures = forged.signatures.slice(0, 2);
    try {
      writeFileSync(path, `${JSON.stringify(forged, null, 1)}\n`);
      const look = await lookReview(ceremony, nodeVerifier);
      expect(look).toMatchObject({
        review: { problem: { code: 'root.predecessor-invalid', place: 'repository/1.root.json' } },
      });
    } finally {
      writeFileSync(path, before);
    }
  });

  it('waits for its turn: closing and another person come after it', async () => {
    await ceremony.folder.close();
    const station = await startStation(home);
    try {
      const whole = JSON.parse(readFileSync(staged(), 'utf8')) as { signatures: unknown[] };
      whole.signatures.pop();
      writeFileSync(staged(), `${JSON.stringify(whole, null, 1)}\n`);
      const { items } = await station.handlers['station.recent'](null, idle());
      const item = items.find(({ title }) => title.startsWith('Practice root 2'));
      await station.handlers['ceremony.resume']({ recent: item?.id ?? '' }, idle());
      const [, seated] = await Promise.all([
        station.handlers['sign.start']({ sha256, pin: goodPin }, idle(pressing(station))),
        station.handlers['ceremony.iAm']({ participant: 'tomas-varga' }, idle()),
        station.handlers['ceremony.close'](null, idle()),
      ]);
      expect(seated.you).toBe('tomas-varga');
      const last = recordsIn(folder).slice(-2);
      expect(last.map(({ kind, participant }) => [kind, participant])).toEqual([
        ['signature.added', 'priya-raman'],
        ['participant.present', 'tomas-varga'],
      ]);
    } finally {
      await station.close();
      ceremony = await open();
    }
  });
});

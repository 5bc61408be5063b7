import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { verifyTranscript } from '../../../src/ceremony/transcript.ts';
import type { SignPhase } from '../../../src/contract/keyholder.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

const pin = 'Quiet7ok';
const allRows = [0, 1, 2, 3, 4, 5, 6, 7];

/** One ceremony, in the order in which a keyholder lives it. Each test is a step; they build on each other. */
describe('a keyholder’s whole path in a rehearsal, on real SoftHSM', () => {
  let home: string;
  let station: PracticeStation;
  let folder: string;
  let serial: string;
  const call = () => station.handlers;
  const step = async () => (await call()['ceremony.state'](null, idle()))?.step;
  const transcript = () =>
    verifyTranscript(readFileSync(join(folder, 'transcript.jsonl')), 'transcript.jsonl');

  beforeAll(async () => {
    home = freshHome();
    station = await startStation(home);
  });
  afterAll(async () => {
    await station.close();
    removeHome(home);
  });

  it('starts a practice ceremony: a root in use, four colleagues, and a token for you', async () => {
    const said: string[] = [];
    const view = await call()['ceremony.startPractice'](
      { role: 'keyholder' },
      idle((progress: { doing: string }) => void said.push(progress.doing)),
    );
    expect(view).toMatchObject({
      mode: 'rehearsal',
      kind: 'rotation',
      rootVersion: 2,
      step: 'token',
      you: 'priya-raman',
    });
    expect(said.length).toBeGreaterThan(10);
    folder = join(home, 'Ceremonies', 'Practice root 2 dress rehearsal');
    expect(existsSync(join(folder, 'repository', '1.root.json'))).toBe(true);
  });

  it('opens the planned token only, and refuses another', async () => {
    const { tokens } = await call()['tokens.list'](null, idle());
    const own = tokens.filter(({ lock }) => lock === null);
    expect(own).toHaveLength(1);
    serial = own[0]?.serial ?? '';
    await expect(async () =>
      call()['tokens.choose']({ token: 'ffff' }, idle()),
    ).rejects.toMatchObject({ code: 'token.not-present' });
    await call()['tokens.choose']({ token: own[0]?.id ?? '' }, idle());
    expect(await step()).toBe('key');
  });

  it.each([
    [{ pin: '123456', repeat: '123456' }, 'pin.weak'],
    [{ pin: '777777', repeat: '777777' }, 'pin.weak'],
    [{ pin, repeat: 'Quiet7ko' }, 'pin.differ'],
    [{ pin, repeat: null }, 'pin.differ'],
  ])('refuses the PIN %j, and nothing was set', async (typed, code) => {
    await expect(call()['key.make'](typed, idle())).rejects.toMatchObject({ code });
    const look = await call()['key.look'](null, idle());
    expect(look).toMatchObject({ pin: 'choose', made: null, problem: null });
  });

  it('makes the key on the token and reads it back', async () => {
    const key = await call()['key.make']({ pin, repeat: pin }, idle());
    expect(key.claims.map(({ label, state }) => [label, state])).toEqual([
      ['Kind of key', 'ok'],
      ['Made', 'ok'],
      ['Stays', 'ok'],
      ['Works', 'ok'],
    ]);
    const made = transcript().records.findLast(({ kind }) => kind === 'key.made');
    expect(made?.data).toMatchObject({
      serial,
      onDevice: true,
      extractable: false,
      neverExtractable: true,
    });
    expect(await step()).toBe('evidence');
  });

  it('refuses to make a second one', async () => {
    await expect(call()['key.make']({ pin, repeat: null }, idle())).rejects.toMatchObject({
      code: 'step.too-early',
      notDone: ['No second key was made.'],
    });
  });

  it('says that nothing vouches for the key, and counts it as a note', async () => {
    const card = await call()['evidence.look'](null, idle());
    expect(card).toMatchObject({ attested: false, serial, tag: { state: 'note' } });
    expect(card.claims.find(({ label }) => label === 'Attestation')?.value).toBe(
      'None: this token cannot give one',
    );
    await call()['evidence.accept'](null, idle());
    expect(await step()).toBe('export');
  });

  it('exports in Sigstore’s layout, reads back, and says so when the file is gone', async () => {
    const view = await call()['export.write'](null, idle());
    const path = join(folder, 'keys', serial, `${serial}_pubkey.pem`);
    expect(view.files).toMatchObject([
      { path: `keys/${serial}/${serial}_pubkey.pem`, readBack: true },
    ]);
    const bytes = readFileSync(path);
    await rm(path);
    expect((await call()['export.look'](null, idle()))?.files[0]?.readBack).toBe(false);
    await call()['export.write'](null, idle());
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('wants every row of the fingerprint', async () => {
    await expect(call()['export.confirm']({ rows: [0, 1, 2, 4] }, idle())).rejects.toMatchObject({
      code: 'step.rows-missing',
      found: 'without D, F, G, H',
    });
    await call()['export.confirm']({ rows: allRows }, idle());
    expect(await step()).toBe('review');
  });

  it('reviews in words, old and new thresholds apart, with nothing left unexplained', async () => {
    const look = await call()['review.look'](null, idle());
    if (look.state !== 'ready') throw new Error('nothing to review');
    const { review } = look;
    expect(review.problem).toBeNull();
    expect(review.members.unexplained).toBe(0);
    expect(review.members.changed + review.members.unchanged).toBe(review.members.total);
    expect(review.changes.map(({ kind, title }) => `${kind}: ${title}`)).toEqual(
      expect.arrayContaining([
        'leaves: Ingrid Solheim leaves',
        'joins: Priya Raman (you) joins',
        'number: The version goes up by one',
      ]),
    );
    expect(review.seats.map(({ title, signed }) => [title, signed])).toEqual([
      ['Keyholders of version 1', 2],
      ['Keyholders of version 2', 2],
    ]);
    expect(review.seats[1]?.sentence).toContain('Yours completes this one.');
    await expect(
      call()['sign.start']({ sha256: review.bytes.sha256, pin }, idle()),
    ).rejects.toMatchObject({ code: 'step.too-early' });
    await expect(
      call()['review.confirm']({ sha256: '0'.repeat(64), rows: allRows }, idle()),
    ).rejects.toMatchObject({ code: 'step.changed' });
    await call()['review.confirm']({ sha256: review.bytes.sha256, rows: allRows }, idle());
    expect(await step()).toBe('sign');
  });

  it('says what went wrong with a wrong PIN, and nothing was signed', async () => {
    const { sha256 } = await call()['sign.look'](null, idle());
    await expect(call()['sign.start']({ sha256, pin: '90817263' }, idle())).rejects.toMatchObject({
      code: 'pin.wrong',
    });
    expect(transcript().records.at(-1)).toMatchObject({
      kind: 'act.stopped',
      data: { code: 'pin.wrong' },
    });
    expect(await step()).toBe('sign');
  });

  it('stops when the person cancels before the touch', async () => {
    const { sha256 } = await call()['sign.look'](null, idle());
    const stop = new AbortController();
    const watch = ({ phase }: SignPhase) => {
      if (phase === 'touch') stop.abort();
    };
    await expect(
      call()['sign.start']({ sha256, pin }, idle(watch, stop.signal)),
    ).rejects.toMatchObject({
      code: 'touch.cancelled',
      notDone: ['Nothing was signed.', 'No PIN try was lost.'],
    });
    expect(await step()).toBe('sign');
  });

  it('refuses to sign what was changed on the disk after the review', async () => {
    const { sha256 } = await call()['sign.look'](null, idle());
    const path = join(folder, 'staged', 'root.json');
    const before = readFileSync(path, 'utf8');
    await writeFile(path, before.replace('"threshold": 3', '"threshold": 2'));
    await expect(call()['sign.start']({ sha256, pin }, idle())).rejects.toMatchObject({
      code: 'step.changed',
    });
    await writeFile(path, before);
  });

  it('signs after PIN and touch, in four phases', async () => {
    const look = await call()['sign.look'](null, idle());
    expect(look).toMatchObject({
      serial,
      touch: 'screen',
      problem: null,
      mismatch: null,
      signed: false,
    });
    const phases: string[] = [];
    await call()['sign.start'](
      { sha256: look.sha256, pin },
      idle((report: SignPhase) => {
        phases.push(`${report.phase} ${report.state}`);
        if (report.phase === 'touch' && report.state === 'now')
          void call()['sign.touch'](null, idle());
      }),
    );
    expect([...new Set(phases)]).toEqual([
      'pin now',
      'pin done',
      'touch now',
      'touch done',
      'check now',
      'check done',
      'write now',
      'write done',
    ]);
    expect(
      transcript().records.findLast(({ kind }) => kind === 'signature.added')?.data,
    ).toMatchObject({
      serial,
      verifiedBy: ['node:crypto', 'noble'],
      recovered: false,
    });
  });

  it('says what was made and what is missing', async () => {
    const done = await call()['done.look'](null, idle());
    expect(done.headline).toBe('Your signature is on root version 2');
    expect(done.lead).toBe(
      'It is the third from the new keyholders, which is enough. One is still to come from the keyholders of version 1.',
    );
    expect(done.files.map(({ path }) => path)).toEqual(['staged/root.json', 'transcript.jsonl']);
    expect(done.next[0]?.detail).toMatch(
      /no secret\. No attestation goes with it: your token gave none\.$/,
    );
  });

  it('carries the work to a stick, read back and compared', async () => {
    await mkdir(join(home, 'stick'));
    const bundle = await call()['bundle.write']({ place: await station.place('stick') }, idle());
    expect(readdirSync(join(home, 'stick'))).toEqual([bundle.name]);
    expect(await step()).toBe('done');
  });

  it('opens again where it was after the station has ended', async () => {
    await station.close();
    station = await startStation(home);
    const { items } = await call()['station.recent'](null, idle());
    const item = items.find(({ title }) => title.startsWith('Practice root 2'));
    const view = await call()['ceremony.resume']({ recent: item?.id ?? '' }, idle());
    expect(view).toMatchObject({ you: 'priya-raman', role: 'keyholder' });
    expect(view.steps.filter(({ state }) => state === 'done')).toHaveLength(7);
  });

  it('keeps a second station out of the folder', async () => {
    const other = await startStation(home);
    try {
      const place = await other.place('Ceremonies', 'Practice root 2 dress rehearsal');
      await expect(
        other.handlers['ceremony.open']({ place, role: 'auditor', mode: 'rehearsal' }, idle()),
      ).rejects.toMatchObject({ code: 'folder.in-use' });
    } finally {
      await other.close();
    }
  });

  it('lets the host bring in the missing signature and publish, and the audit passes', async () => {
    await call()['ceremony.close'](null, idle());
    const place = await station.place('Ceremonies', 'Practice root 2 dress rehearsal');
    await call()['ceremony.open']({ place, role: 'host', mode: 'rehearsal' }, idle());
    await call()['ceremony.iAm']({ participant: 'tomas-varga' }, idle());
    const before = await call()['host.look'](null, idle());
    expect(before).toMatchObject({
      stage: { ready: false },
      publish: { ready: false },
      publishNeedsPin: false,
    });
    await expect(call()['host.publish']({ pin: null }, idle())).rejects.toMatchObject({
      code: 'host.not-ready',
    });
    await call()['host.practiceSign']({ participant: 'mei-tanaka' }, idle());
    const after = await call()['host.publish']({ pin: null }, idle());
    expect(after.headline).toBe('Root version 2 is published');
    const { files, skipped } = await collect([folder]);
    const report = await runAudit({ files, skipped, asOf: new Date().toISOString() });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(report.roots.map(({ version, validBySelf }) => [version, validBySelf])).toEqual([
      [1, 5],
      [2, 4],
    ]);
  });

  it('left no PIN on the disk, in no file and no name', () => {
    const leaks: string[] = [];
    const walk = (path: string): void => {
      for (const name of readdirSync(path)) {
        const below = join(path, name);
        if (statSync(below).isDirectory()) walk(below);
        else if (readFileSync(below).includes(pin)) leaks.push(below);
      }
    };
    walk(home);
    expect(leaks).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { planText } from '../../../src/ceremony/plan.ts';
import type { PlanFields } from '../../../src/ceremony/plan-schema.ts';
import { isSerial, type Serial } from '../../../src/ceremony/serial.ts';
import type { SignPhase } from '../../../src/contract/keyholder.ts';
import { verifyTranscript } from '../../../src/ceremony/transcript.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

const pin = 'Quiet7ok';
const allRows = [0, 1, 2, 3, 4, 5, 6, 7];
const people = ['Amara Okafor', 'Jonas Lindqvist', 'Tomás Varga'] as const;
const ids = ['amara-okafor', 'jonas-lindqvist', 'tomas-varga'] as const;

/** A person's own SoftHSM in their home folder, with one initialised token for each of the people. */
function ownTokens(home: string): Serial[] {
  mkdirSync(join(home, '.config', 'softhsm2'), { recursive: true });
  mkdirSync(join(home, 'hsm'));
  const configuration = join(home, '.config', 'softhsm2', 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${home}/hsm\n`);
  const env = { HOME: home, PATH: '/usr/bin:/bin', SOFTHSM2_CONF: configuration };
  for (const label of people) {
    const pins = ['--so-pin', '87654321', '--pin', pin];
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, ...pins], { env });
  }
  const listed = execFileSync('softhsm2-util', ['--show-slots'], { env, encoding: 'utf8' });
  const serials = new Map<string, Serial>();
  let serial = '';
  for (const line of listed.split('\n')) {
    serial = /Serial number:\s+(\S+)/.exec(line)?.[1] ?? serial;
    const label = /Label:\s+(\S.*?)\s*$/.exec(line)?.[1];
    if (label !== undefined && isSerial(serial)) serials.set(label, serial);
  }
  return people.map((name) => {
    const found = serials.get(name);
    if (found === undefined) throw new Error(`no token of ${name}`);
    return found;
  });
}

/** Puts another key of the same label and id in the place of this person's, as somebody could who has the PIN. */
function swapKey(home: string, label: string): void {
  const token = ['--module', '/usr/lib/softhsm/libsofthsm2.so', '--token-label', label];
  const env = {
    HOME: home,
    PATH: '/usr/bin:/bin',
    SOFTHSM2_CONF: join(home, '.config', 'softhsm2', 'softhsm2.conf'),
  };
  const tool = (...words: string[]): string =>
    execFileSync('pkcs11-tool', [...token, '--login', '--pin', pin, ...words], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const key = tool('--list-objects', '--type', 'pubkey');
  const [id, name] = [/ID:\s+([0-9a-f]+)/.exec(key)?.[1], /label:\s+(\S.*?)\s*$/m.exec(key)?.[1]];
  if (id === undefined || name === undefined) throw new Error('no key to swap');
  for (const type of ['privkey', 'pubkey']) tool('--delete-object', '--type', type, '--id', id);
  tool('--keypairgen', '--key-type', 'EC:prime256v1', '--id', id, '--label', name);
}

function realPlan([amara, jonas, host]: readonly Serial[]): PlanFields {
  const expires = '2096-05-23T00:00:00Z';
  const mine = { holders: [ids[2]], threshold: 1, expires };
  return {
    format: 'station-ceremony/1',
    title: 'Root signing 1',
    kind: 'initial',
    mode: 'real',
    date: '2026-11-23',
    participants: [
      { id: ids[0], name: people[0], duties: ['keyholder'], token: amara },
      { id: ids[1], name: people[1], duties: ['keyholder'], token: jonas },
      { id: ids[2], name: people[2], duties: ['host'], token: host },
    ],
    keys: {
      scheme: 'ecdsa-sha2-nistp256',
      pin: 'always',
      touch: 'never',
      attestation: 'if-available',
    },
    tuf: {
      rootVersion: 1,
      holders: [ids[0], ids[1]],
      threshold: 2,
      expires,
      consistentSnapshot: true,
      roles: { targets: mine, snapshot: mine, timestamp: mine },
      delegations: [],
    },
  };
}

/** Where the machine that runs the tests has a way out, somebody decides to go on. */
async function goOnWithCable(handlers: PracticeStation['handlers']): Promise<void> {
  const about = 'network';
  const happened = 'The cable stayed in.';
  const deviation = { about, expected: 'No way out.', happened, decided: 'Go on.' } as const;
  await handlers['deviation.record'](deviation, idle());
}

describe('a real ceremony on tokens of the person’s own, not the station’s', () => {
  const before = process.env['HOME'];
  let home: string;
  let folder: string;
  let serials: Serial[];
  let station: PracticeStation;
  const call = () => station.handlers;
  const staged = () => readFileSync(join(folder, 'staged', 'root.json'), 'utf8');
  const aside = () => join(home, 'hsm-aside');
  const records = () =>
    verifyTranscript(readFileSync(join(folder, 'transcript.jsonl')), 'transcript.jsonl').records;

  beforeAll(async () => {
    home = freshHome();
    process.env['HOME'] = home;
    serials = ownTokens(home);
    folder = join(home, 'Root signing 1');
    mkdirSync(folder);
    writeFileSync(join(folder, 'ceremony.yaml'), planText(realPlan(serials)));
    station = await startStation(home, false);
  });
  afterAll(async () => {
    await station.close();
    process.env['HOME'] = before;
    removeHome(home);
  });

  it('is not opened as a rehearsal, nor by root', async () => {
    const place = await station.place('Root signing 1');
    await expect(
      call()['ceremony.open']({ place, role: 'keyholder', mode: 'rehearsal' }, idle()),
    ).rejects.toMatchObject({ code: 'ceremony.mode-differs', found: 'a real ceremony' });
    const asRoot = await startStation(home, true);
    try {
      await expect(
        asRoot.handlers['ceremony.open'](
          { place: await asRoot.place('Root signing 1'), role: 'keyholder', mode: 'real' },
          idle(),
        ),
      ).rejects.toMatchObject({ code: 'ceremony.real-as-root' });
    } finally {
      await asRoot.close();
    }
  });

  it('uses a library only after its digest was approved', async () => {
    await call()['ceremony.open'](
      { place: await station.place('Root signing 1'), role: 'keyholder', mode: 'real' },
      idle(),
    );
    const before = await call()['tokens.list'](null, idle());
    expect(before.tokens.filter(({ practice }) => !practice)).toEqual([]);
    const place = await station.placeFrom(
      'This computer',
      'usr',
      'lib',
      'softhsm',
      'libsofthsm2.so',
    );
    const module = await call()['modules.choose']({ place }, idle());
    expect(module).toMatchObject({ origin: 'chosen', state: 'needs-approval' });
    await expect(
      call()['modules.approve']({ module: module.id, sha256: '0'.repeat(64) }, idle()),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^module\./) });
    const after = await call()['modules.approve'](
      { module: module.id, sha256: module.sha256 },
      idle(),
    );
    expect(new Set(after.tokens.map(({ serial }) => serial))).toEqual(new Set<string>(serials));
    expect(after.tokens).toHaveLength(3);
    expect(after.tokens.every(({ practice, lock }) => !practice && lock !== null)).toBe(true);
  });

  it('lets each person use exactly the token of the plan', async () => {
    for (const [index, id] of ids.entries()) {
      await call()['ceremony.iAm']({ participant: id }, idle());
      const { tokens, mayMakePractice } = await call()['tokens.list'](null, idle());
      expect(mayMakePractice).toBe(false);
      expect(tokens.filter(({ lock }) => lock === null).map(({ serial }) => serial)).toEqual([
        serials[index],
      ]);
      const other = tokens.find(({ lock }) => lock !== null);
      await expect(
        call()['tokens.choose']({ token: other?.id ?? '' }, idle()),
      ).rejects.toMatchObject({
        code: 'token.not-planned',
        expected: serials[index],
      });
    }
    await expect(call()['tokens.makePractice'](null, idle())).rejects.toMatchObject({
      code: 'practice.only',
    });
  });

  it.each(ids)('%s makes a key, accepts the evidence and exports', async (id) => {
    await call()['ceremony.iAm']({ participant: id }, idle());
    const { tokens } = await call()['tokens.list'](null, idle());
    await call()['tokens.choose'](
      { token: tokens.find(({ planned }) => planned)?.id ?? '' },
      idle(),
    );
    expect(await call()['key.look'](null, idle())).toMatchObject({ pin: 'enter', rules: [] });
    await expect(
      call()['key.make']({ pin: '90817263', repeat: null }, idle()),
    ).rejects.toMatchObject({ code: 'pin.wrong' });
    await call()['key.make']({ pin, repeat: null }, idle());
    await call()['evidence.accept'](null, idle());
    await call()['export.write'](null, idle());
    await call()['export.confirm']({ rows: allRows }, idle());
    const view = await call()['ceremony.state'](null, idle());
    expect(view?.step).toBe('review');
    // Nobody plays the host of a real ceremony: nothing is staged by itself.
    expect(await call()['review.look'](null, idle())).toMatchObject({ state: 'waiting' });
  });

  it('is staged by its host, without any mark of practice', async () => {
    await call()['ceremony.open'](
      { place: await station.place('Root signing 1'), role: 'host', mode: 'real' },
      idle(),
    );
    await call()['ceremony.iAm']({ participant: ids[2] }, idle());
    const view = await call()['host.stage'](null, idle());
    expect(view).toMatchObject({
      publishNeedsPin: true,
      publishTries: 'This token does not tell how many tries are left',
      publish: { ready: false },
      practiceSign: { ready: false },
    });
    expect(readFileSync(join(folder, 'staged', 'root.json'), 'utf8')).not.toMatch(
      /x-practice|x-rehearsal/,
    );
    await expect(
      call()['host.practiceSign']({ participant: ids[0] }, idle()),
    ).rejects.toMatchObject({ code: 'practice.only' });
  });

  describe('whose key is swapped for another of the same token, label and id', () => {
    let sha256: string;
    let key: string;
    let unsigned: string;

    beforeAll(async () => {
      const place = await station.place('Root signing 1');
      await call()['ceremony.open']({ place, role: 'keyholder', mode: 'real' }, idle());
      await call()['ceremony.iAm']({ participant: ids[0] }, idle());
      const look = await call()['review.look'](null, idle());
      if (look.state !== 'ready') throw new Error('nothing to review');
      ({ sha256 } = look.review.bytes);
      await call()['review.confirm']({ sha256, rows: allRows }, idle());
      if ((await call()['sign.look'](null, idle())).problem !== null) await goOnWithCable(call());
      key = (await call()['evidence.look'](null, idle())).spkiSha256;
      unsigned = staged();
    });
    beforeEach(() => {
      cpSync(join(home, 'hsm'), aside(), { recursive: true });
    });
    // The former store is put back whole: the ceremony goes on with it.
    afterEach(() => {
      rmSync(join(home, 'hsm'), { recursive: true });
      renameSync(aside(), join(home, 'hsm'));
    });

    it('sees it before the PIN, and names both', async () => {
      swapKey(home, people[0]);
      const sign = await call()['sign.look'](null, idle());
      expect(sign.token?.serial).toBe(serials[0]);
      expect(sign.mismatch).toMatchObject({ what: 'key', expected: key.slice(0, 8) });
      expect(sign.mismatch?.found).toMatch(/^[0-9a-f]{8}$/);
      const intended = records().filter(({ kind }) => kind === 'signature.intended').length;
      await expect(call()['sign.start']({ sha256, pin }, idle())).rejects.toMatchObject({
        code: 'key.swapped',
        expected: `key ${key.slice(0, 8)}`,
        found: `key ${sign.mismatch?.found}`,
        notDone: ['Nothing was signed.', 'No PIN was sent.'],
      });
      expect(records().filter(({ kind }) => kind === 'signature.intended')).toHaveLength(intended);
      expect(staged()).toBe(unsigned);
    });

    it('sees it in the last moment, when the station has looked already', async () => {
      const phases: string[] = [];
      const swap = ({ phase, state }: SignPhase): void => {
        phases.push(`${phase} ${state}`);
        // Between the station's own look and the request to the token: nothing of the station runs meanwhile.
        if (phases.length === 1) swapKey(home, people[0]);
      };
      await expect(call()['sign.start']({ sha256, pin }, idle(swap))).rejects.toMatchObject({
        code: 'key.mismatch',
        notDone: expect.arrayContaining(['Nothing was signed']),
      });
      expect(phases).toEqual(['pin now']);
      expect(records().at(-1)).toMatchObject({
        kind: 'act.stopped',
        data: { act: 'signature', code: 'key.mismatch' },
      });
      expect(staged()).toBe(unsigned);
    });
  });

  it.each(ids.slice(0, 2))(
    '%s reviews and signs, with no way out or a deviation on record',
    async (id) => {
      await call()['ceremony.open'](
        { place: await station.place('Root signing 1'), role: 'keyholder', mode: 'real' },
        idle(),
      );
      await call()['ceremony.iAm']({ participant: id }, idle());
      const look = await call()['review.look'](null, idle());
      if (look.state !== 'ready') throw new Error('nothing to review');
      const { sha256 } = look.review.bytes;
      await call()['review.confirm']({ sha256, rows: allRows }, idle());
      const { way } = await call()['network.look'](null, idle());
      const sign = await call()['sign.look'](null, idle());
      expect(sign.touch).toBe('none');
      const covered = records().some(({ kind }) => kind === 'deviation');
      expect(sign.problem?.code ?? null).toBe(way === 'none' || covered ? null : 'network.way-out');
      if (sign.problem !== null) {
        await goOnWithCable(call());
      }
      await call()['sign.start']({ sha256, pin }, idle());
      expect(records().some(({ kind }) => kind === 'network.looked')).toBe(true);
      expect((await call()['done.look'](null, idle())).lead).toContain(
        id === ids[0]
          ? 'It is the first from the keyholders. One is still to come.'
          : 'which is enough',
      );
    },
  );

  it('is published with the PIN of the host’s token, and not without it', async () => {
    await call()['ceremony.open'](
      { place: await station.place('Root signing 1'), role: 'host', mode: 'real' },
      idle(),
    );
    await call()['ceremony.iAm']({ participant: ids[2] }, idle());
    await expect(call()['host.publish']({ pin: null }, idle())).rejects.toMatchObject({
      code: 'host.not-ready',
      found: 'targets needs 1 more of Tomás Varga, with the token at this station',
      notDone: ['Nothing was published.'],
    });
    await expect(call()['host.publish']({ pin: '90817263' }, idle())).rejects.toMatchObject({
      code: 'pin.wrong',
    });
    expect((await call()['host.look'](null, idle())).publish.ready).toBe(true);
    const view = await call()['host.publish']({ pin }, idle());
    expect(view.headline).toBe('Root version 1 is published');
    const { files } = await collect([folder]);
    const report = await runAudit({ files, asOf: '2026-11-24T00:00:00Z' });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(report.roots).toMatchObject([{ version: 1, validBySelf: 2, validByPrevious: null }]);
  });
});

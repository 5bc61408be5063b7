import * as fc from 'fast-check';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { contract } from '../../../src/contract/contract.ts';
import type { MethodSpec } from '../../../src/contract/rpc.ts';
import { messages } from '../../contract/messages.ts';
import { type Known, oddMessages } from '../../contract/odd-messages.ts';
import { plainGit } from '../git/hostile-repository.ts';
import { type AskingPage, askingPage } from './asking-page.ts';
import { goodPin, practiceFolder, recordsIn } from './keyholder-steps.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

/** What a handler that failed answers, or one whose answer the contract has not, or one without a next step. */
const faults = new Set(['internal', 'no-hint', 'rpc.bad-input', 'rpc.unknown-method']);

/** These make whole ceremonies or tokens, print, or end what the other calls act on. */
const apart = new Set([
  'ceremony.startPractice',
  'ceremony.rehearse',
  'ceremony.open',
  'ceremony.resume',
  'ceremony.close',
  'ceremony.iAm',
  'recovery.takeOver',
  'recovery.abandon',
  'tokens.makePractice',
  'tokens.removePractice',
  'minutes.write',
  'plan.print',
  'plan.follow',
]);

describe('a page that plays the host', () => {
  let home: string;
  let station: PracticeStation;
  let page: AskingPage;
  const call = () => station.handlers;
  const kinds = (kind: string) =>
    recordsIn(practiceFolder(home)).filter((record) => record.kind === kind);
  const answers = (...asked: (readonly [keyof typeof messages, unknown])[]) =>
    Promise.all(asked.map(([name, value]) => page.ask(name, value)));

  beforeAll(async () => {
    home = freshHome();
    station = await startStation(home);
    page = askingPage(station);
  });
  afterAll(async () => {
    await station.close();
    removeHome(home);
  });

  it('hears a sentence for every call of the contract before a ceremony is open', async () => {
    const calls = Object.entries(messages).filter(
      ([name]) => !/^(ceremony\.startPractice|tokens\.makePractice|ceremony\.close)$/.test(name),
    );
    const heard: [string, string][] = [];
    for (const [name, value] of calls) heard.push([name, await page.ask(name, value)]);
    expect(heard.filter(([, answer]) => faults.has(answer))).toStrictEqual([]);
    const ofCeremony = /^(host|script|deviation|clock|assembly|rotation|delegations|reports)\./;
    const others = heard.filter(
      ([name, answer]) => ofCeremony.test(name) && answer !== 'ceremony.none-open',
    );
    expect(others).toStrictEqual([]);
  });

  it('closes, stages, takes back and writes down once, however often it asks at once', async () => {
    await call()['ceremony.startPractice']({ role: 'host' }, idle());
    expect(
      await answers(['host.stage', null], ['host.stage', null], ['host.stage', null]),
    ).toStrictEqual(['ok', 'ok', 'ok']);
    expect(kinds('root.staged')).toHaveLength(1);
    const why = { reason: 'It was a test.' };
    expect(await answers(['recovery.unstage', why], ['recovery.unstage', why])).toStrictEqual([
      'ok',
      'undo.nothing',
    ]);
    expect(kinds('root.unstaged')).toHaveLength(1);
    expect(await answers(['script.begin', null], ['script.begin', null])).toStrictEqual([
      'ok',
      'script.other-act',
    ]);
    const view = await call()['script.look'](null, idle());
    const [witness] = view.witnesses;
    const initials = (witness?.name ?? '').replaceAll(/\P{Lu}/gu, '');
    const seen = { witness: witness?.id ?? null, initials };
    const close = { act: 'welcome', ...seen };
    expect(await answers(['script.close', close], ['script.close', close])).toStrictEqual([
      'ok',
      'script.other-act',
    ]);
    const text = { expected: 'One.', happened: 'Two.', decided: 'Three.', ...seen };
    expect(
      await answers(
        ['deviation.stop', null],
        ['deviation.stop', null],
        ['deviation.settle', text],
        ['deviation.settle', text],
      ),
    ).toStrictEqual(['ok', 'script.other-act', 'ok', 'script.other-act']);
    expect(kinds('deviation.settled')).toHaveLength(1);
  }, 60_000);

  it('saves one of two plans that it writes at once, and loses neither', async () => {
    const place = await station.place('Ceremonies');
    const made = await call()['plan.create']({ place, name: '../../Root', text: 'a' }, idle());
    expect(made.folder.at(-1)).toBe('Root');
    const save = (text: string) =>
      call()['plan.save']({ place: made.place, text, sha256: made.sha256, setAside: true }, idle());
    const both = await Promise.all([save('b'), save('c')]);
    expect(both.map(({ saved }) => saved)).toStrictEqual([true, false]);
    expect(both[1]?.file.text).toBe('b');
    const kept = join(home, 'Ceremonies', 'Root', 'set-aside');
    expect(readFileSync(join(kept, `ceremony-${made.sha256.slice(0, 16)}.yaml`), 'utf8')).toBe('a');
  });

  it('hears a typed answer to whatever odd message it sends, and the record proves itself after', async () => {
    mkdirSync(join(home, 'empty'));
    plainGit(home, 'init', '-q', '--bare', '-b', 'main', join(home, 'bare.git'));
    const state = await call()['ceremony.state'](null, idle());
    const people = state?.participants.map(({ id }) => id) ?? [];
    const script = await call()['script.look'](null, idle());
    const practice = ['Ceremonies', 'Practice root 2 dress rehearsal'];
    const known: Known = {
      place: [
        await station.place('empty'),
        await station.place('bare.git'),
        await station.place(...practice),
        await station.place(...practice, 'ceremony.yaml'),
      ],
      participant: people,
      witness: people,
      id: people,
      act: script.acts.map(({ id }) => id),
      token: (await call()['tokens.list'](null, idle())).tokens.map(({ id }) => id),
      pin: [goodPin],
      role: ['registry', 'registry.example.org'],
      paths: ['registry/*'],
      branch: ['main', `keyholder/${people[0] ?? ''}`],
      author: ['A <a@example.org>'],
    };
    const calls = Object.entries<MethodSpec>(contract.methods).filter(
      ([name]) => !apart.has(name) && !name.startsWith('audit.'),
    );
    const message = fc
      .constantFrom(...calls)
      .chain(([name, spec]) => oddMessages(spec.in, known).map((value) => [name, value] as const));
    const failed: string[] = [];
    for (const [name, value] of fc.sample(message, { numRuns: 250, seed: 4 })) {
      const answer = await page.ask(name, value);
      if (faults.has(answer)) failed.push(`${name} ${JSON.stringify(value)}: ${answer}`);
    }
    expect({ failed, log: page.log.filter((line) => !/stopped: [a-z.-]+$/.test(line)) }).toEqual({
      failed: [],
      log: [],
    });
    await call()['ceremony.close'](null, idle());
    expect(kinds('root.published')).toStrictEqual([]);
    const { files, skipped } = await collect([practiceFolder(home)]);
    const report = await runAudit({ files, skipped, asOf: new Date().toISOString() });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  }, 120_000);
});

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditRequest } from '../../../main/audit/child/wire.ts';
import {
  auditInChild,
  type ChildCall,
  memoryEnvironment,
  memoryFlags,
} from '../../../main/audit/child-audit.ts';
import { openInputs } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { type ChildPlace, type ChildPort, pipeChild } from '../../../main/tokens/child-port.ts';
import { until } from '../tokens/tokens-under-test.ts';

const project = path.join(import.meta.dirname, '../../..');
const published = path.join(project, 'test/fixtures/sigstore-root-signing');
const roots = path.join(published, 'root_history');
const asOf = '2024-03-20T00:00:00Z';

const of = (folder: string, more: Partial<AuditRequest> = {}): AuditRequest => ({
  paths: [folder],
  names: [path.basename(folder)],
  git: false,
  trustedRoot: null,
  asOf,
  ...more,
});

/** A real child, and what is seen of it from outside. */
function watched(change: Partial<ChildPlace> = {}) {
  const seen: { place?: ChildPlace; port?: ChildPort; ended: boolean } = { ended: false };
  const start = (place: ChildPlace): ChildPort => {
    seen.place = { ...place, ...change };
    const port = pipeChild(seen.place);
    seen.port = port;
    return {
      ...port,
      onEnd: (listener) =>
        port.onEnd((signal) => {
          seen.ended = true;
          listener(signal);
        }),
    };
  };
  return { seen, start };
}

const call = (more: Partial<ChildCall> = {}): ChildCall => ({
  progress: () => {},
  signal: new AbortController().signal,
  ...more,
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'station-child-audit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const temporary = (seen: { place?: ChildPlace }): string => seen.place?.environment.TMPDIR ?? '';

describe('an audit in a process of its own', () => {
  it('gives the same report, to the byte, as one in this process', async () => {
    cpSync(path.join(published, 'ceremony/2022-07-12'), folder, { recursive: true });
    const { seen, start } = watched();
    const inputs = openInputs([folder]);
    const here = await runAudit({
      files: inputs.files,
      skipped: inputs.skipped,
      noticed: inputs.noticed,
      asOf,
    });
    const there = await auditInChild(of(folder), call({ start }));
    expect(JSON.stringify(there.report, null, 2)).toBe(JSON.stringify(here, null, 2));
    expect(there.report.findings.length).toBeGreaterThan(5);
    expect(there.filesRead).toBe(inputs.count());
    expect(there.files.where).toEqual(inputs.where);
    expect([...there.files.marks.keys()].toSorted()).toEqual([...inputs.where.keys()].toSorted());

    // It is told apart from the station by what it is started with, and leaves nothing behind.
    expect(seen.place?.flags).toEqual(memoryFlags);
    expect(seen.place?.environment).toEqual({
      PATH: '/usr/bin:/bin',
      TMPDIR: temporary(seen),
      ...memoryEnvironment,
    });
    await until(() => !existsSync(temporary(seen)));
    expect(seen.ended).toBe(true);
  }, 60_000);

  it('has the engine tidy up as the command line does', () => {
    const words = readFileSync(path.join(project, 'bin/station'), 'utf8');
    for (const [name, value] of Object.entries(memoryEnvironment))
      expect(words.split('\n')).toContain(`export ${name}=${value}`);
    expect(words).toContain(`exec "$node" ${memoryFlags.join(' ')} "$here/main/cli/main.ts"`);
  });

  it('hands on what is wrong with the files, with its next step', async () => {
    mkdirSync(path.join(folder, 'empty'));
    await expect(auditInChild(of(path.join(folder, 'empty')), call())).rejects.toMatchObject({
      name: 'AuditError',
      code: 'audit.nothing',
      hint: expect.stringMatching(/^Choose/),
    });
    await expect(auditInChild(of(path.join(folder, 'absent')), call())).rejects.toMatchObject({
      name: 'InputError',
      code: 'input.missing',
      place: 'absent',
    });
  }, 60_000);

  it('is a typed error where it is ended midway, and not a verdict', async () => {
    const { seen, start } = watched();
    const progress = () => seen.port?.kill();
    await expect(auditInChild(of(roots), call({ start, progress }))).rejects.toMatchObject({
      name: 'ChildAuditError',
      code: 'audit.process-ended',
      found: 'a process that was ended by SIGKILL',
      notDone: ['No verdict was given'],
    });
    await until(() => !existsSync(temporary(seen)));
  }, 60_000);

  it('says so where its memory is not enough', async () => {
    // So small that the engine gives up, as it does for any bound that is reached.
    const { start } = watched({ flags: [...memoryFlags, '--max-old-space-size=8'] });
    await expect(auditInChild(of(roots), call({ start }))).rejects.toMatchObject({
      code: 'audit.out-of-memory',
      hint: expect.stringContaining('fewer folders'),
      notDone: ['No verdict was given'],
    });
  }, 60_000);

  it('ends where it is cancelled, and puts its things away', async () => {
    const stop = new AbortController();
    const { seen, start } = watched();
    const running = auditInChild(
      of(roots),
      call({ start, signal: stop.signal, progress: () => stop.abort() }),
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await until(() => seen.ended && !existsSync(temporary(seen)), 20_000);

    const none = watched();
    await expect(
      auditInChild(of(roots), call({ start: none.start, signal: stop.signal })),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(none.seen.port).toBeUndefined();
  }, 60_000);

  it('is not begun where it is cancelled before its process was started', async () => {
    const stop = new AbortController();
    const { seen, start } = watched();
    const running = auditInChild(of(roots), call({ start, signal: stop.signal }));
    stop.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.port).toBeUndefined();
  }, 60_000);

  it('ends by itself where it is asked something that is no question, or twice', async () => {
    for (const texts of [['{}'], ['no JSON'], [JSON.stringify(of(roots)), '{}']]) {
      const port = pipeChild({
        entry: path.join(project, 'main/audit/child/child.ts'),
        environment: { PATH: '/usr/bin:/bin', TMPDIR: folder },
      });
      const said: string[] = [];
      let ended = false;
      port.onText((text) => void said.push(text));
      port.onEnd(() => {
        ended = true;
      });
      for (const text of texts) port.send(text);
      await until(() => ended, 20_000);
      expect(said.filter((text) => text.includes('"end"'))).toEqual([]);
    }
  }, 60_000);
});

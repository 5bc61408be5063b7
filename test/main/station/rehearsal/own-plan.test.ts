import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { collect } from '../../../../main/audit/collect.ts';
import { runAudit } from '../../../../main/audit/run.ts';
import type { OwnResult } from '../../../../main/cli/own-rehearsal.ts';
import type { Desk } from '../../../../main/station/desk.ts';
import type { PlayedTokens } from '../../../../main/station/played-tokens.ts';
import { firstPlan } from '../../../../src/ceremony/plan-template.ts';
import { parsePlan } from '../../../../src/ceremony/plan.ts';
import { plannedActs } from '../../../../src/ceremony/script.ts';
import type { Act } from '../../../../src/ceremony/record.ts';
import { verifyTranscript } from '../../../../src/ceremony/transcript.ts';
import { parseRoot } from '../../../../src/tuf/root.ts';
import { parseMetadata } from '../../../../src/tuf/metadata.ts';
import { fullFields } from '../../../ceremony/sample-plan.ts';
import { chainOf } from '../../../ceremony/sample-acts.ts';
import { closeDesk, deskIn, rehearsedIn } from './rehearsed.ts';

// One rehearsal of a whole plan: a rotation with a former token, online keys, a delegation and a signed record.
let home: string;
let desk: Desk;
let result: OwnResult & { readonly said: readonly string[] };
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'own-plan-'));
  desk = await deskIn(home);
  result = await rehearsedIn(home, fullFields(), desk);
}, 120_000);
afterAll(async () => {
  await closeDesk(desk);
  rmSync(home, { recursive: true, force: true });
});

const read = (folder: string, path: string) => readFileSync(join(folder, path));
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

async function auditAgain(folder: string) {
  const { files, skipped } = await collect([folder]);
  return runAudit({ files, skipped, asOf: desk.now() });
}

describe('the rehearsal of one’s own plan', () => {
  it('plays every act of the plan, in its order, and measures each', () => {
    expect(result.acts.map(({ act }) => act)).toEqual(plannedActs(fullFields()));
    for (const { seconds } of result.acts) expect(seconds).toBeGreaterThanOrEqual(0);
    const { records } = verifyTranscript(read(result.path, 'transcript.jsonl'), 'transcript');
    const closed = records.flatMap((record) =>
      record.kind === 'act.closed' ? [record.data.act] : [],
    );
    expect(closed).toEqual(plannedActs(fullFields()).map(({ id }) => id));
  });

  it('has a former key sign for the version before, and the record signed where the plan says', () => {
    expect(result.said.join('\n')).toContain('Priya Raman signs with the former key');
    expect(readdirSync(join(result.path, 'checkpoints'))).toHaveLength(2);
  });

  it('finds no error in the audit before the publication, and says what waits for it', () => {
    const said = result.said.join('\n');
    expect(said).not.toContain('The audit says');
    expect(said).toContain('The publication signs targets.json anew');
    expect(said).toContain('The audit has no other error');
  });

  it('leaves a record that proves itself, and passes an audit as a rehearsal', async () => {
    const report = await auditAgain(result.path);
    expect(report.verdict).toBe('pass');
    expect(report.roots.map(({ version, validByPrevious }) => [version, validByPrevious])).toEqual([
      [15, null],
      // The former key of one, and the two who stay or leave with theirs.
      [16, 3],
    ]);
    expect(report.findings.map(({ code }) => code)).toContain('rehearsal.practice');
  });

  it('carries every mark: plan, keys, bytes, labels and the store', async () => {
    const plan = parsePlan(read(result.path, 'ceremony.yaml'), 'ceremony.yaml');
    expect(plan.mode).toBe('rehearsal');
    for (const version of [15, 16]) {
      const path = `repository/${version}.root.json`;
      const root = parseRoot(parseMetadata(read(result.path, path), path));
      expect(root.rehearsal).not.toBeNull();
      expect([...root.keys.values()].every(({ practice }) => practice)).toBe(true);
    }
    const { tokens } = await desk.colleagues.list();
    const planned = plan.participants.flatMap(({ token, formerToken }) => [token, formerToken]);
    for (const serial of planned.filter((one) => one !== undefined)) {
      const token = tokens.find((one) => one.serial !== null && String(one.serial) === serial);
      expect(token).toMatchObject({ practice: true, label: expect.stringMatching(/^PRACTICE/) });
    }
    expect(existsSync(join(desk.folders.colleagues, 'tokens'))).toBe(true);
  });

  it('holds no serial, key digest or remote of the plan in any file', () => {
    const plan = fullFields();
    const forbidden = [
      ...plan.participants.flatMap(({ token, formerToken }) => [token, formerToken]),
      'HSM-0042',
      'example.org/root-signing',
      'git@example.org',
    ].filter((word) => word !== undefined);
    for (const path of filesIn(result.path)) {
      const text = readFileSync(path, 'latin1');
      for (const word of forbidden) expect(`${path} ${text.includes(word)}`).toBe(`${path} false`);
    }
  });
});

describe('a production key', () => {
  it('makes and signs nothing in a rehearsal, whatever its token is called', async () => {
    const { colleagues } = desk;
    const unmarked: PlayedTokens = {
      list: async () => {
        const listing = await colleagues.list();
        return { ...listing, tokens: listing.tokens.map((one) => ({ ...one, practice: false })) };
      },
      makeKey: (request) => colleagues.makeKey(request),
      sign: (request) => colleagues.sign(request),
      challenge: (request) => colleagues.challenge(request),
      createColleague: (name) => colleagues.createColleague(name),
      colleaguePin: (ref) => colleagues.colleaguePin(ref),
      removePractice: (ref) => colleagues.removePractice(ref),
      close: () => colleagues.close(),
    };
    const parent = mkdtempSync(join(tmpdir(), 'production-'));
    const begun = rehearsedIn(parent, firstPlan('2027-07-01'), { ...desk, colleagues: unmarked });
    await expect(begun).rejects.toMatchObject({ code: 'host.not-ready' });
    const [name] = readdirSync(join(parent, 'Ceremonies'));
    expect(readdirSync(join(parent, 'Ceremonies', name ?? '')).toSorted()).toEqual([
      'ceremony.yaml',
      'transcript.jsonl',
    ]);
    rmSync(parent, { recursive: true, force: true });
  });
});

const asReal = (text: string) => text.replace('mode: rehearsal', 'mode: real');
const unmark = (text: string) =>
  text.replaceAll(/^\s*"x-rehearsal": "[0-9a-f]{64}",?\n/gm, '').replaceAll(/,(\s*\})/g, '$1');
const unmarkKeys = (text: string) =>
  text.replaceAll(/^\s*"x-practice": true,?\n/gm, '').replaceAll(/,(\s*\})/g, '$1');

describe('a rehearsal whose marks were tampered with', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'tampered-'));
    cpSync(result.path, copy, { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  const edit = (pattern: RegExp, change: (text: string) => string) => {
    for (const path of filesIn(copy))
      if (pattern.test(path)) writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  const editPlan = (change: (text: string) => string) => edit(/ceremony\.yaml$/, change);
  const editSigned = (change: (text: string) => string) => edit(/\.json$/, change);
  const drop = (...names: string[]) => {
    for (const name of names) rmSync(join(copy, name), { recursive: true, force: true });
  };
  const tampering: readonly (readonly [string, () => void])[] = [
    ['the plan is called real', () => editPlan(asReal)],
    ['the plan has another title', () => editPlan((text) => text.replace('Rehearsal: ', ''))],
    [
      'the plan is called real, and the record is gone',
      () => {
        editPlan(asReal);
        drop('transcript.jsonl', 'checkpoints');
      },
    ],
    ['plan and record are gone', () => drop('ceremony.yaml', 'transcript.jsonl', 'checkpoints')],
    [
      'only the repository is left',
      () => drop('ceremony.yaml', 'transcript.jsonl', 'checkpoints', 'keys', 'staged'),
    ],
    [
      'the plan is called real, and the record is written again for it',
      () => {
        editPlan(asReal);
        writeAgain();
      },
    ],
    ['the bytes lose their mark', () => editSigned(unmark)],
    ['the keys lose their mark', () => editSigned(unmarkKeys)],
    [
      'every mark is taken out, and nothing but the repository is left',
      () => {
        editSigned((text) => unmarkKeys(unmark(text)));
        drop('ceremony.yaml', 'transcript.jsonl', 'checkpoints', 'keys', 'staged');
      },
    ],
    [
      'the newest root loses its mark in the name of the one before',
      () => {
        editSigned(unmark);
        drop('transcript.jsonl', 'checkpoints', 'ceremony.yaml');
      },
    ],
  ];

  it.each(tampering)('fails an audit where %s', async (_, tamper) => {
    const before = filesIn(copy)
      .map((path) => readFileSync(path, 'latin1'))
      .join('');
    tamper();
    expect(
      filesIn(copy)
        .map((path) => readFileSync(path, 'latin1'))
        .join(''),
    ).not.toBe(before);
    const report = await auditAgain(copy);
    expect(report.verdict).toBe('fail');
    expect(report.findings.filter(({ severity }) => severity === 'error')).not.toEqual([]);
  });

  /** The record as somebody writes it who wants it to be of the plan that lies there now, as far as that can be forged. */
  function writeAgain(): void {
    const plan = parsePlan(read(copy, 'ceremony.yaml'), 'ceremony.yaml');
    const { records } = verifyTranscript(read(copy, 'transcript.jsonl'), 'transcript');
    const acts = records
      .filter(({ kind }) => !kind.startsWith('checkpoint.'))
      .map(({ kind, participant, data }) =>
        kind === 'ceremony.opened' && 'mode' in data
          ? { kind, participant, data: { ...data, mode: 'real' } }
          : { kind, participant, data },
      ) as readonly Act[];
    writeFileSync(join(copy, 'transcript.jsonl'), chainOf(plan.sha256, acts).bytes);
    drop('checkpoints');
  }
});

import { describe, expect, it } from 'vitest';
import { ceremonyFolderFindings } from '../../src/audit/ceremony-folder.ts';
import type { Skipped } from '../../src/audit/ignored.ts';
import { type GitOrigin, readInput } from '../../src/audit/input.ts';
import type { FolderFile } from '../../src/audit/transcripts.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { Act } from '../../src/ceremony/record.ts';
import { verifyTranscript } from '../../src/ceremony/transcript.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { actOf, chainOf, digestOf } from '../ceremony/sample-acts.ts';
import { type Files, root } from './made-files.ts';

const plan = digestOf('plan');
const subject = 'c/transcript.jsonl';

function judge(
  acts: readonly Act[],
  files: Files,
  {
    mode = 'real',
    skipped = [],
    origin,
  }: {
    readonly mode?: 'real' | 'rehearsal';
    readonly skipped?: readonly Skipped[];
    readonly origin?: GitOrigin;
  } = {},
) {
  const { bytes } = chainOf(plan, [actOf('ceremony.opened', { mode }, null), ...acts]);
  const inFolder = Object.entries(files).map(([inside, content]): FolderFile => ({
    ...readInput({
      path: `c/${inside}`,
      bytes: content,
      ...(origin === undefined ? {} : { origin }),
    }),
    inside,
  }));
  return ceremonyFolderFindings(verifyTranscript(bytes, 't', plan), subject, inFolder, skipped);
}

const pem = utf8('a public key');
const written = actOf('export.written', {
  files: [{ path: folderPath('keys', '1', 'a.pem'), bytes: pem.length, sha256: sha256Hex(pem) }],
});

describe('a file that the record names', () => {
  it('is there as it was', () => {
    const { findings, usedPaths } = judge([written], { 'keys/1/a.pem': pem });
    expect(findings).toEqual([]);
    expect([...usedPaths]).toEqual(['c/keys/1/a.pem']);
  });

  it('is changed', () => {
    const { findings, usedPaths } = judge([written], { 'keys/1/a.pem': utf8('another key') });
    expect(findings).toMatchObject([
      {
        code: 'transcript.file-mismatch',
        severity: 'error',
        subject: 'c/keys/1/a.pem',
        data: {
          line: 2,
          expectedSha256: sha256Hex(pem),
          sha256: sha256Hex(utf8('another key')),
        },
      },
    ]);
    // The record explains that it lies there, and nothing more.
    expect([...usedPaths]).toEqual(['c/keys/1/a.pem']);
  });

  it('is gone', () => {
    expect(judge([written], {}).findings).toMatchObject([
      {
        code: 'transcript.file-missing',
        subject,
        hint: expect.stringMatching(/^It was taken away\. /),
        data: { line: 2, file: 'keys/1/a.pem', expectedSha256: sha256Hex(pem) },
      },
    ]);
  });

  it.each([
    ['keys/1/a.pem', 'It was not read: it is a link. '],
    ['c/keys/1/a.pem', 'It was not read: it is a link. '],
    ['xkeys/1/a.pem', 'It was taken away. '],
    ['keys/1/b.pem', 'It was taken away. '],
  ])('was left out under the path %s', (path, hint) => {
    const skipped = [{ path, why: 'it is a link' }];
    expect(judge([written], {}, { skipped }).findings[0]?.hint).toContain(hint);
  });

  it('is not excused by what another commit left out', () => {
    const origin = { commit: 'c0'.repeat(20), paths: ['c/plan'], headPaths: ['c/plan'] };
    const skipped = [{ path: 'c/keys/1/a.pem', why: 'it is a link' }];
    const files = { 'ceremony.yaml': utf8('plan') };
    expect(judge([written], files, { skipped, origin }).findings[0]?.hint).toContain(
      'It was taken away',
    );
  });

  it('may be gone or changed where the record does not say to what', () => {
    const { findings } = judge([actOf('work.taken')], {});
    expect(findings).toEqual([]);
    expect(judge([actOf('work.taken')], { 'staged/root.json': utf8('x') }).findings).toEqual([]);
  });

  it('is judged elsewhere where it is a checkpoint', () => {
    expect(judge([actOf('checkpoint.signed')], {}).findings).toEqual([]);
  });
});

describe('a file that the record does not name', () => {
  it.each([
    'ceremony.yaml',
    'transcript.jsonl',
    '.station-lock',
    'report/minutes.html',
    'report/2/audit.json',
  ])('is the station’s own: %s', (inside) => {
    const { findings, usedPaths } = judge([], { [inside]: utf8('x') });
    expect(findings).toEqual([]);
    expect([...usedPaths]).toEqual([`c/${inside}`]);
  });

  it.each([
    'keys/1/a.pem',
    'ceremony.yaml.bak',
    'x/ceremony.yaml',
    'records/deeper/a.jsonl',
    'records/a.json',
    'records/a.jsonl',
    'report/evil.exe',
    'checkpoints/12-0123456789abcdef.dsse.json',
    'elsewhere/checkpoints/12-0123456789abcdef.dsse.json',
    'report',
    'report.html',
    '.station-lock.2',
    'staged/root.json',
    'replaced/root.json',
    'set-aside/0123456789ABCDEF.root.json',
    'other/0123456789abcdef.root.json',
  ])('has no reason to lie there: %s', (inside) => {
    const { findings, usedPaths } = judge([], { [inside]: utf8('x') });
    expect(findings).toMatchObject([
      {
        code: 'transcript.unexplained-file',
        severity: 'warning',
        subject: `c/${inside}`,
        data: { file: inside, transcript: subject },
      },
    ]);
    expect(usedPaths.size).toBe(0);
  });

  it('is a record from another station, and what tokens signed of it', () => {
    const carried = chainOf(plan, [actOf('ceremony.opened', {}, null)]).bytes;
    const files = {
      'records/tom-okafor-0123456789abcdef.jsonl': carried,
      'records/tom-okafor-0123456789abcdef/checkpoints/1-0123456789abcdef.dsse.json': utf8('x'),
    };
    expect(judge([], files).findings).toEqual([]);
    expect(judge([], { 'records/deeper/a.jsonl': carried }).findings).toHaveLength(1);
  });

  it('was replaced: a line has its digest, under the name that it had', () => {
    const bytes = utf8('what was there before');
    const digest = sha256Hex(bytes);
    const name = `${digest.slice(0, 16)}.root.json`;
    const before = actOf('root.staged', { sha256: digest, version: 2 });
    const now = actOf('root.staged', { sha256: sha256Hex(pem), version: 2 });
    const acts = [before, now];
    const there = { 'staged/root.json': pem };
    expect(judge(acts, { ...there, [`replaced/staged/${name}`]: bytes }).findings).toEqual([]);
    const other = utf8('something else');
    expect(judge(acts, { ...there, [`replaced/staged/${name}`]: other }).findings).toMatchObject([
      {
        code: 'transcript.file-mismatch',
        subject: `c/replaced/staged/${name}`,
        data: { expectedSha256: digest.slice(0, 16), sha256: sha256Hex(other) },
      },
    ]);
    // Named after its own digest, of which no line says anything.
    const own = `replaced/staged/${sha256Hex(other).slice(0, 16)}.root.json`;
    for (const path of [
      own,
      `set-aside/${name}`,
      `replaced/${name}`,
      `replaced/repository/${name}`,
    ])
      expect(
        judge(acts, { ...there, [path]: path === own ? other : bytes }).findings,
      ).toMatchObject([{ code: 'transcript.unexplained-file', data: { file: path } }]);
  });

  it('was replaced after signatures from elsewhere had come into it, and no line has its digest', () => {
    const bytes = utf8('with a signature from elsewhere');
    const path = `replaced/staged/${sha256Hex(bytes).slice(0, 16)}.root.json`;
    expect(judge([actOf('work.taken')], { [path]: bytes }).findings).toEqual([]);
    expect(judge([actOf('root.unstaged')], { [path]: bytes }).findings).toMatchObject([
      { code: 'transcript.unexplained-file' },
    ]);
  });
});

const rehearsed = (mark: string) => root({ version: 2, members: { 'x-rehearsal': mark } });
const plain = root({ version: 2 });
const staged = (bytes: Uint8Array) => [
  actOf('root.staged', { sha256: sha256Hex(bytes), version: 2 }),
];
const published = (bytes: Uint8Array) => [
  actOf('root.published', {
    files: [
      {
        path: folderPath('repository', '2.root.json'),
        bytes: bytes.length,
        sha256: sha256Hex(bytes),
      },
    ],
  }),
];

describe('the marks of practice', () => {
  const rows: readonly (readonly [
    string,
    'real' | 'rehearsal',
    'staged' | 'published',
    Uint8Array,
    boolean,
  ])[] = [
    ['a root to sign, in a ceremony that counts', 'real', 'staged', plain, true],
    ['a marked root to sign, in a ceremony that counts', 'real', 'staged', rehearsed(plan), false],
    [
      'a root to sign with this plan’s mark, in a rehearsal',
      'rehearsal',
      'staged',
      rehearsed(plan),
      true,
    ],
    [
      'a root to sign with another plan’s mark',
      'rehearsal',
      'staged',
      rehearsed(digestOf('o')),
      false,
    ],
    ['a root to sign without a mark, in a rehearsal', 'rehearsal', 'staged', plain, false],
    ['a published root, in a ceremony that counts', 'real', 'published', plain, true],
    ['a published root with a mark', 'real', 'published', rehearsed(plan), false],
    [
      'a published root of an earlier rehearsal',
      'rehearsal',
      'published',
      rehearsed(digestOf('o')),
      true,
    ],
    ['a published root without a mark, in a rehearsal', 'rehearsal', 'published', plain, false],
  ];

  it.each(rows)('%s', (_, mode, where, bytes, fits) => {
    const acts = where === 'staged' ? staged(bytes) : published(bytes);
    const path = where === 'staged' ? 'staged/root.json' : 'repository/2.root.json';
    const { findings } = judge(acts, { [path]: bytes }, { mode });
    expect(findings.map(({ code, severity, subject: at }) => [code, severity, at])).toEqual(
      fits ? [] : [['transcript.practice-mismatch', 'error', `c/${path}`]],
    );
  });

  it.each([
    ['real', false, 0],
    ['real', true, 1],
    ['rehearsal', true, 0],
    ['rehearsal', false, 1],
  ] as const)('a %s ceremony with a practice token: %s', (mode, practice, count) => {
    const { findings } = judge([actOf('token.chosen', { practice })], {}, { mode });
    expect(findings.map(({ code, data }) => [code, data['line']])).toEqual(
      Array.from({ length: count }, () => ['transcript.practice-mismatch', 2]),
    );
  });

  it('says which of the two it is', () => {
    const token = [actOf('token.chosen', { practice: true })];
    expect(judge(token, {}).findings[0]?.message).toBe(
      'the record is of a ceremony that counts, and this carries the marks of practice',
    );
    const key = [actOf('token.chosen', { practice: false })];
    expect(judge(key, {}, { mode: 'rehearsal' }).findings[0]?.message).toBe(
      'the record is of a rehearsal, and this does not carry its marks',
    );
  });
});

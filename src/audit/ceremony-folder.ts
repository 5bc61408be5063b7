import type { Transcript } from '../ceremony/transcript.ts';
import { finding } from './findings.ts';
import { isBelow, nameOf } from './file-path.ts';
import type { Skipped } from './ignored.ts';
import {
  type RecordedContents,
  recordedContents,
  type RecordedFile,
  recordedFiles,
} from './recorded-files.ts';
import type { Finding } from './report.ts';
import type { FolderFile, TranscriptJudgement } from './transcripts.ts';

/** What the station keeps beside what its record names; each is checked by its own rules. */
const ownFiles =
  /^(?:ceremony\.yaml|transcript\.jsonl|\.station-lock|report\/.+\.(?:html|pdf|txt|json))$/;

/**
 * Holds a ceremony folder against its record: every file that the record names is there with the digest that it had,
 * nothing else lies there, and a rehearsal carries its marks everywhere.
 */
export function ceremonyFolderFindings(
  transcript: Transcript,
  subject: string,
  files: readonly FolderFile[],
  skipped: readonly Skipped[],
): TranscriptJudgement {
  const recorded = recordedFiles(transcript.records);
  const isGit = files.some(({ origin }) => origin !== null);
  const byInside = new Map(files.map((file) => [file.inside, file]));
  const contents = recordedContents(transcript.records);
  const explained = files.filter((file) => isExplained(file, recorded, contents));
  const unexplained = files.filter((file) => !explained.includes(file));
  return {
    usedPaths: new Set(explained.map(({ path }) => path)),
    findings: [
      ...[...recorded].flatMap(([inside, fact]) =>
        asRecorded(inside, fact, byInside.get(inside), subject, isGit ? [] : skipped),
      ),
      ...replacedFindings(files),
      ...unexplained.map((file) => unexplainedFinding(file, subject)),
      ...practice(transcript, subject, files),
    ],
  };
}

function isExplained(
  file: FolderFile,
  recorded: ReadonlyMap<string, RecordedFile>,
  contents: ReadonlyMap<string, RecordedContents>,
): boolean {
  const { inside, reading } = file;
  return (
    recorded.has(inside) ||
    ownFiles.test(inside) ||
    isKept(file, contents) ||
    isCarried({ inside, reading }) ||
    // The delegate's copy of what it answered: each answer holds it whole.
    (reading.kind === 'challenge' && isBelow(inside, 'delegation'))
  );
}

/** A record from another station, and what tokens signed of it: both are held against each other by themselves. */
function isCarried({ inside, reading }: Pick<FolderFile, 'inside' | 'reading'>): boolean {
  if (!isBelow(inside, 'records')) return false;
  return (
    reading.kind === 'checkpoint' ||
    (reading.kind === 'transcript' && /^records\/[^/]+\.jsonl$/.test(inside))
  );
}

function asRecorded(
  inside: string,
  { line, sha256 }: RecordedFile,
  file: FolderFile | undefined,
  subject: string,
  skipped: readonly Skipped[],
): Finding[] {
  // Checkpoints of this record are held against it with their signatures.
  if (sha256 === null || inside.startsWith('checkpoints/')) return [];
  if (file === undefined) {
    const link = skipped.find(({ path }) => path === inside || path.endsWith(`/${inside}`));
    return [
      finding('transcript.file-missing', {
        subject,
        message: `line ${line} of the record names a file that is not there`,
        hint: `${link === undefined ? 'It was taken away' : `It was not read: ${link.why}`}. Compare the folder with the copies that others have.`,
        data: { line, file: inside, expectedSha256: sha256 },
      }),
    ];
  }
  if (file.sha256 === sha256) return [];
  return [
    finding('transcript.file-mismatch', {
      subject: file.path,
      message: `this is not the file that line ${line} of the record names: its digest differs`,
      hint: 'It was changed after the record was written. Compare both with the copies that others have.',
      data: { line, expectedSha256: sha256, sha256: file.sha256 },
    }),
  ];
}

/**
 * What was replaced lay under a name that the record knows, with a digest that some line has; or signatures from elsewhere
 * had come into it, so that no line has its digest. One that was changed since is an error by itself.
 */
function isKept({ inside }: FolderFile, contents: ReadonlyMap<string, RecordedContents>): boolean {
  const digest = keptDigest(inside);
  if (digest === null) return false;
  const name = inside.replace(/^replaced\//, '').replace(/[0-9a-f]{16}\.([^/]+)$/, '$1');
  const before = contents.get(name);
  if (before === undefined) return false;
  return before.signedElsewhere || [...before.digests].some((one) => one.startsWith(digest));
}

/** What was set aside or replaced has the beginning of its digest in its name. */
function keptDigest(inside: string): string | null {
  if (!/^(?:replaced|set-aside)\//.test(inside)) return null;
  return /^([0-9a-f]{16})\./.exec(nameOf(inside))?.[1] ?? null;
}

function replacedFindings(files: readonly FolderFile[]): Finding[] {
  return files.flatMap((file) => {
    const digest = keptDigest(file.inside);
    if (digest === null || file.sha256.startsWith(digest)) return [];
    return [
      finding('transcript.file-mismatch', {
        subject: file.path,
        message: 'this is not the file that was kept here: its digest is not the one in its name',
        hint: 'It was changed after it was put aside. Compare it with the copies that others have.',
        data: { expectedSha256: digest, sha256: file.sha256 },
      }),
    ];
  });
}

function unexplainedFinding({ path, inside }: FolderFile, transcript: string): Finding {
  return finding('transcript.unexplained-file', {
    subject: path,
    message: 'this file lies in the ceremony folder, and no line of the record says why',
    hint: 'Somebody put it there without the station. Ask who, and what it is for.',
    data: { file: inside, transcript },
  });
}

/** A rehearsal says so in every file that could be signed, and takes place with practice tokens only; else nothing does. */
function practice(
  { records, end }: Transcript,
  subject: string,
  files: readonly FolderFile[],
): Finding[] {
  const opened = records.find((record) => record.kind === 'ceremony.opened');
  if (opened === undefined) return [];
  const isRehearsal = opened.data.mode === 'rehearsal';
  const roots = files.flatMap((file): Finding[] => {
    // What was taken over from an earlier ceremony has the mark of its own plan.
    if (file.reading.kind !== 'root' || !isBelow(file.inside, 'staged')) return [];
    const { rehearsal } = file.reading.root;
    if (rehearsal === (isRehearsal ? end.plan : null)) return [];
    return [mismatch(file.path, isRehearsal, { rehearsal, planSha256: end.plan })];
  });
  const published = files.flatMap((file): Finding[] => {
    if (file.reading.kind !== 'root' || isBelow(file.inside, 'staged')) return [];
    const { rehearsal } = file.reading.root;
    if ((rehearsal !== null) === isRehearsal) return [];
    return [mismatch(file.path, isRehearsal, { rehearsal })];
  });
  const tokens = records.flatMap((record): Finding[] => {
    if (record.kind !== 'token.chosen' || record.data.practice === isRehearsal) return [];
    const { serial } = record.data;
    return [mismatch(subject, isRehearsal, { line: record.number, serial })];
  });
  return [...roots, ...published, ...tokens];
}

function mismatch(
  subject: string,
  isRehearsal: boolean,
  data: Readonly<Record<string, string | number | null>>,
): Finding {
  return finding('transcript.practice-mismatch', {
    subject,
    message: isRehearsal
      ? 'the record is of a rehearsal, and this does not carry its marks'
      : 'the record is of a ceremony that counts, and this carries the marks of practice',
    hint: 'Somebody could take the one for the other. Find out where it comes from.',
    data,
  });
}

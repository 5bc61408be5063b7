import { TranscriptError } from '../ceremony/ceremony-error.ts';
import { verifyCarriedCheckpoints, verifyCheckpoints } from '../ceremony/checkpoints.ts';
import type { CheckpointFile, CheckpointProblem } from '../ceremony/checkpoints/judged.ts';
import { type Transcript, verifyTranscript } from '../ceremony/transcript.ts';
import type { PublicKey } from '../keys/public-key.ts';
import type { Verifier } from '../keys/verify.ts';
import { ceremonyFolderFindings } from './ceremony-folder.ts';
import { delegationFindings } from './delegation-findings.ts';
import { folderOf, nameOf } from './file-path.ts';
import { finding } from './findings.ts';
import type { Skipped } from './ignored.ts';
import type { InputFile } from './input.ts';
import type { Finding } from './report.ts';

export interface TranscriptJudgement {
  readonly findings: readonly Finding[];
  /** Files that a record explains. */
  readonly usedPaths: ReadonlySet<string>;
}

/**
 * Checks every record of a ceremony of this station: that each line follows from the one before and the first from the
 * plan, what tokens signed of it, and that the folder holds what it says, and nothing else. Of a Git history only the
 * last commit is judged: records grow line by line, and every earlier one is the beginning of a later one.
 */
export async function judgeTranscripts(
  all: readonly InputFile[],
  keys: readonly PublicKey[],
  verifier: Verifier,
  skipped: readonly Skipped[],
): Promise<TranscriptJudgement> {
  const files = all.filter(({ origin }) => origin === null || origin.headPaths.length > 0);
  const findings: Finding[] = [...recordsMissing(files)];
  const usedPaths = new Set<string>();
  for (const file of files.filter(({ reading }) => reading.kind === 'transcript')) {
    const read = readTranscript(file, files);
    findings.push(...read.findings);
    if (read.transcript === null) continue;
    if (nameOf(file.place) !== 'transcript.jsonl') {
      findings.push(...(await carriedFindings(file, read.transcript, files, keys, verifier)));
      continue;
    }
    const folder = folderOf(file.place);
    const inside = filesIn(folder, files);
    findings.push(
      ...(await checkpointFindings(file.path, read.transcript, inside, keys, verifier)),
    );
    findings.push(
      ...(await delegationFindings({
        records: read.transcript.records,
        plan: read.transcript.end.plan,
        files: inside,
        everything: filesIn(folder, all),
        verifier,
        subject: file.path,
      })),
    );
    const judged = ceremonyFolderFindings(read.transcript, file.path, inside, skipped);
    findings.push(...judged.findings);
    for (const path of judged.usedPaths) usedPaths.add(path);
  }
  return { findings, usedPaths };
}

/** A file of a ceremony folder, with its path inside of it. */
export type FolderFile = InputFile & { readonly inside: string };

function filesIn(folder: string, files: readonly InputFile[]): readonly FolderFile[] {
  const start = folder === '' ? '' : `${folder}/`;
  return files
    .filter(({ place }) => place.startsWith(start))
    .map((file) => ({ ...file, inside: file.place.slice(start.length) }));
}

function readTranscript(
  { path, place, bytes }: InputFile,
  files: readonly InputFile[],
): { readonly transcript: Transcript | null; readonly findings: readonly Finding[] } {
  const folder = folderOf(place).replace(/(^|\/)records$/, '');
  const plan = files.find(
    (file) => file.reading.kind === 'plan' && folderOf(file.place) === folder,
  );
  try {
    const transcript = verifyTranscript(bytes, path, plan?.sha256);
    return { transcript, findings: plan === undefined ? [planMissing(path, transcript)] : [] };
  } catch (error) {
    if (!(error instanceof TranscriptError)) throw error;
    return { transcript: null, findings: [broken(path, error)] };
  }
}

async function checkpointFindings(
  path: string,
  { records }: Transcript,
  inside: readonly FolderFile[],
  keys: readonly PublicKey[],
  verifier: Verifier,
): Promise<Finding[]> {
  // Those on a record from another station lie beside that record.
  const files = checkpointsIn(inside.filter(({ inside: at }) => !at.startsWith('records/')));
  const { problems } = await verifyCheckpoints({ records, files, keys, verifier });
  return checkpointProblems(path, problems, inside);
}

/** What tokens signed of a record says that there was one, where it lies as the station keeps it. */
function recordsMissing(files: readonly InputFile[]): Finding[] {
  const places = new Set(files.map(({ place }) => place));
  const signed = Map.groupBy(
    files.filter(
      ({ place, reading }) =>
        reading.kind === 'checkpoint' && nameOf(folderOf(place)) === 'checkpoints',
    ),
    ({ place }) => folderOf(place).replace(/(^|\/)checkpoints$/, ''),
  );
  return [...signed].flatMap(([folder, [first]]): Finding[] => {
    const record = folder === '' ? 'transcript.jsonl' : `${folder}/transcript.jsonl`;
    if (first === undefined || places.has(record) || places.has(`${folder}.jsonl`)) return [];
    return [
      finding('transcript.file-missing', {
        subject: first.path,
        message: 'tokens have signed a record here, and it is not there',
        hint: 'It was taken away. Look for it in the copies that others have.',
        data: { file: record },
      }),
    ];
  });
}

/** A record that came from another station, by its name in `records/`: what tokens signed of it lies in a folder of that name. */
async function carriedFindings(
  { path, place }: InputFile,
  { records }: Transcript,
  files: readonly InputFile[],
  keys: readonly PublicKey[],
  verifier: Verifier,
): Promise<Finding[]> {
  const inside = filesIn(place.replace(/\.jsonl$/, ''), files);
  const judged = { records, files: checkpointsIn(inside), keys, verifier };
  const { problems } = await verifyCarriedCheckpoints(judged);
  return checkpointProblems(path, problems, inside);
}

function checkpointsIn(inside: readonly FolderFile[]): CheckpointFile[] {
  return inside
    .filter(({ reading }) => reading.kind === 'checkpoint')
    .map((file) => ({ path: file.inside, bytes: file.bytes }));
}

function checkpointProblems(
  path: string,
  problems: readonly CheckpointProblem[],
  inside: readonly FolderFile[],
): Finding[] {
  return problems.map((problem) =>
    finding('transcript.signature-invalid', {
      subject: inside.find((file) => file.inside === problem.path)?.path ?? path,
      message: `what a token signed of the record does not hold: ${problem.message}`,
      hint: 'The record or the signature was changed, or a key file is missing. Compare both with the copies that others have.',
      data: { reason: problem.reason, expected: problem.expected, found: problem.found },
    }),
  );
}

function planMissing(subject: string, { end }: Transcript): Finding {
  return finding('transcript.plan-missing', {
    subject,
    message: 'the plan that this record belongs to does not lie beside it',
    hint: 'The record was checked by itself. Add ceremony.yaml as it was when the ceremony began.',
    data: { planSha256: end.plan },
  });
}

function broken(subject: string, error: TranscriptError): Finding {
  return finding('transcript.broken-chain', {
    subject,
    message: `the record of the ceremony does not hold: ${error.message}`,
    hint: error.hint,
    data: {
      reason: error.code,
      place: error.place ?? null,
      expected: error.expected ?? null,
      found: error.found ?? null,
    },
  });
}

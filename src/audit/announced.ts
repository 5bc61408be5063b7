import { parsePlan } from '../ceremony/plan.ts';
import { StationError } from '../encoding/station-error.ts';
import type { Sha256Hex } from '../encoding/digest.ts';
import { folderOf } from './file-path.ts';
import { finding } from './findings.ts';
import type { RootFile } from './history.ts';
import { type InputFile, isPresent } from './input.ts';
import type { Finding } from './report.ts';
import type { JudgedRole } from './roles.ts';

/** A plan among the files, and the folder that it is for. */
interface FoundPlan {
  readonly path: string;
  readonly folder: string;
  readonly sha256: Sha256Hex;
  /** null for one that cannot be read. */
  readonly mode: 'real' | 'rehearsal' | null;
  readonly rootVersion: number | null;
  /** A record of the ceremony lies beside it, and is judged by its own rules. */
  readonly hasRecord: boolean;
}

/**
 * Whatever has the mark of a rehearsal has to lie with the plan of that rehearsal: by itself, or with another plan,
 * somebody could take it for the real thing. Roots of earlier versions have the marks of earlier plans. The other way
 * round, nothing without a mark belongs into the folder of a rehearsal. Every ceremony that has begun has a record.
 */
export function announcedFindings(
  files: readonly InputFile[],
  roots: readonly RootFile[],
  roles: readonly JudgedRole[],
): Finding[] {
  const plans = plansIn(files);
  const marks = new Set(roots.flatMap(({ root }) => root.rehearsal ?? []));
  const unannounced = [
    ...roots
      .filter((file) => file.root.rehearsal !== null && !isAnnounced(file, plans))
      .map(({ path, root }) => ({ path, what: `root ${root.version}`, plan: root.rehearsal })),
    ...roles
      .filter(({ path, rehearsal }) => rehearsal && !isBelowRehearsal(path, files, plans, marks))
      .map(({ path, head }) => ({ path, what: `${head.type} ${head.version}`, plan: null })),
  ].map(({ path, what, plan }) =>
    finding('rehearsal.not-announced', {
      subject: path,
      message: `${what} is from a rehearsal, and the plan of that rehearsal does not lie with it`,
      hint: 'It counts for nothing. Do not publish it, and find out who brought it here.',
      data: { planSha256: plan },
    }),
  );
  return [
    ...unannounced,
    ...unmarked(roots, plans),
    ...withoutRecord(roots, plans),
    ...announced(roots, plans),
  ];
}

function isAnnounced({ place, root }: RootFile, plans: readonly FoundPlan[]): boolean {
  return plans.some(
    (plan) =>
      plan.mode !== 'real' &&
      (plan.sha256 === root.rehearsal ||
        (plan.mode === 'rehearsal' &&
          isIn(place, plan.folder) &&
          plan.rootVersion !== root.version)),
  );
}

function isBelowRehearsal(
  path: string,
  files: readonly InputFile[],
  plans: readonly FoundPlan[],
  marks: ReadonlySet<string>,
): boolean {
  const place = files.find((file) => file.path === path)?.place ?? path;
  return plans.some(
    ({ folder, mode, sha256 }) =>
      isIn(place, folder) && (mode === 'rehearsal' || (mode === null && marks.has(sha256))),
  );
}

/** Where there is a record, it is held against the marks by its own rules. */
function unmarked(roots: readonly RootFile[], plans: readonly FoundPlan[]): Finding[] {
  return roots
    .filter(
      ({ place, root }) =>
        root.rehearsal === null &&
        plans.some(
          ({ mode, folder, hasRecord }) =>
            mode === 'rehearsal' && !hasRecord && isIn(place, folder),
        ),
    )
    .map(({ path, root }) =>
      finding('rehearsal.unmarked', {
        subject: path,
        message: `root ${root.version} lies in the folder of a rehearsal, and does not carry its mark`,
        hint: 'Clients could take it for real. Find out who signed it, and with which keys.',
        data: { version: root.version },
      }),
    );
}

/** The root of a plan is there, so that its ceremony has begun: then somebody took the record away, or never gave it. */
function withoutRecord(roots: readonly RootFile[], plans: readonly FoundPlan[]): Finding[] {
  return plans.flatMap((plan): Finding[] => {
    const root = roots.find(
      (file) =>
        isPresent(file) && isIn(file.place, plan.folder) && file.root.version === plan.rootVersion,
    );
    if (root === undefined || plan.hasRecord) return [];
    return [
      finding('transcript.missing', {
        subject: plan.path,
        message: `the plan and its root ${root.root.version} are here, and the record of the ceremony is not`,
        hint: 'Nothing shows how the root came about. Look for transcript.jsonl in the copies that others have.',
        data: { version: root.root.version, file: root.path },
      }),
    ];
  });
}

/** Said once, so that no reader takes the verdict for more than it is. */
function announced(roots: readonly RootFile[], plans: readonly FoundPlan[]): Finding[] {
  const [first] = roots.filter((file) => file.root.rehearsal !== null && isAnnounced(file, plans));
  if (first === undefined) return [];
  return [
    finding('rehearsal.practice', {
      subject: first.path,
      message: 'this is a rehearsal, and nothing that was signed in it counts',
      hint: 'Nothing to do. Practice keys sign here, and no client is to trust them.',
    }),
  ];
}

function plansIn(files: readonly InputFile[]): readonly FoundPlan[] {
  return files
    .filter(({ reading }) => reading.kind === 'plan')
    .map(({ place, path, bytes, sha256 }) => {
      const folder = folderOf(place);
      const record = folder === '' ? 'transcript.jsonl' : `${folder}/transcript.jsonl`;
      const hasRecord = files.some((file) => file.place === record);
      return { path, folder, sha256, hasRecord, ...told(bytes, path) };
    });
}

function told(bytes: Uint8Array, path: string): Pick<FoundPlan, 'mode' | 'rootVersion'> {
  try {
    const { mode, tuf } = parsePlan(bytes, path);
    return { mode, rootVersion: tuf.rootVersion };
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return { mode: null, rootVersion: null };
  }
}

function isIn(place: string, folder: string): boolean {
  return folder === '' || place.startsWith(`${folder}/`);
}

import type { ListedFile } from '../tuf/targets.ts';
import { finding } from './findings.ts';
import { folderOf } from './file-path.ts';
import { type InputFile, presentPlaces } from './input.ts';
import type { Finding } from './report.ts';
import type { JudgedRole } from './roles.ts';

export interface TargetJudgement {
  readonly findings: readonly Finding[];
  /** The files that some role lists. */
  readonly usedPaths: ReadonlySet<string>;
}

/**
 * Holds the files in `targets/`, below a repository or beside its folder, against what its newest roles list. Where no
 * targets were given, none is missing. Of a Git history only the last commit is held against anything.
 */
export function judgeTargets(
  roles: readonly JudgedRole[],
  files: readonly InputFile[],
): TargetJudgement {
  const byPlace = new Map(files.flatMap((file) => presentPlaces(file).map((at) => [at, file])));
  const folders = new Set([...byPlace.keys()].flatMap(targetFoldersOf));
  const usedPaths = new Set<string>();
  const findings = roles.flatMap((role): Finding[] => {
    const { listed: list, repository, newest, staged, present } = role;
    const folder = foldersOf(repository.folder).find((one) => folders.has(one));
    if (list === null || role.count?.met !== true || folder === undefined) return [];
    return [...list()].flatMap(([name, listed]): Finding[] => {
      const found = candidates(name, listed).flatMap(
        (candidate) => byPlace.get(`${folder}/${candidate}`) ?? [],
      );
      for (const { path } of found) usedPaths.add(path);
      if (!newest || staged || !present) return [];
      return judgeTarget(role, name, listed, found);
    });
  });
  return { findings, usedPaths };
}

/** Every folder `targets` above a file. */
function targetFoldersOf(place: string): readonly string[] {
  const steps = folderOf(place).split('/');
  return steps.flatMap((step, index) =>
    step === 'targets' ? [steps.slice(0, index + 1).join('/')] : [],
  );
}

/** Sigstore's ceremonies have targets below their repository, tuf-on-ci beside its metadata. */
function foldersOf(repository: string): readonly string[] {
  return [repository, ...(repository === '' ? [] : [folderOf(repository)])].map((folder) =>
    folder === '' ? 'targets' : `${folder}/targets`,
  );
}

/** A target's own name, and the names with a digest before it (TUF specification 1.0, section 6.2). */
function candidates(name: string, { hashes }: ListedFile): readonly string[] {
  const slash = name.lastIndexOf('/') + 1;
  const prefixed = [...hashes.values()].map(
    (hash) => `${name.slice(0, slash)}${hash}.${name.slice(slash)}`,
  );
  return [name, ...prefixed];
}

function judgeTarget(
  role: JudgedRole,
  name: string,
  listed: ListedFile,
  found: readonly InputFile[],
): Finding[] {
  const data = { role: role.role, target: name };
  if (found.length === 0) {
    return [
      finding('target.missing', {
        subject: role.path,
        message: 'a target that this role lists is not among the files',
        hint: 'Add the file, or leave the folder of targets out of the audit.',
        data,
      }),
    ];
  }
  return found
    .filter((file) => !isAsListed(file, listed))
    .map(({ path, sha256, length }) =>
      finding('target.mismatch', {
        subject: path,
        message: 'this target is not the file that its role lists',
        hint: 'Clients refuse it. Find out which of the two was changed.',
        data: {
          ...data,
          listedIn: role.path,
          sha256,
          length,
          expectedSha256: listed.hashes.get('sha256') ?? null,
          expectedLength: listed.length,
        },
      }),
    );
}

function isAsListed(file: InputFile, { length, hashes }: ListedFile): boolean {
  if (length !== null && file.length !== length) return false;
  return [...hashes].every(([algorithm, digest]) => {
    if (algorithm === 'sha256') return file.sha256 === digest;
    return algorithm !== 'sha512' || file.sha512 === digest;
  });
}

import { sha512 } from '../encoding/digest.ts';
import { toHex } from '../encoding/hex.ts';
import type { ListedFile } from '../tuf/targets.ts';
import { finding } from './findings.ts';
import type { InputFile } from './input.ts';
import type { Finding } from './report.ts';
import type { JudgedRole } from './roles.ts';

export interface TargetJudgement {
  readonly findings: readonly Finding[];
  /** The files that some role lists. */
  readonly usedPaths: ReadonlySet<string>;
}

/**
 * Holds the files in `targets/` beside a repository against what its newest roles list. Where no targets were given,
 * none is missing.
 */
export function judgeTargets(
  roles: readonly JudgedRole[],
  files: readonly InputFile[],
): TargetJudgement {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const usedPaths = new Set<string>();
  const findings = roles.flatMap((role): Finding[] => {
    const { targets, repository, newest, staged } = role;
    const folder = repository.folder === '' ? 'targets' : `${repository.folder}/targets`;
    const given = files.some(({ path }) => path.startsWith(`${folder}/`));
    if (targets === null || role.count?.met !== true || !given) return [];
    return [...targets.targets].flatMap(([name, listed]): Finding[] => {
      const found = candidates(name, listed).flatMap(
        (candidate) => byPath.get(`${folder}/${candidate}`) ?? [],
      );
      for (const { path } of found) usedPaths.add(path);
      if (!newest || staged) return [];
      return judgeTarget(role, name, listed, found);
    });
  });
  return { findings, usedPaths };
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
    .map(({ path, sha256, bytes }) =>
      finding('target.mismatch', {
        subject: path,
        message: 'this target is not the file that its role lists',
        hint: 'Clients refuse it. Find out which of the two was changed.',
        data: {
          ...data,
          listedIn: role.path,
          sha256,
          length: bytes.length,
          expectedSha256: listed.hashes.get('sha256') ?? null,
          expectedLength: listed.length,
        },
      }),
    );
}

function isAsListed({ bytes, sha256 }: InputFile, { length, hashes }: ListedFile): boolean {
  if (length !== null && bytes.length !== length) return false;
  return [...hashes].every(([algorithm, digest]) => {
    if (algorithm === 'sha256') return sha256 === digest;
    return algorithm !== 'sha512' || toHex(sha512(bytes)) === digest;
  });
}

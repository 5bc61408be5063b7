import type { Repository, RoleFile } from '../repository.ts';

/** The role that a file is by its content; null for targets metadata that are not called targets. */
export function topType({ head, names }: RoleFile): string | null {
  return head.type === 'targets' && !names.includes('targets') ? null : head.type;
}

/** The highest version under each name: of one folder all files, of a Git history those in its last commit. */
export function highestOf({ files }: Repository): ReadonlyMap<string | undefined, number> {
  const highest = new Map<string | undefined, number>();
  for (const file of files.filter(({ present }) => present)) {
    const name = topType(file) ?? file.names[0];
    highest.set(name, Math.max(highest.get(name) ?? 0, file.head.version));
  }
  return highest;
}

/** Whether a file is what clients get today: there now, with the highest version under its name. */
export function isNewest(
  file: RoleFile,
  highest: ReadonlyMap<string | undefined, number>,
): boolean {
  const version = highest.get(topType(file) ?? file.names[0]) ?? 0;
  return file.present && file.head.version >= version;
}

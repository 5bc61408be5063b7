/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path; "" for a file at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** True if one of the folders above a file has this name. */
export function isBelow(path: string, folder: string): boolean {
  return folderOf(path).split('/').includes(folder);
}

/** Where a relative path leads from a folder; null if it leads out of what was given. */
export function pathFrom(folder: string, relative: string): string | null {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of relative.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join('/');
}

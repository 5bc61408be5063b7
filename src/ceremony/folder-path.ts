import { StationError } from '../encoding/station-error.ts';

declare const pathBrand: unique symbol;

/**
 * A path inside a ceremony folder or a bundle, `/` between names. Every name begins with a letter or digit, so there is
 * no way up, no hidden file and no option in it; every name is one that FAT and Windows can hold too.
 */
export type FolderPath = string & { readonly [pathBrand]: true };

const longestPath = 400;

/** True for a name that is safe as one step of a path. */
export function isFolderName(name: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._+@=~-]{0,127}$/.test(name) &&
    !name.endsWith('.') &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)
  );
}

/** True for a path made of safe names, relative, at most 400 characters. */
export function isFolderPath(path: string): path is FolderPath {
  return path.length <= longestPath && path.split('/').every(isFolderName);
}

/** Raised for a name that would not be safe as a file name: from a plan, a serial, a role or a stick. */
export class FolderPathError extends StationError<'path.unsafe'> {}

/**
 * A path of these names.
 * @throws FolderPathError unless every one is safe
 */
export function folderPath(...names: readonly string[]): FolderPath {
  const path = names.join('/');
  if (names.every(isFolderName) && isFolderPath(path)) return path;
  throw new FolderPathError('path.unsafe', 'a name is not safe as a file name', {
    expected: 'letters, digits and . _ + @ = ~ -, beginning with a letter or digit',
    hint: 'Correct the name in the plan, or on the stick.',
    notDone: ['Nothing was written.'],
  });
}

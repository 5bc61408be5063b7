import { FolderError } from './folder-error.ts';

/** Something that the station does not read or write stands under a name, or a file has a second name. */
export function notAFile(place: string, found: string): FolderError {
  return new FolderError('folder.not-a-file', 'something else stands where a file is expected', {
    place,
    expected: 'a file of its own',
    found,
    hint: 'Look at it in a file manager. The station follows no links inside a ceremony.',
  });
}

/** @param most with its unit */
export function tooLarge(place: string, most: string): FolderError {
  return new FolderError('folder.too-large', 'this is larger than anything in a ceremony', {
    place,
    expected: `at most ${most}`,
    hint: 'Choose another folder.',
  });
}

/** Somebody else writes to a file while the station reads it. */
export function changing(place: string): FolderError {
  return new FolderError('folder.changed', 'the file changed while it was read', {
    place,
    hint: 'Close the program that writes to it, then do this step again.',
  });
}

import { isFolderName } from '../../src/ceremony/folder-path.ts';
import { FolderError } from './folder-error.ts';

/**
 * The name, if a file of a ceremony may have it: one step, never upwards and never an option of a program.
 * @param place the folder, for errors
 * @throws FolderError `folder.name`
 */
export function safeName(name: string, place: string): string {
  // The station's own files begin with a point; a name from a plan, a serial or a stick never does.
  if (isFolderName(name) || /^\.station-[a-z0-9.-]{1,200}$/.test(name)) return name;
  throw new FolderError('folder.name', 'a name is not safe as a file name', {
    place,
    expected: 'letters, digits and . _ + @ = ~ -, beginning with a letter or digit',
    hint: 'Correct the name in the plan, or on the stick.',
    notDone: ['Nothing was written.'],
  });
}

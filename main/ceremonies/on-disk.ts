import { diskError } from './disk-error.ts';

/**
 * Does something with the disk, and says in words what the system refuses.
 * @param place what is named to the person: a path inside the folder
 * @throws FolderError; every error that is not the system's as it is
 */
export async function onDisk<Result>(place: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw diskError(error, place);
  }
}

import { FolderError, type FolderErrorCode } from './folder-error.ts';

interface Wording {
  readonly code: FolderErrorCode;
  readonly message: string;
  readonly hint: string;
}

const full: Wording = {
  code: 'folder.full',
  message: 'the disk is full',
  hint: 'Make room on it, then do this step again. What was there is as it was.',
};
const readOnly: Wording = {
  code: 'folder.read-only',
  message: 'this folder cannot be written to',
  hint: 'Choose a folder that you may write to, or take the write protection off.',
};
const gone: Wording = {
  code: 'folder.gone',
  message: 'the disk does not answer',
  hint: 'Put the stick back in, or choose another folder. Then do this step again.',
};
const missing: Wording = {
  code: 'folder.missing',
  message: 'there is no such file or folder',
  hint: 'It was moved or deleted. Put it back, or choose another folder.',
};
const notAFile: Wording = {
  code: 'folder.not-a-file',
  message: 'a link or something else stands where a file or folder is expected',
  hint: 'Look at it in a file manager. The station follows no links inside a ceremony.',
};
const exists: Wording = {
  code: 'folder.exists',
  message: 'something is there under this name already',
  hint: 'Look at what is there. The station does not overwrite it.',
};
const noLinks: Wording = {
  code: 'folder.no-links',
  message: 'this disk has no hard links',
  hint: 'The station does without them here.',
};

const wordings: Readonly<Record<string, Wording>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  EROFS: readOnly,
  EACCES: readOnly,
  EPERM: readOnly,
  EIO: gone,
  ENODEV: gone,
  ENXIO: gone,
  ESTALE: gone,
  ENOMEDIUM: gone,
  ENOENT: missing,
  ELOOP: notAFile,
  ENOTDIR: notAFile,
  EISDIR: notAFile,
  EEXIST: exists,
  ENOTEMPTY: exists,
  ENOTSUP: noLinks,
  EOPNOTSUPP: noLinks,
  ENOSYS: noLinks,
  EMLINK: noLinks,
};

/** The code of the operating system behind an error, for example "ENOSPC"; null for any other error. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * What the operating system said, in words for people. Any other error is given back as it is.
 * @param place the path inside the folder; the system's own message is never shown, since it holds whole paths
 */
export function diskError(error: unknown, place: string): unknown {
  const code = errnoOf(error);
  if (error instanceof FolderError || code === null) return error;
  const wording = wordings[code];
  if (wording === undefined) {
    return new FolderError('folder.failed', 'the disk refused', {
      place,
      found: code,
      hint: 'Do this step again. If it stops again, choose another folder.',
      cause: error,
    });
  }
  return new FolderError(wording.code, wording.message, {
    place,
    hint: wording.hint,
    cause: error,
  });
}

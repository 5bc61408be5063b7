import { basename } from 'node:path';
import { InputError } from './input-error.ts';
import { limits } from './limits.ts';

/** There is nothing under the name. Like every refusal here it names the last part of the path only. */
export function missing(path: string, cause: unknown): InputError {
  return new InputError('input.missing', `there is no file or folder ${basename(path)}`, {
    place: basename(path),
    hint: 'Check the name, or whether the stick is plugged in.',
    cause,
  });
}

/** Whether the system said that permission is missing. */
export function isDenied(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EACCES';
}

/** It is a device, a pipe or a socket. */
export function noFile(path: string): InputError {
  return new InputError('input.unreadable', `${basename(path)} is neither a file nor a folder`, {
    place: basename(path),
    expected: 'a file or folder',
    found: 'a device, a pipe or a socket',
    hint: 'Give the file or the folder itself.',
  });
}

/** It is there and cannot be read; `found` says what stands in the way. */
export function unreadable(path: string, found: string, cause?: unknown): InputError {
  return new InputError('input.unreadable', `${basename(path)} cannot be read`, {
    place: basename(path),
    expected: 'a file or folder that may be read',
    found,
    hint: 'Give yourself permission to read it, or copy the files to another place.',
    cause,
  });
}

/** It is more than the limits of an audit allow. */
export function tooMuch(path: string): InputError {
  return new InputError('input.too-much', `${basename(path)} holds more than an audit reads`, {
    place: basename(path),
    expected: `at most ${limits.files} files in ${limits.depth} levels, ${limits.totalBytes / 1024 / 1024} MiB`,
    hint: 'Choose the folder of the ceremony or the repository itself.',
  });
}

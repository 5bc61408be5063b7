import type { AuditFile } from '../../src/audit/audit.ts';
import { collect } from './collect.ts';
import { InputError } from './input-error.ts';

/**
 * The file of a root that is trusted from elsewhere.
 * @throws InputError `input.not-one-file` for a folder; else as `collect`
 */
export async function readOneFile(path: string, signal?: AbortSignal): Promise<AuditFile> {
  const { files } = await collect([path], undefined, signal);
  const [file] = files;
  if (file !== undefined && files.length === 1) return file;
  throw new InputError('input.not-one-file', 'the trusted root has to be one file', {
    expected: 'one file, such as 1.root.json',
    found: `${files.length} files`,
    hint: 'Choose the file itself, not its folder.',
  });
}

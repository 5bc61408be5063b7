import { auditOf, type Files, file, online, role } from '../made-files.ts';

/** What is wrong with the state of a repository: code, file, and why. */
export async function faults(files: Files): Promise<string[]> {
  const { findings } = await auditOf(files);
  return findings
    .filter(({ code }) => /^role\.(?:mismatch|missing|rollback)$/.test(code))
    .map(({ code, subject, data: { reason } }) =>
      typeof reason === 'string' ? `${code} ${subject} ${reason}` : `${code} ${subject}`,
    );
}

export const targets = file(role('targets', 1), [online]);

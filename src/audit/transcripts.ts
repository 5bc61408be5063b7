import { TranscriptError } from '../ceremony/ceremony-error.ts';
import { verifyTranscript } from '../ceremony/transcript.ts';
import { finding } from './findings.ts';
import { folderOf, type InputFile } from './input.ts';
import type { Finding } from './report.ts';

/** Checks every transcript: that each line follows from the one before, and the first from the plan beside it. */
export function transcriptFindings(files: readonly InputFile[]): Finding[] {
  const plans = files.filter(({ reading }) => reading.kind === 'plan');
  return files
    .filter(({ reading }) => reading.kind === 'transcript')
    .flatMap(({ path, bytes }): Finding[] => {
      const plan = plans.find((file) => folderOf(file.path) === folderOf(path));
      try {
        verifyTranscript(bytes, path, plan?.sha256);
        return [];
      } catch (error) {
        if (!(error instanceof TranscriptError)) throw error;
        return [broken(path, error)];
      }
    });
}

function broken(subject: string, error: TranscriptError): Finding {
  return finding('transcript.broken-chain', {
    subject,
    message: `the record of the ceremony does not hold: ${error.message}`,
    hint: error.hint,
    data: {
      reason: error.code,
      place: error.place ?? null,
      expected: error.expected ?? null,
      found: error.found ?? null,
    },
  });
}

import { JsonError } from '../encoding/json.ts';
import type { StationError } from '../encoding/station-error.ts';
import { finding } from './findings.ts';
import { type InputFile } from './input.ts';
import type { Finding } from './report.ts';

/** For every file that says that it is metadata or evidence and cannot be read: what is wrong, and where. */
export function unreadFindings(files: readonly InputFile[]): Finding[] {
  return files.flatMap(({ path, reading }): Finding[] => {
    if (reading.kind !== 'unread') return [];
    if (reading.as === 'evidence') return [evidence(path, reading.error)];
    return [metadata(path, reading.error)];
  });
}

function metadata(subject: string, error: StationError): Finding {
  return finding(error instanceof JsonError ? error.code : 'metadata.malformed', {
    subject,
    message: `this file cannot be read: ${error.message}`,
    hint: error.hint,
    data: details(error),
  });
}

function evidence(subject: string, error: StationError): Finding {
  return finding('attestation.chain-invalid', {
    subject,
    message: `this evidence cannot be read: ${error.message}`,
    hint: error.hint,
    data: { rule: 'unreadable', ...details(error) },
  });
}

function details({ code, place, expected, found }: StationError) {
  return {
    reason: code,
    place: place ?? null,
    expected: expected ?? null,
    found: found ?? null,
  };
}

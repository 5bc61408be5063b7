import type { z } from 'zod';
import type { Finding, Severity } from './report.ts';

/**
 * Every code that an audit can give, with the severities that it can have. Codes are stable: add some, never rename
 * or reuse one. docs/findings.md says of each what it means and what to do.
 */
export const severities = {
  'json.malformed': ['error'],
  'json.duplicate-member': ['error'],
  'json.unsafe-number': ['error'],
  'json.too-deep': ['error'],
  'json.too-large': ['error'],
  'metadata.malformed': ['error'],
  'metadata.not-read': ['error', 'warning', 'info'],
  'root.version-gap': ['error'],
  'root.threshold-not-met': ['error'],
  'root.fork': ['error'],
  'root.not-trusted': ['error'],
  'root.expired': ['error', 'info'],
  'role.threshold-not-met': ['error'],
  'role.expired': ['error'],
  'role.fork': ['error'],
  'role.mismatch': ['error'],
  'role.missing': ['error'],
  'role.rollback': ['error', 'warning'],
  'target.mismatch': ['error'],
  'target.missing': ['error'],
  'attestation.chain-invalid': ['error'],
  'attestation.key-mismatch': ['error'],
  'attestation.serial-mismatch': ['error'],
  'metadata.other-spec': ['error'],
  'git.object-corrupt': ['error'],
  'git.head-missing': ['error'],
  'transcript.broken-chain': ['error'],
  'transcript.signature-invalid': ['error'],
  'transcript.file-mismatch': ['error'],
  'transcript.file-missing': ['error'],
  'transcript.practice-mismatch': ['error'],
  'delegation.proof-missing': ['error'],
  'delegation.proof-invalid': ['error'],
  'delegation.proof-replayed': ['error'],
  'rehearsal.production-key': ['error'],
  'rehearsal.not-announced': ['error'],
  'rehearsal.unmarked': ['error'],
  'signature.invalid': ['warning'],
  'signature.made-by-other-key': ['warning'],
  'signature.explained': ['warning'],
  'signature.unknown-key': ['warning'],
  'signature.duplicate': ['warning'],
  'key.keyid-mismatch': ['warning'],
  'key.unusable': ['warning'],
  'attestation.missing': ['warning'],
  'attestation.touch-never': ['warning'],
  'attestation.pin-not-always': ['warning'],
  'attestation.firmware-advisory': ['warning'],
  'root.exact-threshold': ['warning'],
  'root.unnumbered': ['warning'],
  'target.unreachable': ['warning'],
  'target.no-digest': ['warning'],
  'git.object-missing': ['warning'],
  'git.history-cut': ['warning'],
  'transcript.unexplained-file': ['warning'],
  'transcript.plan-missing': ['warning'],
  'transcript.missing': ['warning'],
  'opinion.none': ['warning'],
  'opinion.disagrees': ['warning', 'info'],
  'signature.empty': ['info'],
  'signature.null': ['info'],
  'signature.not-in-role': ['info'],
  'signature.two-keyids': ['info'],
  'role.not-judged': ['info'],
  'snapshot.lists-root': ['info'],
  'metadata.null-member': ['info'],
  'key.legacy-encoding': ['info'],
  'key.shared-keyids': ['info'],
  'attestation.unused': ['info'],
  'attestation.shared-device-certificate': ['info'],
  'metadata.unknown-member': ['info'],
  'metadata.spec-version': ['info'],
  'metadata.version-zero': ['info'],
  'metadata.time-form': ['info'],
  'target.no-length': ['info'],
  'metadata.staged': ['info'],
  'rehearsal.practice': ['info'],
  'root.other-copy': ['info'],
  'file.ignored': ['info'],
} as const satisfies Record<string, readonly [Severity, ...Severity[]]>;

export type FindingCode = keyof typeof severities;

/** The codes that have only one severity: nothing about the case can soften or worsen them. */
export type PlainCode = {
  [Code in FindingCode]: (typeof severities)[Code] extends readonly [Severity] ? Code : never;
}[FindingCode];

type Data = z.output<typeof Finding>['data'];

export interface FindingText {
  /** Where: a file of the audit, a key's digest, a serial. */
  readonly subject: string;
  /** What is the case, as one sentence. */
  readonly message: string;
  /** What it means, or what to do next. */
  readonly hint: string;
  readonly data?: Data;
}

/** A finding of a code that has one severity. */
export function finding(code: PlainCode, text: FindingText): Finding {
  return findingOf(code, severities[code][0], text);
}

/** A finding of a code whose severity depends on the case. */
export function findingOf<Code extends FindingCode>(
  code: Code,
  severity: (typeof severities)[Code][number],
  { subject, message, hint, data }: FindingText,
): Finding {
  return { code, severity, subject, message, hint, data: data ?? {} };
}

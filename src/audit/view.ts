import { parseInstant } from '../encoding/instant.ts';
import { evidenceView, type KeyEvidence } from './evidence-view.ts';
import { type FindingGroup, findingGroups } from './groups.ts';
import type { AuditReport } from './report.ts';
import { type Strand, strandsOf } from './strands.ts';
import { capital, count, dayInWords, ranges } from './words.ts';

/** A report as the window shows it: the shape that the contract names AuditView. */
export interface ReportView {
  readonly name: string;
  readonly headline: string;
  readonly lead: string;
  readonly filesRead: number;
  readonly footer: string;
  readonly report: AuditReport;
  readonly strands: readonly Strand[];
  readonly evidence: readonly KeyEvidence[];
  readonly groups: readonly FindingGroup[];
}

/**
 * Puts a report into sentences.
 * @param filesRead how many files the audit was given
 * @param secondOpinion true only if another implementation was asked about the same files
 */
export function auditView(
  report: AuditReport,
  { filesRead, secondOpinion }: { readonly filesRead: number; readonly secondOpinion: boolean },
): ReportView {
  const groups = findingGroups(report);
  return {
    name: nameOf(report),
    headline: headlineOf(report),
    lead: leadOf(report, groups, secondOpinion),
    filesRead,
    footer: [`${filesRead} ${filesRead === 1 ? 'file' : 'files'} read.`, evidenceSentence(report)]
      .join(' ')
      .trim(),
    report,
    strands: strandsOf(report),
    evidence: evidenceView(report),
    groups,
  };
}

/** "Pass, as of 20 March 2024". */
export function headlineOf({ verdict, asOf }: AuditReport): string {
  return `${capital(verdict)}, as of ${dayInWords(parseInstant(asOf).ms)}`;
}

/** "Roots 1 to 9", or what else was judged. */
function nameOf({ roots, attestations }: AuditReport): string {
  const versions = [...new Set(roots.map(({ version }) => version))];
  if (versions.length === 1) return `Root ${versions[0]}`;
  if (versions.length > 1) return `Roots ${ranges(versions)}`;
  return attestations.length > 0 ? 'Attestations' : 'Metadata';
}

/** One or two sentences that sum the verdict up. */
export function leadOf(
  report: AuditReport,
  groups: readonly FindingGroup[],
  secondOpinion: boolean,
): string {
  const errors = groups.filter(({ severity }) => severity === 'error');
  const [worst] = errors;
  if (worst !== undefined) {
    const others = errors.length - 1;
    const more =
      others === 0
        ? ''
        : ` ${capital(count(others, 'other matter stops', 'other matters stop'))} it too.`;
    return `${worst.title}.${more}`;
  }
  const agrees = report.findings.every(({ code }) => code !== 'opinion.disagrees');
  const second =
    report.roots.length > 0 && secondOpinion && agrees ? ' Two implementations agree.' : '';
  const practice = report.findings.some(({ code }) => code === 'rehearsal.practice');
  return `${passSentence(report)}${second}${practice ? ' It is a rehearsal: none of it counts.' : ''}`;
}

function passSentence({ roots, attestations, findings }: AuditReport): string {
  const waiting = findings.filter(({ code }) => code === 'metadata.staged').length;
  const signed = roots.length - waiting;
  if (roots.length > 0 && signed <= 0) return 'Staged only. Its signatures are still to come.';
  const more = waiting === 0 ? '' : ' One that is staged still waits for signatures.';
  if (signed > 1) {
    // Of several repositories given together, each can begin with its first root.
    const follow = roots.some(({ validByPrevious }) => validByPrevious !== null);
    return `${capital(count(signed, 'root'))}, each signed by enough keyholders${follow ? ', old and new' : ' of its own'}.${more}`;
  }
  if (signed === 1) return `One root, signed by enough keyholders of its own.${more}`;
  if (attestations.length > 0) {
    return `${capital(count(attestations.length, 'attestation'))}, down to a root that this station pins.`;
  }
  return 'Every file could be read. Without a root, nothing says who may sign them.';
}

function evidenceSentence({ keys }: AuditReport): string {
  const inRoots = keys.filter(({ rootVersions }) => rootVersions.length > 0);
  const attested = inRoots.filter(({ attestation }) => attestation === 'verified').length;
  if (inRoots.length === 0) return '';
  if (attested === inRoots.length) {
    return inRoots.length === 1
      ? 'Its key has evidence.'
      : `All ${inRoots.length} keys have evidence.`;
  }
  const practice = inRoots.filter(({ attestation }) => attestation === 'practice').length;
  if (practice > 0 && attested === 0) {
    return `${practice} of ${inRoots.length} keys ${practice === 1 ? 'has' : 'have'} practice evidence, which proves nothing.`;
  }
  if (attested === 0) return `None of ${inRoots.length} keys has evidence.`;
  return `${attested} of ${inRoots.length} keys have evidence.`;
}

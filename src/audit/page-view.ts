import type { KeyEvidence } from './evidence-view.ts';
import type { FindingGroup } from './groups.ts';
import type { AuditReport, Finding } from './report.ts';
import type { Strand } from './strands.ts';
import type { ReportView } from './view.ts';

/** A group of findings as a page shows it; `findings` are indexes into the findings of the page. */
export interface PageGroup extends FindingGroup {
  /** How many more of this kind the whole report has. */
  readonly more: number;
}

/** A view that fits into one answer to the page. The saved report has everything. */
export interface PageView extends ReportView {
  readonly groups: readonly PageGroup[];
  /** What the page does not hold, in a sentence; empty if it holds everything. */
  readonly cut: string;
}

/** A page of thousands helps nobody, and an answer to the page has a bound. */
const most = {
  findings: 100,
  roots: 100,
  signatures: 64,
  keys: 200,
  attestations: 200,
  list: 64,
  sentence: 2000,
  name: 200,
  why: 600,
  files: 8,
};
/** Characters of all findings together, as JSON: half of what one answer can hold. */
const findingsBudget = 4 * 1024 * 1024;
/** Of the data of one finding, whose texts come from the files. */
const largestData = 16 * 1024;

/** Cuts a view to what a page can hold: the newest roots, and the first findings of each kind. */
export function pageView(view: ReportView): PageView {
  const { report } = view;
  const firstRoot = Math.max(0, report.roots.length - most.roots);
  const { findings, groups } = shownFindings(view);
  return {
    ...view,
    name: cutText(view.name, most.name),
    headline: cutText(view.headline, most.sentence),
    lead: cutText(view.lead, most.sentence),
    footer: cutText(view.footer, most.sentence),
    report: { ...shownReport(report, firstRoot), findings },
    strands: view.strands.slice(0, most.keys).map((strand) => shownStrand(strand, firstRoot)),
    evidence: view.evidence.slice(0, most.keys).map(shownEvidence),
    groups,
    cut: cutSentence(view, firstRoot),
  };
}

function shownReport(report: AuditReport, firstRoot: number): AuditReport {
  return {
    ...report,
    roots: report.roots.slice(firstRoot).map((root) => ({
      ...root,
      signatures: root.signatures.slice(0, most.signatures),
    })),
    keys: report.keys.slice(0, most.keys).map((key) => ({
      ...key,
      keyids: key.keyids.slice(0, most.list),
      serials: key.serials.slice(0, most.list),
    })),
    attestations: report.attestations.slice(0, most.attestations),
  };
}

function shownStrand(strand: Strand, firstRoot: number): Strand {
  return {
    ...strand,
    title: cutText(strand.title, most.name),
    detail: cutText(strand.detail, most.name),
    cells: strand.cells.slice(firstRoot),
  };
}

function shownEvidence(evidence: KeyEvidence): KeyEvidence {
  return {
    ...evidence,
    title: cutText(evidence.title, most.name),
    detail: cutText(evidence.detail, most.name),
    claims: evidence.claims.map((claim) => ({
      ...claim,
      value: cutText(claim.value, most.name),
      why: cutText(claim.why, most.why),
    })),
    files: evidence.files.slice(0, most.files).map((file) => cutText(file, most.name)),
  };
}

function shownFindings({ report, groups }: ReportView) {
  const findings: Finding[] = [];
  let left = findingsBudget;
  const shown = groups.map((group): PageGroup => {
    const indexes: number[] = [];
    for (const index of group.findings.slice(0, most.findings)) {
      const finding = report.findings[index];
      if (finding === undefined) continue;
      const short = shownFinding(finding);
      left -= JSON.stringify(short).length;
      if (left < 0) break;
      indexes.push(findings.length);
      findings.push(short);
    }
    return {
      ...group,
      title: cutText(group.title, most.sentence),
      detail: cutText(group.detail, most.sentence),
      findings: indexes,
      more: group.findings.length - indexes.length,
    };
  });
  return { findings, groups: shown };
}

function shownFinding(finding: Finding): Finding {
  const fits = JSON.stringify(finding.data).length <= largestData;
  return {
    ...finding,
    subject: cutText(finding.subject, most.sentence),
    message: cutText(finding.message, most.sentence),
    hint: cutText(finding.hint, most.sentence),
    data: fits ? finding.data : { note: 'These details are too long for a page. Save the report.' },
  };
}

function cutSentence(view: ReportView, firstRoot: number): string {
  const { roots, keys } = view.report;
  const parts = [
    ...(firstRoot === 0 ? [] : [`the newest ${most.roots} of ${roots.length} roots`]),
    ...(keys.length <= most.keys ? [] : [`${most.keys} of ${keys.length} keys`]),
  ];
  return parts.length === 0
    ? ''
    : `This page shows ${parts.join(' and ')}. The saved report has all.`;
}

function cutText(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

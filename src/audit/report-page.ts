import { markup, type Markup } from '../print/markup.ts';
import { printedPage } from '../print/page.ts';
import { sheetOf } from '../encoding/fingerprint.ts';
import type { KeyEvidence } from './evidence-view.ts';
import type { AuditReport, Finding } from './report.ts';
import type { Strand } from './strands.ts';
import { limitsOf } from './limits.ts';
import { namedTargets } from './named-targets.ts';
import type { ReportView } from './view.ts';

const words = { error: 'Stopped', warning: 'Take note', info: 'Note' } as const;

const style = `
.verdict { border-left: 6px solid var(--ok); padding: 0.2rem 0 0.2rem 1rem; margin: 0 0 1.4rem; }
.verdict.fail { border-color: var(--err); }
.chain { table-layout: auto; }
.chain td, .chain thead th { text-align: center; }
.chain thead th:first-child { text-align: left; }
.chain td.signed { background: var(--ink); color: #ffffff; font-weight: 640; }
.chain td.silent { border: 1.5px dashed var(--line-strong); color: var(--text-3); }
.chain td.left { color: var(--text-3); }
.finding { break-inside: avoid; border: 1px solid var(--line); border-left-width: 6px; background: var(--surface); padding: 0.7rem 1rem; margin: 0 0 0.8rem; }
.finding.error { border-left-color: var(--err); }
.finding.warning { border-left-color: var(--warn); }
.finding.info { border-left-color: var(--line-strong); }
.finding h3 { margin: 0 0 0.2rem; }
.key { break-inside: avoid; margin: 0 0 1.2rem; }
.claims th { width: 9rem; text-align: left; }
.claims td { width: 45%; }
.finding ul { margin: 0.4rem 0 0; }
`;

/** Of one group; a page of thousands helps nobody, and the JSON has them all. */
const mostShown = 200;

/** The report as one HTML file. @param fonts style with the fonts in it, '' for the system's */
export function reportPage(view: ReportView, fonts: string): string {
  return printedPage({
    title: `Audit: ${view.name}`,
    // An audit of practice files is no rehearsal itself: its findings say what they are.
    rehearsal: false,
    fonts,
    style,
    body: body(view),
  });
}

function body({
  report,
  headline,
  lead,
  footer,
  name,
  strands,
  groups,
  evidence,
}: ReportView): Markup {
  return markup`
<h1>Audit: ${name}</h1>
<section class="${report.verdict === 'pass' ? 'verdict' : 'verdict fail'}">
<h2>${headline}</h2>
<p class="lead">${lead}</p>
<p class="quiet">As of ${report.asOf}. ${footer}</p>
</section>

<h2>What this verdict does not prove</h2>
<dl>${limitsOf(report.verdict).map(({ title, detail }) => markup`<dt>${title}</dt><dd>${detail}</dd>`)}</dl>

${report.roots.length === 0 ? null : chain(report, strands)}

<h2>Findings</h2>
${groups.length === 0 ? markup`<p>Nothing was found.</p>` : null}
${groups.map(
  ({ severity, code, title, detail, findings }) => markup`<section class="${`finding ${severity}`}">
<h3>${words[severity]}: ${title}</h3>
<p>${detail}</p><p class="quiet"><code>${code}</code></p>
<ul>${findings.slice(0, mostShown).map((index) => findingLine(report.findings[index]))}</ul>
${findings.length > mostShown ? markup`<p class="quiet">and ${findings.length - mostShown} more in the JSON</p>` : null}
</section>
`,
)}

${evidence.length === 0 ? null : evidenceOf(evidence)}
${report.roots.length === 0 ? null : digests(report)}
`;
}

function findingLine(finding: Finding | undefined): Markup {
  if (finding === undefined) return markup``;
  const { subject, message, hint } = finding;
  return markup`<li><code>${subject}</code>: ${message}${namedTargets(finding)}. <span class="quiet">${hint}</span></li>`;
}

const cells = { signed: 'signed', silent: 'did not sign', left: 'left', absent: '' } as const;

function chain(report: AuditReport, strands: readonly Strand[]): Markup {
  const { roots } = report;
  return markup`<h2>Who signed each version</h2>
<table class="chain"><thead><tr><th scope="col">Key, by device</th>${roots.map(({ version }) => markup`<th scope="col">${version}</th>`)}</tr></thead><tbody>
${strands.map(
  ({
    title,
    detail,
    cells: row,
  }) => markup`<tr><th scope="row">${title}<br><span class="quiet">${detail}</span></th>${row.map((cell) => markup`<td class="${cell}">${cells[cell]}</td>`)}</tr>
`,
)}
<tr><th scope="row">Signed by its own keys</th>${roots.map(({ validBySelf, threshold }) => markup`<td>${validBySelf} of ${threshold} needed</td>`)}</tr>
<tr><th scope="row">Signed by the version before</th>${roots.map(({ validByPrevious }) => markup`<td>${validByPrevious ?? 'first'}</td>`)}</tr>
<tr><th scope="row">Valid until</th>${roots.map(({ expires }) => markup`<td>${expires.slice(0, 10)}</td>`)}</tr>
</tbody></table>
`;
}

const claimWords = { ok: '', note: 'Take note: ', stop: 'Stopped: ', unknown: '' } as const;

/** Each key with its claims; attested keys of no root after the others. */
function evidenceOf(all: readonly KeyEvidence[]): Markup {
  const others = all.filter(({ inRoot }) => !inRoot);
  return markup`<h2>Evidence, key by key</h2>
${all.filter(({ inRoot }) => inRoot).map(keyOf)}
${others.length === 0 ? null : markup`<h2>Attested keys in none of the roots</h2>`}
${others.map(keyOf)}`;
}

function keyOf({ spkiSha256, title, detail, tag, claims, files }: KeyEvidence): Markup {
  return markup`<section class="key">
<h3>${title}: ${tag.text}</h3>
<p class="quiet">${detail}. Public key, SHA-256 <code>${spkiSha256}</code></p>
<table class="claims"><tbody>${claims.map(
    ({ label, value, why, state }) =>
      markup`<tr><th scope="row">${label}</th><td>${claimWords[state]}${value}</td><td class="quiet">${why}</td></tr>
`,
  )}</tbody></table>
${files.map((file) => markup`<p class="quiet"><code>${file}</code></p>`)}
</section>
`;
}

function digests({ roots }: AuditReport): Markup {
  const newest = roots.at(-1);
  return markup`<h2>The bytes behind it</h2>
<table><thead><tr><th scope="col">Version</th><th scope="col">File</th><th scope="col">SHA-256 of the file, and of the signed bytes</th></tr></thead><tbody>
${roots.map(
  ({
    version,
    file,
    sha256,
    signedSha256,
  }) => markup`<tr><td>${version}</td><td><code>${file}</code></td><td><code>${sha256}</code><br><code>${signedSha256}</code></td></tr>
`,
)}
</tbody></table>
${
  newest === undefined
    ? null
    : markup`<h3>Signed bytes of version ${newest.version}, in words</h3>
<table class="sheet"><tbody>${sheetOf(newest.signedSha256).map(
        ({
          letter,
          hex,
          words: four,
        }) => markup`<tr><th scope="row">${letter}</th><td><code>${hex.join(' ')}</code></td><td>${four.join(' ')}</td></tr>
`,
      )}</tbody></table>`
}
`;
}

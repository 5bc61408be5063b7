import { sheetOf } from '../encoding/fingerprint.ts';
import { markup, type Markup } from '../print/markup.ts';
import { printedPage } from '../print/page.ts';
import { durationText } from './duration.ts';
import type { Participant, Plan } from './plan.ts';
import { onlineKeysOf, participantOf } from './roster.ts';
import { checkpointCost, plannedActs, type PlannedAct } from './script.ts';
import { serialInWords } from './serial.ts';

const style = `
.act td { height: 3.4rem; }
.number, .plan { white-space: nowrap; font-variant-numeric: tabular-nums; }
.box { width: 5.2rem; }
.who, .expected { color: var(--text-2); }
.sheet td, .sheet th { padding: 0.1rem 0.6rem; }
.deviation { break-inside: avoid; }
.deviation td { height: 3rem; width: 80%; }
`;

/** Blank forms for deviations on the last page: more than most ceremonies need. */
const blankDeviations = 3;

/**
 * The script of a ceremony on paper: what each act is, who does it, what is there when it is over, how long it is planned
 * to take, and boxes for the time it took and the initials of the witness. The same plan gives the same text.
 * @param fonts style with the fonts in it, '' for the system's
 */
export function scriptPage(plan: Plan, fonts: string): string {
  return printedPage({
    title: `Script: ${plan.title}`,
    rehearsal: plan.mode === 'rehearsal',
    fonts,
    style,
    body: body(plan),
  });
}

function body(plan: Plan): Markup {
  const acts = plannedActs(plan);
  const total = acts.reduce((sum, { estimate }) => sum + estimate, 0);
  return markup`
<h1>Script: ${plan.title}</h1>
<p class="lead">${acts.length} acts, about ${durationText(total)}. ${plan.mode === 'rehearsal' ? 'A rehearsal.' : 'A real ceremony.'}</p>
<dl>
<dt>Day</dt><dd>${plan.date}</dd>
<dt>What is made</dt><dd>${madeInWords(plan)}</dd>
</dl>

<h2>The plan</h2>
<p>Everybody compares this digest of ceremony.yaml with their own copy. A plan with another digest is another ceremony.</p>
<p><code>${plan.sha256}</code></p>
<table class="sheet"><tbody>
${sheetOf(plan.sha256).map(
  ({ letter, hex, words }) =>
    markup`<tr><th scope="row">${letter}</th><td><code>${hex.join(' ')}</code></td><td>${words.join(' ')}</td></tr>
`,
)}
</tbody></table>

<h2>People</h2>
<table><thead><tr><th scope="col">Name</th><th scope="col">Duties</th><th scope="col">Token in the plan</th><th scope="col" class="box">Here</th></tr></thead><tbody>
${plan.participants.map(person)}
</tbody></table>
${
  onlineKeysOf(plan).length === 0
    ? null
    : markup`<p>Keys that sign without a person: ${onlineKeysOf(plan)
        .map(({ id }) => id)
        .join(', ')}.</p>`
}

<h2>Acts</h2>
<p>An act is closed when what it has to end with is there. The witness writes initials; the host writes the time it took.</p>
<table><thead><tr><th scope="col">Act</th><th scope="col">What, who, expected</th><th scope="col">Plan</th><th scope="col" class="box">Took</th><th scope="col" class="box">Initials</th></tr></thead><tbody>
${acts.map((act, index) => actRow(plan, act, index + 1))}
</tbody></table>

<h2>Deviations</h2>
<p>Whatever goes otherwise stops the act. Write what was expected, what happened and what was decided; then go on.</p>
${Array.from({ length: blankDeviations }, () => blankDeviation)}
`;
}

function madeInWords({ kind, tuf }: Plan): string {
  const [role] = tuf.delegations;
  if (kind === 'delegation' && role !== undefined)
    return `Metadata of the role ${role.name} for ${role.paths.join(', ')}, signed by ${role.threshold} of ${role.holders.length}, good until ${role.expires}. No root.`;
  return `Root version ${tuf.rootVersion} (${kind}), signed by ${tuf.threshold} of ${tuf.holders.length}, good until ${tuf.expires}`;
}

function person({ name, duties, token, formerToken }: Participant): Markup {
  const planned =
    token === undefined
      ? 'none'
      : token === 'practice'
        ? 'any practice token'
        : serialInWords(token);
  const former = formerToken === undefined ? '' : `, before it ${serialInWords(formerToken)}`;
  return markup`<tr><td>${name}</td><td>${duties.join(', ')}</td><td>${planned}${former}</td><td class="box"></td></tr>
`;
}

function actRow(plan: Plan, act: PlannedAct, number: number): Markup {
  const nameOf = (id: string): string => participantOf(plan, id)?.name ?? id;
  const { pins, touches } = checkpointCost(plan, act);
  return markup`<tr class="act"><td class="number">${number}</td><td><b>${act.title}</b>
<div class="who">${act.who.map(nameOf).join(', ')}</div>
<div class="expected">${act.expected}</div>
${
  act.checkpoint.length === 0
    ? null
    : markup`<div>Then the record is signed by ${act.checkpoint.map(nameOf).join(', ')}: PINs ${pins}, touches ${touches}.</div>`
}</td><td class="plan">${durationText(act.estimate)}</td><td class="box"></td><td class="box"></td></tr>
`;
}

const blankDeviation = markup`<table class="deviation"><tbody>
<tr><th scope="row">Act, time</th><td></td></tr>
<tr><th scope="row">Expected</th><td></td></tr>
<tr><th scope="row">Happened</th><td></td></tr>
<tr><th scope="row">Decided</th><td></td></tr>
<tr><th scope="row">Initials of host and witness</th><td></td></tr>
</tbody></table>
`;

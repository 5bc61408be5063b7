import { markup, type Markup } from '../../print/markup.ts';
import { printedPage } from '../../print/page.ts';
import { serialInWords } from '../serial.ts';
import { comparedWith } from './auditors.ts';
import { durationText } from '../duration.ts';
import type { Minutes } from './minutes-schema.ts';

const style = `
td.time, td.line { white-space: nowrap; font-variant-numeric: tabular-nums; }
.digest { break-inside: avoid; margin: 0 0 1.2rem; }
.digest table { width: auto; }
.state { font-weight: 640; }
`;

/** The minutes as one HTML file. @param fonts style with the fonts in it, '' for the system's */
export function minutesPage(minutes: Minutes, fonts: string): string {
  const { title, edition, mode } = minutes;
  return printedPage({
    title: `Minutes: ${title}${edition === 'public' ? ', public edition' : ''}`,
    rehearsal: mode === 'rehearsal',
    fonts,
    style,
    body: body(minutes),
  });
}

function body(minutes: Minutes): Markup {
  const { record, edition } = minutes;
  return markup`
<h1>Minutes: ${minutes.title}</h1>
<p class="lead">${minutes.outcome}${minutes.mode === 'rehearsal' ? ' This was a rehearsal.' : ''}</p>
${edition === 'public' ? markup`<p>Public edition. People are called by their part. What they typed is left out, and named where it is.</p>` : null}
<dl>
<dt>Kind</dt><dd>${minutes.kind}, for root version ${minutes.rootVersion}</dd>
<dt>Planned for</dt><dd>${minutes.planned}</dd>
<dt>On record</dt><dd>${record.lines} lines, from ${record.from} to ${record.to}</dd>
<dt>Program</dt><dd>${minutes.station}</dd>
</dl>
<p class="quiet">All times are UTC, as this station’s clock said them.${record.clockSteps.length === 0 ? '' : ` The clock was set back before line ${record.clockSteps.join(', ')}.`}</p>

<h2>Participants</h2>
${rows(
  ['Who', 'Duties', 'Token in the plan', 'Present here since'],
  minutes.participants.map(({ who, duties, token, present }) => [
    who,
    duties.join(', '),
    token === null ? 'none named' : serialInWords(token),
    present ?? 'not at this station',
  ]),
)}

<h2>Devices</h2>
${
  minutes.devices.length === 0
    ? markup`<p>No key is on record here.</p>`
    : rows(
        ['Serial', 'Who', 'Scheme', 'Attestation', 'Firmware', 'PIN', 'Touch'],
        minutes.devices.map((device) => [
          serialInWords(device.serial),
          device.who ?? '',
          device.scheme ?? 'not told',
          device.attested === null
            ? 'not in this record'
            : device.attested
              ? (device.chain ?? 'accepted')
              : 'none given',
          device.firmware ?? 'not told',
          device.pinPolicy ?? 'not told',
          device.touchPolicy ?? 'not told',
        ]),
      )
}

<h2>Script</h2>
${
  minutes.script.length === 0
    ? markup`<p>No script was run.</p>`
    : rows(
        ['Act', 'Planned', 'Took', 'Closed in line', 'Confirmed by'],
        minutes.script.map(({ title, planned, took, line, witness }) => [
          title,
          durationText(planned),
          took === null ? 'not closed' : durationText(took),
          line === null ? '' : String(line),
          witness ?? '',
        ]),
      )
}

<h2>Deviations</h2>
${minutes.deviations.length === 0 ? markup`<p>None is on record.</p>` : minutes.deviations.map(deviation)}

<h2>Acts</h2>
<table><thead><tr><th scope="col">Line</th><th scope="col">Time</th><th scope="col">Who</th><th scope="col">What happened</th></tr></thead><tbody>
${minutes.acts.map(
  ({
    line,
    at,
    who,
    text,
  }) => markup`<tr><td class="line">${line}</td><td class="time">${at.slice(0, 10)} ${at.slice(11, 19)}</td><td>${who ?? 'The station'}</td><td>${text}</td></tr>
`,
)}
</tbody></table>

<h2>Signatures</h2>
${
  minutes.signatures.length === 0
    ? markup`<p>None is on record.</p>`
    : rows(
        ['Line', 'Who', 'Token', 'File', 'Bytes that were signed', 'Verified by'],
        minutes.signatures.map((one) => [
          String(one.line),
          one.who ?? '',
          serialInWords(one.serial),
          one.file,
          one.signedSha256,
          one.verifiedBy.join(', '),
        ]),
      )
}

<h2>Signatures on the record</h2>
${
  minutes.checkpoints.length === 0
    ? markup`<p>No token has signed the record.</p>`
    : rows(
        ['Lines', 'Who', 'Key', 'File'],
        minutes.checkpoints.map((one) => [
          `1 to ${one.lines}`,
          one.who ?? 'not on record',
          one.spkiSha256,
          one.file,
        ]),
      )
}

<h2>Records of other stations</h2>
${
  minutes.carried.length === 0
    ? markup`<p>None came in.</p>`
    : rows(
        ['Line', 'Whose', 'Lines', 'Last line', 'Signed by tokens'],
        minutes.carried.map((one) => [
          String(one.line),
          one.who ?? 'not told',
          `1 to ${one.lines}`,
          one.tip,
          signedInWords(one.signed),
        ]),
      )
}

<h2>Published files</h2>
${
  minutes.published.length === 0
    ? markup`<p>Nothing was published.</p>`
    : minutes.published.map(({ files }) =>
        rows(
          ['File', 'Bytes', 'SHA-256'],
          files.map(({ path, bytes, sha256 }) => [path, String(bytes), sha256]),
        ),
      )
}

<h2>Digests in words</h2>
<p>Read a row aloud; whoever listens compares it with their own. A swapped or lost word is heard, since words of two and of three syllables take turns.</p>
${minutes.digests.map(digest)}

<h2>How to verify</h2>
<ol>${minutes.verify.map((step) => markup`<li>${step}</li>`)}</ol>

<h2>What auditors of certificate authorities ask</h2>
<p>Section 6.1.1.1 of the CA/Browser Forum’s Baseline Requirements for TLS server certificates, in our own words, compared with ${comparedWith}. A TUF root need not meet it; the questions are good ones.</p>
${rows(
  ['Asked', 'Shown here', 'Not shown here'],
  minutes.auditors.map(({ asked, shown, notShown }) => [asked, shown, notShown]),
)}
`;
}

/** Instead of what the public edition leaves out. */
const elsewhere = 'in the full edition';

function deviation({
  line,
  at,
  who,
  witness,
  expected,
  happened,
  decided,
}: Minutes['deviations'][number]): Markup {
  const by = [who ?? 'The station', ...(witness === null ? [] : [`confirmed by ${witness}`])];
  return markup`<h3>Line ${line}, ${at}. ${by.join(', ')}</h3>
<dl><dt>Expected</dt><dd>${expected ?? elsewhere}</dd><dt>Happened</dt><dd>${happened ?? elsewhere}</dd><dt>Decided</dt><dd>${decided ?? elsewhere}</dd></dl>
`;
}

function digest({ what, sha256, rows: words }: Minutes['digests'][number]): Markup {
  return markup`<section class="digest"><h3>${what}</h3>
<table class="sheet"><tbody>
${words.map(
  (
    row,
    place,
  ) => markup`<tr><th scope="row">${'ABCDEFGH'.charAt(place)}</th><td><code>${sha256.slice(8 * place, 8 * place + 4)} ${sha256.slice(8 * place + 4, 8 * place + 8)}</code></td><td>${row}</td></tr>
`,
)}
</tbody></table></section>
`;
}

function signedInWords(signed: Minutes['carried'][number]['signed']): string {
  if (signed.length === 0) return 'no';
  return signed
    .map(
      ({ lines, who, spkiSha256 }) =>
        `lines 1 to ${lines}: ${who ?? 'somebody'}, key ${spkiSha256.slice(0, 16)}`,
    )
    .join('; ');
}

/** A table of texts. Digests and paths are set in mono. */
function rows(head: readonly string[], lines: readonly (readonly string[])[]): Markup {
  return markup`<table><thead><tr>${head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead><tbody>
${lines.map(
  (
    line,
  ) => markup`<tr>${line.map((cell) => (/^[0-9a-f]{64}$|\//.test(cell) ? markup`<td><code>${cell}</code></td>` : markup`<td>${cell}</td>`))}</tr>
`,
)}
</tbody></table>
`;
}

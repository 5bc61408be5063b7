import { runAudit } from '../../main/audit/run.ts';
import { tufJsOpinion } from '../../main/opinion/second-opinion.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { type Files, file, inputs, online, repository, role, root } from '../audit/made-files.ts';
import { actOf, chainOf } from '../ceremony/sample-acts.ts';
import { planBytesOf, sampleFields } from '../ceremony/sample-plan.ts';

const asOf = '2026-06-01T00:00:00Z';
const sizes = [1, 2, 4, 8];
const rounds = 2;

/** What grows, how many of it are in the smallest input, and the input with so many. */
const things: readonly {
  readonly what: string;
  readonly least: number;
  readonly files: (count: number) => Files;
}[] = [
  { what: 'targets in a published repository', least: 2500, files: manyTargets },
  { what: 'delegated roles in a published repository', least: 20, files: manyRoles },
  { what: 'loose files in one folder', least: 100, files: manyFiles },
  { what: 'versions of a root', least: 20, files: manyRoots },
  { what: 'lines of a record', least: 100, files: longTranscript },
];

/** Audits of inputs of sizes 1, 2, 4 and 8: processor time, which does not depend on what else the machine does. */
export async function benchLinear(): Promise<string> {
  const rows: string[] = [];
  for (const { what, least, files } of things) {
    const taken: number[] = [];
    for (const size of sizes) taken.push(await cpuOf(files(least * size)));
    const [first = Number.NaN] = taken;
    const each = taken.map((time, index) => (time / first / (sizes[index] ?? 1)).toFixed(2));
    rows.push(
      `| ${[what, sizes.map((size) => least * size).join(', '), taken.map((time) => time.toFixed(0)).join(', '), each.join(', ')].join(' | ')} |`,
    );
  }
  return [
    '## Audits of growing inputs, the second opinion on thresholds included',
    '',
    '| what grows | how many | CPU ms (least of 2) | CPU of each one, beside the smallest input |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'Linear cost is a last column that does not grow.\n',
  ].join('\n');
}

async function cpuOf(files: Files): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await runAudit({ files: inputs(files), asOf, opinion: { ...tufJsOpinion, client: null } });
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return Math.min(...taken);
}

function list(count: number, from = 0, folder = 'release'): JsonObject {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${folder}/file-${index}.tar.gz`,
      { hashes: { sha256: (from + index).toString(16).padStart(64, '0') }, length: 1000 + index },
    ]),
  );
}

function manyTargets(count: number): Files {
  return repository({
    'targets.json': file(role('targets', 1, { targets: list(count) }), [online]),
  });
}

function manyRoles(count: number): Files {
  const names = Array.from({ length: count }, (_, index) => `role-${index}`);
  const delegations: JsonObject = {
    keys: { [online.keyid]: online.object },
    roles: names.map((name) => ({
      name,
      keyids: [online.keyid],
      threshold: 1,
      terminating: false,
      paths: [`${name}/*`],
    })),
  };
  return repository({
    'targets.json': file(role('targets', 1, { targets: {}, delegations }), [online]),
    ...Object.fromEntries(
      names.map((name, index) => [
        `${name}.json`,
        file(role('targets', 1, { targets: list(10, index * 10, name) }), [online]),
      ]),
    ),
  });
}

/** A third snapshots of one role, a third other JSON, a third text. */
function manyFiles(count: number): Files {
  const files: Record<string, Uint8Array> = { '1.root.json': root({ version: 1 }) };
  for (let index = 1; index < count; index += 1) {
    if (index % 3 === 0) files[`${index}.snapshot.json`] = file(role('snapshot', index), [online]);
    else if (index % 3 === 1) files[`note-${index}.json`] = utf8(`{"note":${index}}`);
    else files[`note-${index}.md`] = utf8(`# Note ${index}`);
  }
  return files;
}

function manyRoots(count: number): Files {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${index + 1}.root.json`,
      root({ version: index + 1 }),
    ]),
  );
}

function longTranscript(count: number): Files {
  const plan = planBytesOf(sampleFields());
  const acts = [
    actOf('ceremony.opened'),
    ...Array.from({ length: count - 1 }, () => actOf('participant.present')),
  ];
  return {
    'ceremony.yaml': plan,
    'transcript.jsonl': chainOf(sha256Hex(plan), acts).bytes,
    '1.root.json': root({ version: 1 }),
  };
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { parseJson } from '../../src/encoding/json.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { inTurn, spreadOf, table } from './measure.ts';

const runs = 30;
/** Debian's own Python: the package lies beside it, wherever PATH leads. */
const python = '/usr/bin/python3';
const encodeInPython = `
import json, sys, time
from securesystemslib.formats import encode_canonical
value = json.load(open(sys.argv[1]))
for run in range(int(sys.argv[2])):
    began = time.perf_counter()
    encode_canonical(value).encode()
    print((time.perf_counter() - began) * 1000)
`;

/** Metadata with so many targets, written in the order of their names, as repositories write them. */
export function targetsText(count: number): string {
  const targets = Array.from({ length: count }, (_, index): [string, unknown] => {
    const digits = (Math.imul(index, 2654435761) >>> 0).toString(16).padStart(8, '0').repeat(8);
    const path = `release-${String(index % 97).padStart(2, '0')}/file-${String(index).padStart(6, '0')}.tar.gz`;
    return [path, { hashes: { sha256: digits, sha512: digits + digits }, length: 1000 + index }];
  });
  return JSON.stringify({
    _type: 'targets',
    expires: '2030-01-01T00:00:00Z',
    spec_version: '1.0.31',
    targets: Object.fromEntries(targets.toSorted(([left], [right]) => (left < right ? -1 : 1))),
    version: 1,
  });
}

/** The bytes that are signed, of 20,000 targets, beside the two writers that TUF clients use. */
export async function benchCanonical(): Promise<string> {
  const text = targetsText(20_000);
  const strict = parseJson(utf8(text), 'targets.json');
  const lax: unknown = JSON.parse(text);
  if (fromUtf8(canonicalBytes(strict)) !== canonicalize(lax)) throw new Error('two forms');
  const { ours, theirs } = await inTurn(runs, {
    theirs: () => Buffer.from(canonicalize(lax)),
    ours: () => canonicalBytes(strict),
  });
  if (ours === undefined || theirs === undefined) throw new Error('nothing was measured');
  return table('Canonical form of 20,000 targets', [
    { what: '`@tufjs/canonical-json`, to bytes', spread: theirs, peer: null },
    { what: 'python3-securesystemslib, to bytes', spread: inPython(text), peer: theirs },
    { what: 'station (goal: at most 0.5 ×)', spread: ours, peer: theirs },
  ]);
}

function inPython(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const file = join(folder, 'targets.json');
    writeFileSync(file, text);
    const out = execFileSync(python, ['-c', encodeInPython, file, String(runs)], {
      encoding: 'utf8',
    });
    return spreadOf(out.trim().split('\n').map(Number));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

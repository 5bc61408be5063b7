import { describe, expect, it } from 'vitest';
import { filesBehind } from '../../../src/audit/behind/files-behind.ts';
import { placeInFile } from '../../../src/audit/behind/place-in-file.ts';
import type { AuditReport, Finding } from '../../../src/audit/report.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { cases as byCode } from '../cases/all.ts';
import type { Case } from '../cases/case.ts';
import { auditOf } from '../made-files.ts';

const cases: Readonly<Record<string, Case>> = byCode;

const reports = new Map<string, Promise<AuditReport>>();
const reportOf = (code: string): Promise<AuditReport> => {
  const { provoked, question } = cases[code]!;
  const known = reports.get(code) ?? auditOf(provoked, question);
  reports.set(code, known);
  return known;
};

/** For the first finding of a code: each file behind it, with the text that the finding is about, or null for all of it. */
async function behind(code: string): Promise<(readonly [string, string | null])[]> {
  const { provoked } = cases[code]!;
  const report = await reportOf(code);
  const finding = report.findings.find((one) => one.code === code)!;
  return filesBehind(finding, report, (path) => path in provoked).map((path) => {
    const bytes = provoked[path]!;
    const span = placeInFile(bytes, finding, path);
    const text = span && new TextDecoder().decode(bytes.subarray(span.from, span.to));
    return [path, text] as const;
  });
}

describe('the place of a finding', () => {
  it('in a text that is no JSON is the character where reading stopped', async () => {
    expect(await behind('json.malformed')).toEqual([['targets.json', '"']]);
    expect(await behind('json.duplicate-member')).toEqual([['targets.json', '"']]);
    expect(await behind('json.unsafe-number')).toEqual([['targets.json', '9']]);
    expect(await behind('json.too-large')).toEqual([['targets.json', expect.any(String)]]);
  });

  it('is the member that is odd, or the object that lacks it', async () => {
    expect(await behind('metadata.spec-version')).toEqual([
      ['targets.json', '"spec_version":"1.0"'],
    ]);
    expect(await behind('metadata.null-member')).toEqual([['targets.json', '"delegations":null']]);
    expect(await behind('signature.null')).toEqual([['1.root.json', '"signatures":null']]);
    const [[, lacking]] = (await behind('metadata.malformed')) as [[string, string]];
    expect(lacking).toMatch(/^"roles":\{/);
  });

  it('is the one signature, by its place in the list', async () => {
    for (const code of [
      'signature.invalid',
      'signature.made-by-other-key',
      'signature.unknown-key',
      'signature.duplicate',
      'signature.empty',
      'signature.not-in-role',
      'signature.explained',
    ]) {
      const [[path, text]] = (await behind(code)) as [[string, string]];
      expect(path).toBe('1.root.json');
      expect(text).toMatch(/^\{"keyid":"[0-9a-f]{64}","sig":"[^"]*"\}$/);
    }
    expect((await behind('signature.empty'))[0]?.[1]).toContain('"sig":""');
  });

  it('is the key, in every root that has it', async () => {
    const [[path, text]] = (await behind('key.shared-keyids')) as [[string, string]];
    expect(path).toBe('1.root.json');
    expect(text).toMatch(/^"06f517c8[0-9a-f]{56}":\{/);
    const missing = await behind('attestation.missing');
    expect(missing.map(([file]) => file)).toEqual(['1.root.json']);
    expect(missing[0]?.[1]).toMatch(/^"eaf22372[0-9a-f]{56}":\s*\{/);
  });

  it('is what counts: signatures for a threshold, a day for what expired, the version for a fork', async () => {
    expect((await behind('root.threshold-not-met'))[0]?.[1]).toMatch(/^"signatures":\[/);
    expect(await behind('role.expired')).toEqual([
      ['timestamp.json', '"expires":"2026-01-01T00:00:00Z"'],
    ]);
    expect(await behind('root.fork')).toEqual([
      ['2.root.json', '"version":2'],
      ['abandoned/2.root.json', '"version":2'],
    ]);
  });

  it('is in both files where one is held against the other', async () => {
    const target = await behind('target.mismatch');
    expect(target.map(([path]) => path)).toEqual(['targets/hello.txt', 'targets.json']);
    expect(target[0]?.[1]).toBeNull();
    expect(target[1]?.[1]).toMatch(/^"hello\.txt":\{/);
    const role = await behind('role.mismatch');
    expect(role[0]).toEqual(['snapshot.json', '"version":1']);
    expect(role[1]?.[0]).toBe('timestamp.json');
    expect(role[1]?.[1]).toMatch(/^"snapshot\.json":\{/);
    const rollback = await behind('role.rollback');
    expect(rollback.map(([path]) => path)).toEqual(['2.snapshot.json', '1.snapshot.json']);
    for (const [, text] of rollback) expect(text).toMatch(/^"targets\.json":\{/);
  });

  it('is the line of the record that names the file', async () => {
    const mismatch = await behind('transcript.file-mismatch');
    expect(mismatch.map(([path]) => path)).toEqual([
      'keys/24617802/24617802_pubkey.pem',
      'transcript.jsonl',
    ]);
    expect(mismatch[0]?.[1]).toBeNull();
    expect(JSON.parse(mismatch[1]?.[1] ?? '')).toMatchObject({ number: 2 });
    const gone = await behind('transcript.file-missing');
    expect(gone.map(([path]) => path)).toEqual(['transcript.jsonl']);
    expect(JSON.parse(gone[0]?.[1] ?? '')).toMatchObject({ number: 2 });
  });

  it('is the whole file for a certificate, and nowhere for an object that a repository lacks', async () => {
    expect((await behind('attestation.chain-invalid'))[0]).toEqual([
      'keys/13078778/13078778_key_cert.pem',
      null,
    ]);
    expect(await behind('git.object-missing')).toEqual([]);
    expect(await behind('git.history-cut')).toEqual([]);
  });

  it('never fails, whatever a finding of any code says, and stays inside of the file', async () => {
    const bare = new Set<string>();
    for (const [code, { provoked }] of Object.entries(cases)) {
      const report = await reportOf(code);
      for (const finding of report.findings) {
        const files = filesBehind(finding, report, (path) => path in provoked);
        if (finding.code === code && files.length === 0) bare.add(code);
        for (const path of files) {
          const bytes = provoked[path]!;
          const span = placeInFile(bytes, finding, path);
          expect(span === null || (span.from < span.to && span.to <= bytes.length)).toBe(true);
        }
      }
    }
    expect([...bare].toSorted()).toEqual([
      'git.head-missing',
      'git.history-cut',
      'git.object-corrupt',
      'git.object-missing',
      'metadata.not-read',
    ]);
  }, 120_000);
});

const finding = (data: Finding['data'], code = 'metadata.malformed'): Finding => ({
  code,
  severity: 'error',
  subject: 'a.json',
  message: 'odd',
  hint: 'Look.',
  data,
});

describe('a place that was told', () => {
  const text = '{"a":\r\n "ü€𝄞x"\r, "b": 1}';
  const bytes = utf8(text);
  const at = (place: string): string | null => {
    const span = placeInFile(bytes, finding({ place }), 'a.json');
    return span && new TextDecoder().decode(bytes.subarray(span.from, span.to));
  };

  it('is counted in lines of any kind, and in characters of any length', () => {
    expect(at('a.json, line 1, column 2')).toBe('"');
    expect(at('a.json, line 2, column 3')).toBe('ü');
    expect(at('a.json, line 2, column 5')).toBe('𝄞');
    expect(at('a.json, line 2, column 6')).toBe('x');
    expect(at('a.json, line 3, column 4')).toBe('b');
    expect(at('a.json, line 3, column 9')).toBe('}');
  });

  it('beyond the text is its end, or nowhere', () => {
    expect(at('a.json, line 3, column 99')).toBe('}');
    expect(at('a.json, line 4, column 1')).toBeNull();
    expect(placeInFile(new Uint8Array(), finding({ place: 'a, line 1, column 1' }), 'a.json')).toBe(
      null,
    );
  });

  it('with a name that was cut leads nowhere, and does not mislead', () => {
    expect(at(`a.json, in $["${'x'.repeat(79)}…"].b`)).toBeNull();
    expect(at('a.json, in $["b"]')).toBe('"b": 1');
  });
});

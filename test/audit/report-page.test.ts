import { describe, expect, it } from 'vitest';
import { reportPage } from '../../src/audit/report-page.ts';
import { AuditReport, type Finding } from '../../src/audit/report.ts';
import { auditView } from '../../src/audit/view.ts';

const digest = 'ab'.repeat(32);
const finding = (change: Partial<Finding> = {}): Finding => ({
  code: 'file.ignored',
  severity: 'info',
  subject: 'readme.txt',
  message: 'the file is no part of it',
  hint: 'Nothing to do.',
  data: {},
  ...change,
});

function report(change: Partial<AuditReport> = {}): AuditReport {
  return {
    format: 'station-audit/1',
    asOf: '2024-03-20T00:00:00Z',
    verdict: 'pass',
    roots: [
      {
        version: 1,
        file: '1.root.json',
        sha256: digest,
        signedSha256: digest,
        expires: '2025-01-01T00:00:00Z',
        threshold: 1,
        keys: 1,
        validByPrevious: null,
        validBySelf: 1,
        signatures: [{ keyid: 'k', spkiSha256: digest, status: 'valid' }],
      },
    ],
    keys: [
      {
        spkiSha256: digest,
        keyids: ['k'],
        serials: ['24617802'],
        people: [],
        rootVersions: [1],
        attestation: 'none',
      },
    ],
    attestations: [],
    findings: [finding()],
    ...change,
  };
}

function page(change: Partial<AuditReport> = {}): string {
  return reportPage(auditView(report(change), { filesRead: 1, secondOpinion: true }), '');
}

describe('the report as a page', () => {
  it('says the verdict with its instant, and then what it does not prove', () => {
    const text = page();
    expect(text).toContain('Pass, as of 20 March 2024');
    expect(text.indexOf('What this verdict does not prove')).toBeGreaterThan(
      text.indexOf('Pass, as of'),
    );
    expect(text).toContain('That no other root was signed');
    const fail = page({ verdict: 'fail', findings: [finding({ severity: 'error' })] });
    expect(fail).toContain('Fail, as of');
    expect(fail).toContain('That somebody meant harm');
  });

  it('is the same text each time, without scripts and links', () => {
    expect(page()).toBe(page());
    expect(page()).not.toMatch(/<script|<a |https?:/);
  });

  it('has the findings with their places, the evidence, and the bytes behind it in words', () => {
    const text = page();
    for (const part of ['file.ignored', 'readme.txt', '24617802', digest, 'abab abab'])
      expect(text).toContain(part);
    expect(text).toContain('<td class="signed">signed</td>');
  });

  it('has each key with what speaks for it, and attested keys of no root apart', () => {
    const [key] = AuditReport.parse(report()).keys;
    const other = { ...key!, spkiSha256: 'cd'.repeat(32), rootVersions: [], people: ['Ben Adler'] };
    const text = page({ keys: [key!, other] });
    expect(text).toContain('<h3>24617802: None</h3>');
    expect(text.indexOf('Attested keys in none of the roots')).toBeGreaterThan(
      text.indexOf('<h3>24617802'),
    );
    expect(text.indexOf('<h3>Ben Adler')).toBeGreaterThan(text.indexOf('Attested keys in none'));
    expect(page()).not.toContain('Attested keys in none');
  });

  it('escapes what strangers called their files', () => {
    const text = page({ findings: [finding({ subject: '<img src=x onerror=y>\u202Etxt' })] });
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img src=x onerror=y&gt;\uFFFDtxt');
  });

  it('stops listing where nobody reads on, and says how many more there are', () => {
    const many = Array.from({ length: 260 }, (_, index) => finding({ subject: `f${index}` }));
    const text = page({ findings: many });
    expect(text).toContain('and 60 more in the JSON');
    expect(text).not.toContain('f259');
  });

  it('has no picture of a chain where no root is', () => {
    expect(page({ roots: [], keys: [] })).not.toContain('Who signed each version');
  });
});

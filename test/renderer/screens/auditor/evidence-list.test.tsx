import { describe, expect, it } from 'vitest';
import { EvidenceList } from '../../../../renderer/screens/auditor/evidence-list.tsx';
import { KeyEvidence } from '../../../../renderer/screens/auditor/key-evidence.tsx';
import type { AuditView } from '../../../../src/contract/audit.ts';
import { auditFail, auditPass } from '../../gallery/values/audit.ts';
import { markup } from '../../markup.ts';

const list = (view: AuditView) => markup(<EvidenceList evidence={view.evidence} />);
const open = (evidence: AuditView['evidence'][number]) =>
  markup(
    <ul>
      <KeyEvidence evidence={evidence} open onToggle={() => undefined} />
    </ul>,
  );

describe('the evidence of all keys', () => {
  it('names each with what it is worth, in words', () => {
    const { html, spoken } = list(auditFail);
    for (const word of ['Checked', 'Does not hold', 'Practice', 'None'])
      expect(spoken).toContain(word);
    expect(html).not.toContain('aria-controls');
    expect(html.match(/aria-expanded="false"/g)).toHaveLength(auditFail.evidence.length);
  });

  it('has attested keys of no root apart, where there are some', () => {
    const { spoken } = list(auditFail);
    expect(spoken.indexOf('Attested keys in none of the roots')).toBeLessThan(
      spoken.indexOf('YubiHSM 2'),
    );
    expect(list(auditPass).spoken).not.toContain('Attested keys in none of the roots');
  });

  it('is not there where nothing is known of any key', () => {
    expect(list({ ...auditPass, evidence: [] }).html).toBe('');
  });
});

describe('the evidence of one key', () => {
  it('has its claims, its fingerprint and where it was read', () => {
    const { spoken } = open(auditPass.evidence[1]!);
    expect(spoken).toContain('Checked: Chain Yubico PIV Root CA Serial 263751');
    expect(spoken).toContain('Take note: Firmware 5.2.7 YSA-2024-03');
    expect(spoken).toContain('Not known: Person The files name nobody');
    expect(spoken).toContain('14470876_key_cert.pem');
    expect(spoken).not.toContain('As planned');
  });

  it('says so where there is none, and shows no file', () => {
    const none = auditFail.evidence.find(({ tag }) => tag.text === 'None')!;
    const { spoken } = open(none);
    expect(spoken).toContain('Attestation None Nothing here shows that this key was made');
    expect(spoken).not.toContain('Where it was read');
  });

  it('never says checked of what does not hold', () => {
    const broken = auditFail.evidence.find(({ tag }) => tag.state === 'stop')!;
    expect(open(broken).spoken).toContain('Does not hold: Chain It does not hold');
  });
});

import { describe, expect, it } from 'vitest';
import { evidenceView } from '../../src/audit/evidence-view.ts';
import type { AttestationEntry, AuditReport, KeyEntry } from '../../src/audit/report.ts';
import { evidenceCases } from './cases/evidence.ts';
import { auditOf } from './made-files.ts';

const spkiSha256 = 'ab'.repeat(32);
const hsm: AttestationEntry = {
  path: 'keys/7550054/7550054_key_cert.pem',
  serial: '7550054',
  vendor: 'yubihsm2',
  firmware: '2.4.0',
  formFactor: null,
  fips: false,
  pinPolicy: null,
  touchPolicy: null,
  hsm: {
    origin: 'generated',
    exportable: false,
    domains: [1, 2, 3],
    objectId: 0x24,
    label: 'root',
  },
  chain: 'Yubico YubiHSM Root CA',
  spkiSha256,
};
const key: KeyEntry = {
  spkiSha256,
  keyids: ['k'],
  serials: ['7550054'],
  people: [],
  rootVersions: [4],
  attestation: 'verified',
};
const cards = (entry: Partial<KeyEntry>, attestations: readonly AttestationEntry[]) => {
  const report: AuditReport = {
    format: 'station-audit/1',
    asOf: '2026-06-01T00:00:00Z',
    verdict: 'pass',
    roots: [],
    keys: [{ ...key, ...entry }],
    attestations: [...attestations],
    findings: [],
  };
  const [card] = evidenceView(report);
  return {
    ...card,
    lines: Object.fromEntries(
      (card?.claims ?? []).map(({ label, value, state }) => [label, `${state}: ${value}`]),
    ),
  };
};

const card = async (code: keyof typeof evidenceCases) =>
  evidenceView(await auditOf(evidenceCases[code].provoked))[0]!;

describe('the evidence of a key in a YubiHSM', () => {
  it('says where it was made, that it stays, and who may use it', () => {
    const { title, detail, lines } = cards({}, [hsm]);
    expect([title, detail]).toEqual(['7550054', 'YubiHSM 2 7550054, firmware 2.4.0']);
    expect(lines).toEqual({
      Person: 'unknown: The files name nobody',
      'In roots': 'ok: Version 4',
      Chain: 'ok: Yubico YubiHSM Root CA',
      Device: 'ok: YubiHSM 2 7550054',
      Made: 'ok: On the device',
      Stays: 'ok: On the device',
      Object: 'ok: 0x0024, root',
      'PIN and touch': 'unknown: A YubiHSM does not tell',
      Firmware: 'ok: 2.4.0',
    });
  });

  it('stops at a key that came from outside or may leave', () => {
    const bad = {
      ...hsm,
      chain: 'invalid',
      hsm: { ...hsm.hsm!, origin: 'imported', exportable: true },
    };
    const { tag, lines } = cards({ attestation: 'invalid' }, [bad as AttestationEntry]);
    expect(tag).toEqual({ state: 'stop', text: 'Does not hold' });
    expect(lines).toMatchObject({
      Chain: 'stop: It does not hold',
      Made: 'stop: Brought in from outside',
      Stays: 'stop: It may leave under a wrap key',
    });
  });
});

describe('the card of a key', () => {
  it('rests on the attestation that holds, not on one that does not', () => {
    const broken = { ...hsm, path: 'a.pem', chain: 'invalid', serial: null, hsm: null };
    expect(cards({}, [broken, hsm]).lines).toMatchObject({ Device: 'ok: YubiHSM 2 7550054' });
    expect(cards({}, [broken, hsm]).files).toEqual(['a.pem', hsm.path]);
    const practice = { ...hsm, chain: 'practice' };
    expect(cards({ attestation: 'practice' }, [broken, practice]).lines).toMatchObject({
      Chain: 'note: The practice root',
      Device: 'ok: YubiHSM 2 7550054',
    });
  });

  it('never calls evidence checked that the report does not call verified', () => {
    for (const attestation of ['practice', 'invalid', 'none'] as const) {
      const shown = cards({ attestation }, attestation === 'none' ? [] : [hsm]);
      expect(shown.tag?.state).not.toBe('ok');
      expect(shown.lines['Chain'] ?? 'none').not.toMatch(/^ok/);
    }
  });

  it('says what speaks against the device: no touch, a PIN once, the chain and its rule', async () => {
    const untouched = await card('attestation.touch-never');
    expect(untouched.claims.find(({ label }) => label === 'Touch')).toMatchObject({
      value: 'never',
      state: 'note',
    });
    const once = await card('attestation.pin-not-always');
    expect(once.claims.find(({ label }) => label === 'PIN')).toMatchObject({ state: 'note' });
    const broken = await card('attestation.chain-invalid');
    expect(broken.tag.text).toBe('Does not hold');
    expect(broken.claims.find(({ label }) => label === 'Chain')?.why).toMatch(
      /^This attestation does not hold: .+ What follows are only words\.$/,
    );
  });
});

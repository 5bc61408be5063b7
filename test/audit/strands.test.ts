import { describe, expect, it } from 'vitest';
import type { AuditReport, KeyEntry, RootEntry } from '../../src/audit/report.ts';
import { strandsOf } from '../../src/audit/strands.ts';

const digest = (letter: string) => letter.repeat(64);
const root = (version: number, ...signers: readonly string[]): RootEntry => ({
  version,
  file: `${version}.root.json`,
  sha256: digest('0'),
  signedSha256: digest('0'),
  expires: '2027-01-01T00:00:00Z',
  threshold: 1,
  keys: 1,
  validByPrevious: null,
  validBySelf: signers.length,
  signatures: signers.map((letter) => ({
    keyid: letter,
    spkiSha256: digest(letter),
    status: 'valid',
  })),
});
const key = (
  letter: string,
  rootVersions: readonly number[],
  more: Partial<KeyEntry> = {},
): KeyEntry => ({
  spkiSha256: digest(letter),
  keyids: [letter],
  serials: [],
  people: [],
  rootVersions: [...rootVersions],
  attestation: 'none',
  ...more,
});
const report = (parts: Partial<AuditReport>): AuditReport => ({
  format: 'station-audit/1',
  asOf: '2026-06-01T00:00:00Z',
  verdict: 'pass',
  roots: [],
  keys: [],
  attestations: [],
  findings: [],
  ...parts,
});
const attestation = (letter: string, chain: string, firmware: string | null) => ({
  path: letter,
  serial: '7',
  vendor: 'yubikey-piv' as const,
  firmware,
  formFactor: null,
  fips: false,
  pinPolicy: 'always',
  touchPolicy: 'always',
  hsm: null,
  chain,
  spkiSha256: digest(letter),
});

describe('the strands of the chain picture', () => {
  it('run while a key is in the role, and show who was silent', () => {
    const strands = strandsOf(
      report({
        roots: [root(1, 'a'), root(2, 'a', 'b'), root(3, 'b')],
        keys: [key('b', [2, 3]), key('a', [1, 2])],
      }),
    );
    expect(strands.map(({ title, cells }) => [title, cells])).toEqual([
      ['Key aaaaaaaa', ['signed', 'signed', 'left']],
      ['Key bbbbbbbb', ['absent', 'signed', 'signed']],
    ]);
  });

  it('have a column for each root of a fork', () => {
    const [strand] = strandsOf(
      report({ roots: [root(1, 'a'), root(2, 'a'), root(2)], keys: [key('a', [1, 2])] }),
    );
    expect(strand?.cells).toEqual(['signed', 'signed', 'silent']);
  });

  it('show a key that left and came back', () => {
    const [strand] = strandsOf(
      report({ roots: [root(1, 'a'), root(2), root(3, 'a')], keys: [key('a', [1, 3])] }),
    );
    expect(strand?.cells).toEqual(['signed', 'left', 'signed']);
  });

  it('do not take a signature that does not count', () => {
    const broken = {
      ...root(1),
      signatures: [{ keyid: 'a', spkiSha256: digest('a'), status: 'invalid' as const }],
    };
    expect(strandsOf(report({ roots: [broken], keys: [key('a', [1])] }))[0]?.cells).toEqual([
      'silent',
    ]);
  });

  it('leave out keys that stand in no root', () => {
    expect(strandsOf(report({ roots: [root(1)], keys: [key('a', [])] }))).toEqual([]);
  });

  it.each<[string, Partial<KeyEntry>, ReturnType<typeof attestation>[], string, string]>([
    ['nothing', {}, [], 'Key aaaaaaaa', 'No attestation'],
    ['a serial alone', { serials: ['24617802'] }, [], '24617802', 'No attestation'],
    [
      'an attestation',
      { serials: ['7'], attestation: 'verified' },
      [attestation('a', 'invalid', '1.0.0'), attestation('a', 'Root', '5.7.1')],
      '7',
      'YubiKey, firmware 5.7.1',
    ],
    [
      'a person',
      { serials: ['7'], people: ['Amara Okafor', '@amara'], attestation: 'verified' },
      [attestation('a', 'Root', '5.7.1')],
      'Amara Okafor, @amara',
      'YubiKey 7, firmware 5.7.1',
    ],
    [
      'one that does not hold',
      { serials: ['7'], attestation: 'invalid' },
      [attestation('a', 'invalid', '5.7.1')],
      '7',
      'The attestation does not hold',
    ],
    [
      'one that says no firmware',
      { attestation: 'verified' },
      [attestation('a', 'Root', null)],
      'Key aaaaaaaa',
      'YubiKey',
    ],
  ])(
    'are titled by the person, else the device, with %s',
    (_, more, attestations, title, detail) => {
      const [strand] = strandsOf(
        report({ roots: [root(1)], keys: [key('a', [1], more)], attestations }),
      );
      expect([strand?.title, strand?.detail]).toEqual([title, detail]);
    },
  );
});

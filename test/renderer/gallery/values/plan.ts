import { planText } from '../../../../src/ceremony/plan.ts';
import { firstPlan } from '../../../../src/ceremony/plan-template.ts';
import type { PlanFile } from '../../../../src/contract/plan.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { sha256Hex } from '../../../../src/encoding/digest.ts';
import { utf8 } from '../../../../src/encoding/utf8.ts';

const real = `# Root signing 16. Agreed by the keyholders on 1 November 2026.
format: station-ceremony/1
title: Root signing 16
kind: rotation
mode: real
date: 2027-07-14
participants:
  - id: ines-duarte
    name: Inês Duarte
    duties: [host]
    token: '24617799' # with the online keys
  - id: priya-raman
    name: Priya Raman
    duties: [keyholder]
    token: '24617802'
  - id: tom-okafor
    name: Tom Okafor
    duties: [keyholder]
    token: '24617811'
  - id: mei-lindqvist # leaves: signs for version 15, once more
    name: Mei Lindqvist
    duties: [keyholder]
    token: '24617820'
  - id: sam-abara
    name: Sam Abara
    duties: [witness]

keys:
  scheme: ecdsa-sha2-nistp256
  pin: always
  touch: always
  attestation: required
  minimumFirmware: 5.4.3

tuf:
  rootVersion: 16
  holders: [priya-raman, tom-okafor]
  threshold: 2
  expires: 2027-11-14T00:00:00Z
  consistentSnapshot: true
  roles:
    targets: { holders: [priya-raman, tom-okafor], threshold: 2, expires: 2027-11-14T00:00:00Z }
    snapshot: { holders: [online-1], threshold: 1, expires: 2027-08-14T00:00:00Z }
    timestamp: { holders: [online-1], threshold: 1, expires: 2027-07-28T00:00:00Z }
  online:
    - kind: token
      id: online-1
      token: HSM-0042
  delegations:
    - name: registry.example.org
      paths: ['registry.example.org/*']
      terminating: true
      holders: [tom-okafor]
      threshold: 1
      expires: 2027-11-14T00:00:00Z

script:
  acts:
    - own: Open the safe
      expected: Five bags, seals whole.
      estimate: 5m
    - act: sign
      estimate: 10m
  checkpoints:
    - after: sign
      by: [priya-raman, tom-okafor]

transfer:
  method: stick

publication:
  remote: https://example.org/root-signing.git
  branch: ceremony/root-16
`;

/** The text of a plan: written by hand for a real ceremony, the station's own for a rehearsal. */
export function planTextOf(mode: Mode): string {
  return mode === 'real' ? real : planText(firstPlan('2026-11-23'));
}

/** The same with three things that cannot be meant. */
export function contradictingText(mode: Mode): string {
  return planTextOf(mode)
    .replace('  threshold: 2\n', '  threshold: 5\n')
    .replace('  threshold: 3\n', '  threshold: 9\n')
    .replace('date: 2027-07-14', 'date: 2027-12-01')
    .replace("token: '24617820'", "token: '24617802'");
}

/** What an import finds: comments say what is to be filled in. */
export function importedPlan(mode: Mode): { text: string; notes: string[] } {
  return {
    text: planTextOf(mode)
      .replace('name: Sam Abara', 'name: Keyholder 1 # FILL IN: whose key this is')
      .replace("    token: '24617820'\n", ''),
    notes: ['The newest root is version 15. Nothing was verified: audit the repository first.'],
  };
}

export function planFile(text: string, change: Partial<PlanFile> = {}): PlanFile {
  return {
    place: 'p-16',
    folder: ['Ceremonies', 'Root signing 16'],
    text,
    sha256: sha256Hex(utf8(text)),
    fixed: null,
    ...change,
  };
}

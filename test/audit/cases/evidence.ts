import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { nextLine, startOfChain } from '../../../src/ceremony/transcript.ts';
import {
  basicConstraints,
  certificatePem,
  claim,
  goodClaims,
  mintDevice,
} from '../../attestation/minted.ts';
import { ada, below, type Files, root } from '../made-files.ts';
import type { Case } from './case.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/sigstore-root-signing');

export const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(fixtures, name)));

/** The three files of one device of the ceremonies. */
export function triple(ceremony: string, serial: string): Files {
  return Object.fromEntries(
    ['key_cert', 'device_cert', 'pubkey'].map((kind) => {
      const name = `keys/${serial}/${serial}_${kind}.pem`;
      return [name, fixture(`ceremony/${ceremony}/${name}`)];
    }),
  );
}

const first = triple('2021-06-18', '13078778');
const second = triple('2021-06-18', '14454335');
const third = triple('2021-06-18', '14470876');
const rootOne = { '1.root.json': fixture('root_history/1.root.json') };
const rootFour = { '4.root.json': fixture('root_history/4.root.json') };
const later = triple('2022-07-12', '18158855');
const keyCert = 'keys/13078778/13078778_key_cert.pem';
const at: Case['question'] = { asOf: '2021-07-01T00:00:00Z' };

/** A device that no vendor vouches for; its claims are read all the same. */
function device(pin: number, touch: number): Files {
  const [firmware, serial, , form] = goodClaims;
  const minted = mintDevice({
    deviceExtensions: [basicConstraints(true, 0)],
    keyExtensions: [firmware, serial, claim(8, pin, touch), form].flatMap((one) => one ?? []),
  });
  return {
    'keys/305419896/305419896_key_cert.pem': certificatePem(minted.keyCert),
    'keys/305419896/305419896_device_cert.pem': certificatePem(minted.deviceCert),
  };
}

const plan = utf8('title: Roots\n');
const opened = nextLine(
  startOfChain(sha256Hex(plan)),
  {
    kind: 'ceremony.opened',
    participant: null,
    data: {
      format: 'station-transcript/1',
      title: 'Roots',
      mode: 'rehearsal',
      rootVersion: 1,
      station: 'station 0.1.0',
    },
  },
  '2026-06-01T10:00:00Z',
);

export const evidenceCases = {
  'attestation.chain-invalid': {
    provoked: { ...first, [keyCert]: second['keys/14454335/14454335_key_cert.pem'] ?? utf8('') },
    quiet: first,
    says: { severity: 'error', subject: keyCert },
  },
  'attestation.key-mismatch': {
    provoked: {
      ...first,
      'keys/13078778/13078778_pubkey.pem': second['keys/14454335/14454335_pubkey.pem'] ?? utf8(''),
    },
    quiet: first,
    says: { severity: 'error', subject: 'keys/13078778/13078778_pubkey.pem' },
  },
  'attestation.serial-mismatch': {
    provoked: Object.fromEntries(
      Object.entries(first).map(([name, bytes]) => [
        name.replaceAll('13078778', '24617802'),
        bytes,
      ]),
    ),
    // A further key of the same device has a part of its digest behind the serial.
    quiet: Object.fromEntries(
      Object.entries(first).map(([name, bytes]) => [
        name.replaceAll('13078778', '13078778-5330d64c'),
        bytes,
      ]),
    ),
    says: { severity: 'error', subject: 'keys/24617802/24617802_key_cert.pem' },
  },
  'attestation.missing': {
    provoked: { ...rootOne, ...first },
    // Where nobody has evidence, nobody is missing it.
    quiet: rootOne,
    question: at,
    says: { severity: 'warning' },
  },
  'attestation.unused': {
    provoked: { ...rootOne, ...later },
    quiet: { ...rootFour, ...later },
    question: { asOf: '2022-07-20T00:00:00Z' },
    says: { severity: 'info', subject: 'keys/18158855/18158855_key_cert.pem' },
  },
  'attestation.touch-never': {
    provoked: device(3, 1),
    quiet: device(3, 2),
    says: { severity: 'warning', subject: 'keys/305419896/305419896_key_cert.pem' },
  },
  'attestation.pin-not-always': {
    provoked: device(2, 2),
    quiet: device(3, 2),
    says: { severity: 'warning', subject: 'keys/305419896/305419896_key_cert.pem' },
  },
  'attestation.firmware-advisory': {
    provoked: first,
    quiet: device(3, 2),
    question: at,
    says: {
      severity: 'warning',
      subject: keyCert,
      data: {
        serial: '13078778',
        spkiSha256: '5330d64c5e6be93dd8d118433cffec9a079aa7260706502b352f3f88ce8d03ff',
        firmware: '5.2.6',
        fixed: '5.7.0',
        advisory: 'YSA-2024-03',
        published: '2024-09-03T00:00:00Z',
        publishedAfterAsOf: true,
      },
    },
  },
  'attestation.shared-device-certificate': {
    provoked: { ...second, ...third },
    quiet: { ...first, ...second },
    says: { severity: 'info', subject: 'keys/14454335/14454335_key_cert.pem' },
  },
  'transcript.broken-chain': {
    provoked: {
      ...below('ceremony', { 'ceremony.yaml': plan, 'transcript.jsonl': opened.line.slice(0, -1) }),
      '1.root.json': root({ version: 1 }),
    },
    quiet: {
      ...below('ceremony', { 'ceremony.yaml': plan, 'transcript.jsonl': opened.line }),
      '1.root.json': root({ version: 1, keys: [ada], threshold: 1 }),
    },
    says: { severity: 'error', subject: 'ceremony/transcript.jsonl' },
  },
} satisfies Record<string, Case>;

import type { Evidence, ExportView } from '../../../../src/contract/keyholder.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { digestOf, KEY } from './digests.ts';
import { keyDigest } from './key.ts';
import { practiceToken, practiceYubikey, yubikey } from './tokens.ts';

const attested: Evidence = {
  token: yubikey,
  serial: '24617802',
  model: 'YubiKey 5C NFC',
  attested: true,
  accepted: false,
  mayBring: false,
  heading: 'Your key was made on this device',
  lead: 'The device itself certifies it. The station checked every line below, down to Yubico’s root.',
  tag: { state: 'ok', text: 'Evidence is complete' },
  claims: [
    {
      label: 'Key',
      value: 'Made on the device, slot 9c',
      why: 'It cannot leave the device.',
      state: 'ok',
    },
    { label: 'PIN', value: 'Asked every time', why: '', state: 'ok' },
    { label: 'Touch', value: 'Needed every time', why: '', state: 'ok' },
    {
      label: 'Firmware',
      value: '5.4.3',
      why: 'Advisory YSA-2024-03: with the device in hand and laboratory equipment, someone could copy the key. The plan accepts 5.4.',
      state: 'note',
    },
    {
      label: 'Public key',
      value: 'Same on token and in certificate',
      why: 'Compared byte by byte.',
      state: 'ok',
    },
  ],
  spkiSha256: KEY,
  chain: [
    { title: 'Your key', detail: 'slot 9c' },
    { title: 'This device', detail: 'YubiKey attestation' },
    { title: 'Yubico PIV Root CA 263751', detail: 'pinned in this station' },
  ],
};

export function evidenceOf(mode: Mode): Evidence {
  if (mode === 'real') return attested;
  return {
    ...attested,
    token: practiceToken,
    serial: practiceToken.serial ?? '',
    model: practiceToken.model,
    attested: false,
    heading: 'No attestation: this token cannot give one',
    lead: 'A practice token is a file. It can show its key, and nobody vouches for it. The plan accepts this in a rehearsal.',
    tag: { state: 'note', text: 'No attestation' },
    claims: [
      {
        label: 'Key',
        value: 'Made by the practice token',
        why: 'Its own word, not a certificate.',
        state: 'unknown',
      },
      { label: 'PIN', value: 'Asked every time', why: 'Enforced by the station.', state: 'ok' },
      {
        label: 'Public key',
        value: 'Same on token and on disk',
        why: 'Compared byte by byte.',
        state: 'ok',
      },
    ],
    spkiSha256: keyDigest(mode),
    chain: [],
  };
}

/** What a virtual YubiKey certifies, in a rehearsal. */
export const evidencePractice: Evidence = {
  ...attested,
  token: practiceYubikey,
  serial: practiceYubikey.serial ?? '',
  model: 'Practice YubiKey 5, USB-A keychain',
  heading: 'Your key was made on this practice YubiKey',
  lead: 'The device itself certifies it. The station checked every line below, down to the practice root.',
  claims: [
    {
      label: 'Key',
      value: 'Made on a virtual YubiKey, slot 9c',
      why: 'For practice only. The chain ends in the practice root, which vouches for nothing.',
      state: 'note',
    },
    { label: 'Device', value: 'Serial 11223344', why: 'Same as in the plan.', state: 'ok' },
    ...attested.claims.slice(1),
    {
      label: 'Works',
      value: 'It signed a fresh challenge',
      why: 'The signature fits this public key.',
      state: 'ok',
    },
  ],
  spkiSha256: keyDigest('rehearsal'),
  chain: [
    { title: 'Your key', detail: 'slot 9c' },
    { title: 'This device', detail: 'YubiKey attestation' },
    {
      title: 'Keyholder Station Practice Root',
      detail: 'for practice only, vouches for nothing',
    },
  ],
};

/** A token that gives none itself, in a real ceremony: a YubiHSM before its files were brought. */
export const evidenceToBring: Evidence = {
  ...attested,
  token: { ...yubikey, kind: 'other', model: 'YubiHSM', serial: '07550140' },
  serial: '07550140',
  model: 'YubiHSM',
  attested: false,
  mayBring: true,
  heading: 'The plan asks for an attestation, and there is none',
  lead: 'This token cannot certify its keys. Tell the host, or use the token in the plan. A YubiHSM 2 makes one as files: bring them here.',
  tag: { state: 'stop', text: 'Attestation required' },
  claims: [
    { label: 'Kind of key', value: 'ECDSA on P-256', why: 'As the plan asks for.', state: 'ok' },
    {
      label: 'Made',
      value: 'On the token',
      why: 'It was not brought in from outside.',
      state: 'ok',
    },
    {
      label: 'Stays',
      value: 'On the token',
      why: 'It cannot leave the token, and never could.',
      state: 'ok',
    },
    {
      label: 'Attestation',
      value: 'None: this token cannot give one',
      why: 'The plan requires one, so that others can check where the key was made.',
      state: 'stop',
    },
    {
      label: 'PIN and touch',
      value: 'The plan asks for PIN always, touch always',
      why: 'This token does not tell which policy the key has.',
      state: 'unknown',
    },
  ],
  chain: [],
};

/** The same token once its files were brought and hold. */
export const evidenceBrought: Evidence = {
  ...evidenceToBring,
  attested: true,
  mayBring: false,
  model: 'YubiHSM 2',
  heading: 'Your key was made on this device',
  lead: 'The files that you brought certify it. The station checked every line below, down to Yubico’s root.',
  tag: { state: 'ok', text: 'Evidence is complete' },
  claims: [
    {
      label: 'Key',
      value: 'Made on the device',
      why: 'The device says so, and its maker vouches for the device.',
      state: 'ok',
    },
    { label: 'Stays', value: 'On the device', why: 'No wrap key can take it out.', state: 'ok' },
    { label: 'Device', value: 'Serial 7550140', why: 'Same as on the token.', state: 'ok' },
    { label: 'Object', value: '0x0024, root key', why: 'Domain 1 may use it.', state: 'ok' },
    {
      label: 'Firmware',
      value: '2.4.1',
      why: 'The plan’s 5.4 is about YubiKeys, not about this device.',
      state: 'note',
    },
    {
      label: 'PIN and touch',
      value: 'The plan asks for PIN always, touch always',
      why: 'A YubiHSM has no touch, and does not tell when it asks for its password.',
      state: 'unknown',
    },
    {
      label: 'Public key',
      value: 'Same on token and in certificate',
      why: 'Compared byte by byte.',
      state: 'ok',
    },
    {
      label: 'Works',
      value: 'It signed a fresh challenge',
      why: 'The signature fits this public key.',
      state: 'ok',
    },
  ],
  chain: [
    { title: 'Your key', detail: 'object 0x0024' },
    { title: 'This device', detail: 'YubiHSM attestation' },
    { title: 'Yubico YubiHSM 6742036 Sub-CA', detail: 'issues for devices' },
    { title: 'Yubico YubiHSM Root CA', detail: 'pinned in this station' },
  ],
};

export const evidenceAgainst: Evidence = {
  ...attested,
  heading: 'This key is not as the plan asks',
  lead: 'The device certifies it. One line below is against the plan, so the key is not exported.',
  tag: { state: 'stop', text: 'Against the plan' },
  claims: attested.claims.map((claim) =>
    claim.label === 'Touch'
      ? {
          ...claim,
          value: 'Never needed',
          why: 'The plan asks for a touch every time. Whoever has this machine and the PIN could sign without you.',
          state: 'stop',
        }
      : claim,
  ),
};

export function exported(mode: Mode, confirmed = false): ExportView {
  const serial = mode === 'real' ? '24617802' : '90000003';
  const file = (name: string, bytes: number, what: string) => ({
    path: `keys/${serial}/${serial}_${name}`,
    bytes,
    sha256: digestOf(name),
    readBack: true,
    what,
  });
  const certificates = [
    file('key_cert.pem', 1103, 'What the device certifies of it.'),
    file('device_cert.pem', 1038, 'Which device it is.'),
  ];
  return {
    spkiSha256: keyDigest(mode),
    files: [file('pubkey.pem', 178, 'Your public key.'), ...(mode === 'real' ? certificates : [])],
    confirmed,
  };
}

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
